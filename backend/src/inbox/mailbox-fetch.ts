import { Injectable } from '@nestjs/common';
import { MailboxClient, MailboxError, type OpenMailbox } from '../messaging/mailbox-client.service.js';
import { MailboxService } from '../messaging/mailbox.service.js';
import { mayLeave } from '../messaging/messaging.service.js';
import { On, type Delivered } from '../platform/events/event.js';
import type { Caller } from '../platform/caller.js';
import { Log } from '../platform/observability/log.js';
import { Queue, Schedule, Work } from '../platform/queue/queue.js';
import { TenantChanged } from '../tenancy/tenancy.events.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { InboundService, MOST_MAIL } from './inbound.service.js';

const FETCH = 'inbox.fetch';
/** A visit takes so many mails; the rest comes with the next one, so that a full mailbox holds up nobody. */
const MOST_PER_VISIT = 100;

/** Fetches the mail of providers' mailboxes each minute; it goes the same way as mail that is handed over. */
@Injectable()
export class MailboxFetch {
  constructor(
    private readonly queue: Queue,
    private readonly tenancy: TenancyService,
    private readonly mailboxes: MailboxService,
    private readonly client: MailboxClient,
    private readonly inbound: InboundService,
    private readonly log: Log,
  ) {}

  @Schedule('* * * * *')
  async look(): Promise<void> {
    for (const tenantId of await this.mailboxes.due()) await this.queue.send(FETCH, { tenantId });
  }

  /** A mailbox that was set up, or a provider that went live, is looked into at once. */
  @On(TenantChanged)
  async changed({ changes }: TenantChanged, _caller: Caller, { tenantId }: Delivered<TenantChanged>): Promise<void> {
    if ('mailbox' in changes || 'live' in changes) await this.queue.send(FETCH, { tenantId });
  }

  @Work(FETCH, { retryLimit: 0 })
  async fetch({ tenantId }: { readonly tenantId: string }): Promise<void> {
    const tenant = await this.tenancy.byId(tenantId);
    const box = tenant && mayLeave(tenant) ? await this.mailboxes.claim(tenantId) : null;
    if (!box) return;
    try {
      const { taken, left } = await this.client.visit(box, { looksOnly: false }, (open) => this.take(tenantId, box.since, open));
      await this.mailboxes.release(tenantId, box.id, { taken, problem: null });
      if (left) await this.queue.send(FETCH, { tenantId });
    } catch (error) {
      await this.mailboxes.release(tenantId, box.id, { taken: 0, problem: error instanceof MailboxError ? error.problem : null });
      if (!(error instanceof MailboxError)) throw error;
      this.log.warn('a mailbox could not be used', { tenant: tenantId, problem: error.problem });
    }
  }

  /** Each mail is kept, for good, before it is marked as read there: whatever breaks off between the two, it comes again and is known. */
  private async take(tenantId: string, since: Date, open: OpenMailbox): Promise<{ readonly taken: number; readonly left: number }> {
    const unread = await open.unread(since);
    const now = unread.slice(0, MOST_PER_VISIT);
    for (const id of now) {
      const raw = await open.read(id, MOST_MAIL);
      if (raw) await this.inbound.keepMail(raw, tenantId);
      await open.done(id, raw !== null);
    }
    return { taken: now.length, left: unread.length - now.length };
  }
}
