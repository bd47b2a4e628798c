import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { Queue } from '../platform/queue/queue.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { localeOf, type Language, type Tenant } from '../tenancy/tenant.entity.js';
import { ConsentsService } from './consents.service.js';
import { DELIVERY_LINES } from './delivery-lines.js';
import { shown, type LetterData, type Template } from './letters.js';
import { OutgoingMessageAdded } from './messaging.events.js';
import { OutgoingChannel, OutgoingMessage, OutgoingStatus } from './outgoing-message.entity.js';
import { ReplyAddressService } from './reply-address.service.js';
import { WordingsService } from './wordings.service.js';

/** A message to write. */
export interface Outgoing<T extends Template = Template> {
  readonly tenantId: string;
  readonly template: T;
  readonly data: LetterData[T];
  readonly language: Language;
  readonly customerId: string | null;
  /** Where to: either or both; each on its own, so that one failing never stops the other. */
  readonly to: { readonly email?: string | null; readonly phone?: string | null };
  /** The same news is told once, such as `job:` and an id. */
  readonly about?: string;
  /** A PDF that goes with the mail. */
  readonly attachment?: { readonly name: string; readonly bytes: Buffer };
}

/** Writes messages and, for tenants that are live, sends them. All others' stay in the outbox, whatever they say. */
@Injectable()
export class MessagingService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly queue: Queue,
    private readonly tenancy: TenancyService,
    private readonly replies: ReplyAddressService,
    private readonly consents: ConsentsService,
    private readonly wordings: WordingsService,
  ) {}

  /** Writes the message for every channel it has an address for; inside the transaction of its cause. */
  async send<T extends Template>(outgoing: Outgoing<T>): Promise<void> {
    const tenant = await this.tenancy.byId(outgoing.tenantId);
    if (!tenant || (await this.isTold(outgoing))) return;
    if (outgoing.to.email) await this.write(tenant, OutgoingChannel.EMAIL, outgoing.to.email, outgoing);
    if (outgoing.to.phone) await this.write(tenant, OutgoingChannel.SMS, outgoing.to.phone, outgoing);
  }

  /** Whether a person takes a letter on this channel; inside the open transaction. */
  async wants(template: Template, channel: OutgoingChannel, customerId: string, recipient: string | null): Promise<boolean> {
    return recipient !== null && (await this.consents.against(template, channel, customerId, recipient)) === null;
  }

  /** Whether a mail of ours can be answered, so that it says so only where it is true. */
  get canBeAnswered(): boolean {
    return this.replies.isReady;
  }

  private async write<T extends Template>(tenant: Tenant, channel: OutgoingChannel, recipient: string, { template, data, language, customerId, about, attachment }: Outgoing<T>): Promise<void> {
    const spoken = tenant.languages.includes(language) ? language : tenant.language;
    const brand = await this.tenancy.brandOf(tenant);
    const written = shown(await this.wordings.letter(template, spoken, data, brand), channel, localeOf(spoken), brand);
    const reason = await this.consents.against(template, channel, customerId, recipient);
    const status = reason ? OutgoingStatus.REFUSED : mayLeave(tenant) ? OutgoingStatus.QUEUED : OutgoingStatus.CAPTURED;
    const message = Object.assign(new OutgoingMessage(), { channel, status, reason, recipient, template, language: spoken, ...written, customerId, about: about ?? null, ...(channel === OutgoingChannel.EMAIL && attachment ? { attachmentName: attachment.name, attachment: attachment.bytes } : {}), createdAt: this.clock.now() });
    await this.db.repo(OutgoingMessage).insert(message as never);
    await this.events.emit(new OutgoingMessageAdded(message.id));
    if (status === OutgoingStatus.QUEUED) await this.queue.send(DELIVERY_LINES[channel], { tenantId: tenant.id, id: message.id });
  }

  private async isTold({ about, template }: Outgoing): Promise<boolean> {
    return about !== undefined && (await this.db.repo(OutgoingMessage).existsBy({ about, template }));
  }
}

/** Whether anything may leave: never for a demonstration, and for others once they are live. */
export const mayLeave = (tenant: Tenant): boolean => tenant.live && !tenant.demo;
