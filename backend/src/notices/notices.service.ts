import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { uuidv7 } from '../platform/ids.js';
import { many, one, type Columns, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { NoticeKind, NoticeState, ServiceNotice } from './notice.entity.js';
import { ServiceNoticeChanged } from './notice.events.js';
import type { ServiceNoticeInput } from './notice.inputs.js';
import { NoticeEndMissing, NoticeEndsBefore, NoticeOver } from './notice.results.js';
import { noticeState } from './notice-state.js';

/** How long a notice that is over stays on the status page. */
const AFTERWARDS_DAYS = 7;
/** How long the status page is kept in memory: in an outage everybody opens it at once. */
const KEEP_MS = 2_000;
const MOST_SHOWN = 50;

/** A notice on the public page. */
export interface PublicNotice {
  readonly notice: ServiceNotice;
  readonly state: NoticeState;
}

/** The state of a notice by the clock of the database, as `noticeState` tells it by ours. */
export const stateOf = (n: Columns<ServiceNotice>) =>
  sql`case when ${n.endedAt} is not null or (${n.kind} <> 'OUTAGE' and ${n.endsAt} <= now()) then 'OVER' when ${n.startsAt} > now() then 'UPCOMING' else 'ONGOING' end`;

/** Outages, planned maintenance and news: written by the office, read by everybody whom they concern. */
@Injectable()
export class NoticesService {
  private readonly kept = new Map<string, { readonly shown: Promise<readonly PublicNotice[]>; readonly until: number }>();

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  list(): Read<ServiceNotice> {
    return many(ServiceNotice, { order: [[(n) => n.startsAt, 'desc']], limit: 200 });
  }

  /** What is going on, to come, or was over in the last seven days; the gravest and newest first. */
  shown(tenantId: string): Promise<readonly PublicNotice[]> {
    const known = this.kept.get(tenantId);
    if (known && known.until > performance.now()) return known.shown;
    const shown = this.read(tenantId);
    this.kept.set(tenantId, { shown, until: performance.now() + KEEP_MS });
    shown.catch(() => this.kept.delete(tenantId)); // whoever asked is told; the next one asks again
    return shown;
  }

  publish(me: Actor, input: ServiceNoticeInput): Promise<Read<ServiceNotice> | NoticeEndsBefore | NoticeEndMissing> {
    return this.keep(me, uuidv7(), input, 'published');
  }

  async change(me: Actor, id: string, input: ServiceNoticeInput): Promise<Read<ServiceNotice> | NoticeEndsBefore | NoticeEndMissing | NoticeOver> {
    return (await this.overOf(id)) ?? this.keep(me, id, input, 'changed');
  }

  /** Says that it is over, or called off. */
  async end(me: Actor, id: string): Promise<Read<ServiceNotice> | NoticeOver> {
    const over = await this.overOf(id);
    if (over) return over;
    const now = this.clock.now();
    await this.db.repo(ServiceNotice).update(id, { endedAt: now, changedAt: now, changedBy: me.name });
    await this.told(me, id, 'ended');
    return one(ServiceNotice, (n) => sql`${n.id} = ${id}`);
  }

  private async keep(me: Actor, id: string, { kind, titleFr, titleEn, textFr, textEn, places, startsAt, endsAt }: ServiceNoticeInput, what: 'published' | 'changed'): Promise<Read<ServiceNotice> | NoticeEndsBefore | NoticeEndMissing> {
    if (endsAt && endsAt <= startsAt) return new NoticeEndsBefore();
    if (kind === NoticeKind.MAINTENANCE && !endsAt) return new NoticeEndMissing();
    const notice = { kind, titleFr, titleEn, textFr, textEn, places, startsAt, endsAt: endsAt ?? null, changedAt: this.clock.now(), changedBy: me.name };
    if (what === 'published') await this.db.repo(ServiceNotice).insert(Object.assign(new ServiceNotice(), { ...notice, id, endedAt: null }));
    else await this.db.repo(ServiceNotice).update(id, notice);
    await this.told(me, id, what);
    return one(ServiceNotice, (n) => sql`${n.id} = ${id}`);
  }

  private async overOf(id: string): Promise<NoticeOver | undefined> {
    const notice = await this.db.repo(ServiceNotice).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!notice) throw new NotFoundError();
    return noticeState(notice, this.clock.now()) === NoticeState.OVER ? new NoticeOver() : undefined;
  }

  private async told({ tenantId }: Actor, id: string, what: ServiceNoticeChanged['what']): Promise<void> {
    await this.events.emit(new ServiceNoticeChanged(id, what));
    this.db.afterCommit(() => this.kept.delete(tenantId));
  }

  private async read(tenantId: string): Promise<readonly PublicNotice[]> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - AFTERWARDS_DAYS * 86_400_000);
    const notices = await this.db.tx(systemActor(tenantId), () =>
      this.db.repo(ServiceNotice).createQueryBuilder('n')
        .where(`coalesce(n.endedAt, case when n.kind = 'OUTAGE' then null else n.endsAt end, 'infinity') > :since`, { since }).orderBy('n.startsAt', 'DESC').take(MOST_SHOWN).getMany());
    const weight = { ONGOING: 0, UPCOMING: 1, OVER: 2 } as const;
    const grave = { OUTAGE: 0, MAINTENANCE: 1, NEWS: 2 } as const;
    return notices.map((notice) => ({ notice, state: noticeState(notice, now) })).sort((a, b) => weight[a.state] - weight[b.state] || grave[a.notice.kind] - grave[b.notice.kind] || (a.state === NoticeState.UPCOMING ? 1 : -1) * (a.notice.startsAt.getTime() - b.notice.startsAt.getTime()));
  }
}
