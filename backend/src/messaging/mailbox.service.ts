import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../auth/actor.js';
import { KeptSecretsService } from '../auth/kept-secrets.service.js';
import { RateLimits, type Limit } from '../auth/rate-limits.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { BadInputError, RateLimitedError } from '../platform/graphql/errors.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { TenantChanged } from '../tenancy/tenancy.events.js';
import { MailboxClient, MailboxError, type MailboxAccess } from './mailbox-client.service.js';
import { Mailbox, MailboxCheck, type MailboxProblem } from './mailbox.entity.js';
import type { MailboxInput } from './mailbox.inputs.js';
import { restMinutes } from './mailbox-rest.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How long whoever fetches keeps others away: longer than a visit lasts. */
const CLAIM_MS = 5 * MINUTE;
/** More tries of a provider than this are no setting-up any more. */
const TRIES: Limit = { most: 30, minutes: 10 };

/** What a visit came to: mails that were taken, or why there were none. */
export interface VisitNews {
  readonly taken: number;
  readonly problem: MailboxProblem | null;
}

/** A provider's mailbox: set up by its people, looked into by one process at a time. */
@Injectable()
export class MailboxService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly limits: RateLimits,
    private readonly secrets: KeptSecretsService,
    private readonly client: MailboxClient,
  ) {}

  /** Keeps a mailbox; what was wrong with the one before is forgotten. */
  async save(me: Actor, input: MailboxInput): Promise<Read<Mailbox>> {
    const before = await this.db.repo(Mailbox).findOne({ where: { tenantId: me.tenantId }, lock: { mode: 'pessimistic_write' } });
    const { host, port, account, password, folder } = this.access(before, input);
    const isSame = !!before && before.host === host && before.account === account && before.folder === folder;
    const kept = { host, port, account, folder, enabled: input.enabled, password: this.secrets.seal(password), problem: null, failures: 0, restsUntil: null, since: isSame ? before.since : this.yesterday() };
    if (before) await this.db.repo(Mailbox).update({ id: before.id }, { ...kept, ...(isSame ? {} : { checkedAt: null, lastMailAt: null }) });
    else await this.db.repo(Mailbox).insert(Object.assign(new Mailbox(), kept) as never);
    await this.tell(me, before, `${account} · ${host}${input.enabled ? '' : ' (–)'}`);
    return one(Mailbox, (row) => sql`${row.tenantId} = ${me.tenantId}`);
  }

  /** Signs in with what was typed and counts the unread mails of the last day; changes nothing, here or there. */
  async check(me: Actor, input: MailboxInput): Promise<MailboxCheck> {
    const before = await this.db.tx(me, () => this.db.repo(Mailbox).findOneBy({ tenantId: me.tenantId }));
    const access = this.access(before, input);
    const { accepted, waitSeconds } = await this.limits.take('mailbox.check', me.tenantId!, TRIES);
    if (!accepted) throw new RateLimitedError(waitSeconds);
    try {
      const unread = await this.client.visit(access, { looksOnly: true }, (open) => open.unread(this.yesterday()));
      return Object.assign(new MailboxCheck(), { problem: null, unread: unread.length });
    } catch (error) {
      if (!(error instanceof MailboxError)) throw error;
      return Object.assign(new MailboxCheck(), { problem: error.problem, unread: 0 });
    }
  }

  /** Forgets the mailbox and its password; what came from it stays. */
  async remove(me: Actor): Promise<boolean> {
    const before = await this.db.repo(Mailbox).findOneBy({ tenantId: me.tenantId });
    if (!before) return false;
    await this.db.repo(Mailbox).delete({ id: before.id });
    await this.tell(me, before, null);
    return true;
  }

  /** Whether answers to mails come back by it. */
  works(me: Actor): Promise<boolean> {
    return this.db.tx(me, () => this.db.repo(Mailbox).existsBy({ tenantId: me.tenantId, enabled: true, failures: 0 }));
  }

  /** Providers that are live and whose mailbox is to be looked into now: of others, nothing is touched out there. */
  due(): Promise<readonly string[]> {
    return this.db.unscoped('mailboxes of all providers wait alike', async () => {
      const rows = await this.db.query<{ tenant_id: string }>(
        `select m.tenant_id from mailbox m join tenant t on t.id = m.tenant_id where m.enabled and t.live and not t.demo and (m.rests_until is null or m.rests_until <= $1) and (m.claimed_until is null or m.claimed_until < $1)`, [this.clock.now()]);
      return rows.map(({ tenant_id: id }) => id);
    });
  }

  /** Takes hold of a provider's mailbox; null when somebody else has it, or it rests, or there is none. */
  claim(tenantId: string): Promise<(MailboxAccess & Pick<Mailbox, 'id' | 'since'>) | null> {
    return this.db.tx(systemActor(tenantId), async () => {
      const now = this.clock.now();
      const [held] = await this.db.query<{ id: string }>(
        `update mailbox set claimed_until = $1 where enabled and (rests_until is null or rests_until <= $2) and (claimed_until is null or claimed_until < $2) returning id`, [new Date(now.getTime() + CLAIM_MS), now]);
      if (!held) return null;
      const box = await this.db.repo(Mailbox).findOneByOrFail({ id: held.id });
      return { ...box, password: this.secrets.unseal(box.password) };
    });
  }

  /** Lets go of it, with what came of the visit; one that failed is left alone for longer each time. */
  release(tenantId: string, id: string, { taken, problem }: VisitNews): Promise<void> {
    return this.db.tx(systemActor(tenantId), async () => {
      const box = await this.db.repo(Mailbox).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      const now = this.clock.now();
      const failures = problem ? (box?.failures ?? 0) + 1 : 0;
      const news = problem ? { restsUntil: new Date(now.getTime() + restMinutes(failures) * MINUTE) } : { checkedAt: now, restsUntil: null, ...(taken ? { lastMailAt: now } : {}) };
      await this.db.repo(Mailbox).update({ id }, { ...news, problem, failures, claimedUntil: null });
    });
  }

  /** Where to sign in. A password that is kept goes to no other server, and to no other account, than it was given for. */
  private access(before: Mailbox | null, input: MailboxInput): MailboxAccess {
    const host = input.host.toLowerCase();
    if (!this.client.hasPort(host, input.port)) throw new BadInputError('Mail is fetched on port 993 or 143.', { 'input.port': 'isIn' });
    const isKept = before?.host === host && before.port === input.port && before.account === input.account;
    if (!input.password && !isKept) throw new BadInputError('The password is needed for another server or account.', { 'input.password': 'isNotEmpty' });
    const { port, account, folder } = input;
    return { host, port, account, folder, password: input.password ?? this.secrets.unseal(before!.password) };
  }

  /** A mailbox is searched by whole days, of its own zone. */
  private yesterday(): Date {
    return new Date(this.clock.now().getTime() - DAY);
  }

  private tell(me: Actor, before: Mailbox | null, after: string | null): Promise<void> {
    return this.events.emit(new TenantChanged(me.staffId ?? '', me.name, { mailbox: [before && `${before.account} · ${before.host}`, after] }));
  }
}
