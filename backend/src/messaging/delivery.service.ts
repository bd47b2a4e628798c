import { Injectable } from '@nestjs/common';
import { systemActor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { Log } from '../platform/observability/log.js';
import { Queue, Schedule, Work } from '../platform/queue/queue.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import type { Tenant } from '../tenancy/tenant.entity.js';
import { ChannelError, type Attachment, type Sender } from './channels/channel.js';
import { EmailChannel } from './channels/email.channel.js';
import { SmsChannel } from './channels/sms.channel.js';
import { DELIVERY_LINES } from './delivery-lines.js';
import { mayLeave } from './messaging.service.js';
import { OutgoingMessageSettled } from './messaging.events.js';
import { OutgoingChannel, OutgoingMessage, OutgoingReason, OutgoingStatus } from './outgoing-message.entity.js';
import { quietUntil } from './quiet-hours.js';
import { ReplyAddressService } from './reply-address.service.js';
import { nextTry } from './retry.js';
import { isUrgent } from './urgent-letters.js';

/** How long whoever hands a message over keeps others from it: longer than any channel waits. */
const CLAIM_MS = 2 * 60_000;
const OPEN = `status in ('QUEUED', 'DEFERRED')`;
/** A service that did not answer is left alone for so long: trying it for each message would hold up all that wait behind it. */
const REST_MS = 30_000;
/** How far a message has got; news of an earlier step that comes late changes nothing. */
const RANK: Readonly<Record<OutgoingStatus, number>> = { CAPTURED: 9, QUEUED: 0, DEFERRED: 0, SENT: 1, DELIVERED: 2, BOUNCED: 2, REFUSED: 2 };

/** What the other side says became of a message. */
export interface DeliveryNews {
  readonly status: OutgoingStatus.SENT | OutgoingStatus.DELIVERED | OutgoingStatus.BOUNCED | OutgoingStatus.REFUSED;
  readonly reason?: OutgoingReason;
  readonly code?: string;
}

/** Hands messages over, one try at a time, and hears what became of them. Nothing of a provider that is not live gets as far as a channel. */
@Injectable()
export class DeliveryService {
  private readonly rests = new Map<OutgoingChannel, { readonly from: Date; readonly until: Date }>();

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly events: Events,
    private readonly queue: Queue,
    private readonly tenancy: TenancyService,
    private readonly replies: ReplyAddressService,
    private readonly log: Log,
    private readonly email: EmailChannel,
    private readonly sms: SmsChannel,
  ) {}

  /** Tries one message, outside of any transaction; what cannot leave now waits until it can. */
  @Work(DELIVERY_LINES.EMAIL, { retryDelay: 5, retryLimit: 5, batchSize: 20 })
  async deliver({ tenantId, id }: { readonly tenantId: string; readonly id: string }): Promise<void> {
    const tenant = await this.tenancy.byId(tenantId);
    const message = tenant && (await this.claim(tenantId, id));
    if (!message) return;
    if (!mayLeave(tenant)) return this.settle(tenantId, message, { status: OutgoingStatus.CAPTURED });
    const quiet = message.channel === OutgoingChannel.SMS && !isUrgent(message.template) ? quietUntil(this.clock.now(), { zone: tenant.timeZone, from: tenant.quietFrom, to: tenant.quietTo }) : null;
    if (quiet) return this.defer(tenantId, message, quiet, { reason: OutgoingReason.QUIET_HOURS, failure: null, attempts: message.attempts - 1 });
    const rest = this.restOf(message.channel);
    if (rest) return this.defer(tenantId, message, rest, { reason: OutgoingReason.NO_ANSWER, attempts: message.attempts - 1 });
    try {
      const providerId = await this.handOver(message, await this.senderOf(tenant, message));
      this.rests.delete(message.channel);
      await this.settle(tenantId, message, { status: OutgoingStatus.SENT, sentAt: this.clock.now(), providerId, reason: null, failure: null });
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      await this.failed(tenantId, message, error);
    }
  }

  /** The same for texts, in their own line. */
  @Work(DELIVERY_LINES.SMS, { retryDelay: 5, retryLimit: 5, batchSize: 20 })
  deliverText(message: { readonly tenantId: string; readonly id: string }): Promise<void> {
    return this.deliver(message);
  }

  /** Until when a service that did not answer is left alone; null when it may be tried. */
  private restOf(channel: OutgoingChannel): Date | null {
    const [rest, now] = [this.rests.get(channel), this.clock.now()];
    return rest && rest.from <= now && now < rest.until ? rest.until : null;
  }

  /** What the other side says, in whatever order it arrives; by our id, or by what it calls the message. */
  hear(tenantId: string, by: { readonly id: string } | { readonly providerId: string }, { status, reason, code }: DeliveryNews): Promise<boolean> {
    return this.db.tx(systemActor(tenantId), async () => {
      const message = await this.db.repo(OutgoingMessage).findOne({ where: by, lock: { mode: 'pessimistic_write' } });
      if (!message || RANK[status] <= RANK[message.status]) return !!message;
      await this.put(message, { status, reason: reason ?? null, failure: code ?? null, notBefore: null, ...(status === OutgoingStatus.DELIVERED ? { deliveredAt: this.clock.now() } : {}), sentAt: message.sentAt ?? this.clock.now() });
      return true;
    });
  }

  /** Each minute: what has waited long enough is tried again, also when the process that held it died. */
  @Schedule('* * * * *')
  async release(): Promise<void> {
    const now = this.clock.now();
    const due = await this.db.unscoped('messages of all providers wait alike', () =>
      this.db.query<{ id: string; tenant_id: string; channel: OutgoingChannel }>(`select id, tenant_id, channel from outgoing_message where ${OPEN} and coalesce(not_before, created_at + interval '1 minute') <= $1 and (claimed_until is null or claimed_until < $1) order by created_at limit 2000`, [now]));
    for (const { id, tenant_id: tenantId, channel } of due) await this.queue.send(DELIVERY_LINES[channel], { tenantId, id }, { key: id });
  }

  /** Takes hold of a message that may be tried now; null when it is somebody else's, or waits, or is done. */
  private claim(tenantId: string, id: string): Promise<OutgoingMessage | null> {
    return this.db.tx(systemActor(tenantId), async () => {
      const now = this.clock.now();
      const rows = await this.db.query<{ id: string }>(
        `update outgoing_message set claimed_until = $2, attempts = attempts + 1 where id = $1 and ${OPEN} and (not_before is null or not_before <= $3) and (claimed_until is null or claimed_until < $3) returning id`, [id, new Date(now.getTime() + CLAIM_MS), now]);
      return rows[0] ? this.db.repo(OutgoingMessage).findOneByOrFail({ id }) : null;
    });
  }

  /** Hands it over, unless an earlier try that went unanswered got there after all. */
  private async handOver(message: OutgoingMessage, sender: Sender): Promise<string> {
    const channel = message.channel === OutgoingChannel.EMAIL ? this.email : this.sms;
    const there = message.attempts > 1 ? await channel.trace(message) : [];
    if (!there.length) return channel.send(message, sender, await this.attachmentsOf(message));
    const known = await this.db.tx(systemActor(message.tenantId), () => this.db.query<{ provider_id: string }>('select provider_id from outgoing_message where provider_id = any($1)', [there]));
    const mine = there.find((id) => !known.some(({ provider_id: other }) => other === id));
    return mine ?? channel.send(message, sender, await this.attachmentsOf(message));
  }

  private attachmentsOf({ tenantId, id, attachmentName }: OutgoingMessage): Promise<Attachment[]> {
    if (!attachmentName) return Promise.resolve([]);
    return this.db.tx(systemActor(tenantId), async () => {
      const { attachment } = await this.db.repo(OutgoingMessage).findOneOrFail({ where: { id }, select: { id: true, attachment: true } });
      return attachment ? [{ filename: attachmentName, content: attachment }] : [];
    });
  }

  private async failed(tenantId: string, message: OutgoingMessage, { reason, code, passes }: ChannelError): Promise<void> {
    this.log.warn('a message was not handed over', { message: message.id, reason, code });
    const now = this.clock.now();
    if (reason === OutgoingReason.NO_ANSWER) this.rests.set(message.channel, { from: now, until: new Date(now.getTime() + REST_MS) });
    else this.rests.delete(message.channel);
    const again = passes ? nextTry(reason, message.attempts, message.createdAt, now) : null;
    if (again) return this.defer(tenantId, message, again, { reason, failure: code });
    return this.settle(tenantId, message, { status: OutgoingStatus.REFUSED, reason: passes ? OutgoingReason.GAVE_UP : reason, failure: code });
  }

  private defer(tenantId: string, message: OutgoingMessage, until: Date, more: Partial<OutgoingMessage>): Promise<void> {
    return this.db.tx(systemActor(tenantId), async () => {
      await this.put(message, { status: OutgoingStatus.DEFERRED, notBefore: until, ...more });
      await this.queue.send(DELIVERY_LINES[message.channel], { tenantId, id: message.id }, { startAfter: until });
    });
  }

  private settle(tenantId: string, message: OutgoingMessage, patch: Partial<OutgoingMessage>): Promise<void> {
    return this.db.tx(systemActor(tenantId), async () => {
      const now = await this.db.repo(OutgoingMessage).findOne({ where: { id: message.id }, lock: { mode: 'pessimistic_write' } });
      // News of its delivery may have overtaken our own step.
      const late = !!now && !!patch.status && RANK[now.status] > RANK[patch.status];
      await this.put(message, late ? { providerId: patch.providerId ?? now.providerId } : { notBefore: null, ...patch });
    });
  }

  private async put(message: OutgoingMessage, patch: Partial<OutgoingMessage>): Promise<void> {
    await this.db.repo(OutgoingMessage).update({ id: message.id }, { claimedUntil: null, ...patch } as never);
    await this.events.emit(new OutgoingMessageSettled(message.id));
  }

  private async senderOf(tenant: Tenant, { id, customerId, about }: OutgoingMessage): Promise<Sender> {
    const isTalk = !!customerId || !!about?.startsWith('ticket-message:');
    const webhook = this.config.twilio?.webhookUrl;
    return {
      name: tenant.name, email: tenant.email ?? `no-reply@${await this.tenancy.hostOf(tenant.id)}`, phone: tenant.smsNumber,
      replyTo: isTalk ? this.replies.of(id) : null, statusUrl: webhook?.startsWith('https://') ? `${webhook}/status?message=${id}` : null,
    };
  }
}
