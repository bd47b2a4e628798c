import { Injectable } from '@nestjs/common';
import { Between, Not } from 'typeorm';
import { systemActor } from '../auth/actor.js';
import { OWN_HEADER } from '../messaging/own-header.enum.js';
import { DeliveryService } from '../messaging/delivery.service.js';
import { OutgoingReason, OutgoingStatus } from '../messaging/outgoing-message.entity.js';
import { ReplyAddressService } from '../messaging/reply-address.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Queue, Work } from '../platform/queue/queue.js';
import { uuidv7 } from '../platform/ids.js';
import { Storage } from '../platform/storage/storage.js';
import { MessageChannel } from '../tickets/ticket.entity.js';
import { AsideReason, InboundFate, InboundMessage, type InboundPayload } from './inbound-message.entity.js';
import { reportOf, whyAside } from './mail-guard.js';
import { readMail, type Mail } from './mail-reader.js';
import { SendersService } from './senders.service.js';
import { TakingService } from './taking.service.js';

/** A mail with several photos, as it travels: a third larger than they are. In bytes. */
export const MOST_MAIL = 40 * 1024 * 1024;
/** More mails than this from one address within an hour are no conversation. */
const MOST_PER_HOUR = 30;
const HOUR_MS = 3_600_000;

/** What arrives from outside: kept as it comes, looked at once, and put where it belongs. */
@Injectable()
export class InboundService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly queue: Queue,
    private readonly storage: Storage,
    private readonly replies: ReplyAddressService,
    private readonly delivery: DeliveryService,
    private readonly senders: SendersService,
    private readonly taking: TakingService,
  ) {}

  /** Keeps a text before anything is done about it; the same one again is no news. */
  async keepText(tenantId: string, text: { readonly sid: string; readonly from: string; readonly body: string; readonly optOut?: string; readonly media: NonNullable<InboundPayload['media']> }): Promise<void> {
    await this.keep(tenantId, { channel: MessageChannel.SMS, sourceId: text.sid, sender: text.from, subject: null, payload: { body: text.body, media: text.media, ...(text.optOut ? { optOut: text.optOut } : {}) } });
  }

  /** Keeps a mail, of the mailbox of a provider or of any; false when it is for no provider of ours. */
  async keepMail(raw: Buffer, boxOf: string | null = null): Promise<boolean> {
    const mail = await readMail(raw);
    const place = await this.senders.placeOf(mail, boxOf);
    if (!place) return false;
    const fileKey = `${place.tenantId}/mail/${uuidv7()}.eml`;
    await this.storage.put(fileKey, raw, 'message/rfc822');
    const isNew = await this.keep(place.tenantId, { channel: MessageChannel.EMAIL, sourceId: place.key, sender: mail.sender, subject: mail.subject.slice(0, 200) || null, payload: { fileKey, answers: place.answers } });
    if (!isNew) await this.storage.remove(fileKey);
    return true;
  }

  @Work('inbox.take', { retryDelay: 5, retryLimit: 8, batchSize: 20 })
  async take({ tenantId, id }: { readonly tenantId: string; readonly id: string }): Promise<void> {
    const kept = await this.db.tx(systemActor(tenantId), () => this.db.repo(InboundMessage).findOneBy({ id, fate: InboundFate.WAITING }));
    if (!kept) return;
    if (kept.channel === MessageChannel.SMS) return this.done(kept, await this.taking.text(tenantId, kept));
    const file = await this.storage.get(kept.payload.fileKey!);
    const mail = file && (await readMail(file.bytes));
    const outcome = mail ? await this.sort(kept, mail) : AsideReason.DAMAGED;
    await this.done(kept, outcome);
    await this.storage.remove(kept.payload.fileKey!);
  }

  /** A mail of a person goes to its conversation; a report to the message it is about; the rest is set aside. */
  private async sort(kept: InboundMessage, mail: Mail): Promise<AsideReason | { readonly conversationId: string }> {
    const aside = whyAside(mail.headers, mail.sender, OWN_HEADER, (address) => this.replies.isOurs(address));
    if (aside === AsideReason.BOUNCE) await this.report(kept, mail);
    if (aside) return aside;
    const since = new Date(this.clock.now().getTime() - HOUR_MS);
    const others = await this.db.tx(systemActor(kept.tenantId), () => this.db.repo(InboundMessage).countBy({ sender: mail.sender, createdAt: Between(since, kept.createdAt), id: Not(kept.id) }));
    if (others >= MOST_PER_HOUR) return AsideReason.TOO_MANY;
    return this.taking.mail(kept.tenantId, kept, mail);
  }

  private async report({ tenantId, payload }: InboundMessage, mail: Mail): Promise<void> {
    const text = mail.attachments.filter(({ type }) => /^message\/(?:delivery-status|rfc822|global)|^text\/rfc822-headers/.test(type)).map(({ bytes }) => bytes.toString('utf8')).join('\n\n');
    const report = reportOf(text) ?? reportOf(mail.body);
    const id = payload.answers ?? /<([0-9a-f-]{36})@demarc>/.exec(`${text}\n${mail.body}`)?.[1];
    if (!report || !id) return;
    if (report.action === 'failed') await this.delivery.hear(tenantId, { id }, { status: OutgoingStatus.BOUNCED, reason: report.status.startsWith('5.1.') ? OutgoingReason.NO_SUCH_ADDRESS : OutgoingReason.UNREACHABLE, code: report.status });
    if (report.action === 'delivered') await this.delivery.hear(tenantId, { id }, { status: OutgoingStatus.DELIVERED });
  }

  private keep(tenantId: string, message: Pick<InboundMessage, 'channel' | 'sourceId' | 'sender' | 'subject' | 'payload'>): Promise<boolean> {
    return this.db.tx(systemActor(tenantId), async () => {
      const { channel, sourceId, sender, subject, payload } = message;
      const [fresh] = await this.db.query<{ id: string }>(
        'insert into inbound_message (channel, source_id, sender, subject, payload, created_at) values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, source_id) do nothing returning id',
        [channel, sourceId, sender, subject, JSON.stringify(payload), this.clock.now()]);
      if (fresh) await this.queue.send('inbox.take', { tenantId, id: fresh.id });
      return !!fresh;
    });
  }

  private done({ tenantId, id }: InboundMessage, outcome: AsideReason | { readonly conversationId: string }): Promise<void> {
    const patch = typeof outcome === 'string' ? { fate: InboundFate.SET_ASIDE, reason: outcome } : { fate: InboundFate.TAKEN, conversationId: outcome.conversationId };
    return this.db.tx(systemActor(tenantId), async () => {
      await this.db.repo(InboundMessage).update({ id }, { ...patch, payload: {} });
    });
  }
}
