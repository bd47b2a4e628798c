import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { Schedule } from '../platform/queue/queue.js';
import { many, one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { dueAfter, dueAfterPause, levelAt, type OpenHours } from './service-clock.js';
import { ServiceHours, ServiceLevel, type ServiceGroup, type ServiceHoursInput, type ServiceLevelInput, type ServiceReport } from './service-level.entity.js';
import { Priority, Ticket, TicketStatus } from './ticket.entity.js';
import { TicketChanged, TicketEscalated } from './ticket.events.js';

const MINUTE = 60_000;

/** Promises: which one a ticket has, by when it is due, and who is told when it is about to be broken. */
@Injectable()
export class ServiceLevelsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly tenancy: TenancyService,
  ) {}

  levels(): Read<ServiceLevel> {
    return many(ServiceLevel, { order: [[(level) => level.name, 'asc']] });
  }

  hours(): Read<ServiceHours> {
    return one(ServiceHours, () => sql`true`);
  }

  saveLevel(me: Actor, { id, ...input }: ServiceLevelInput): Promise<Read<ServiceLevel>> {
    return this.db.tx(me, async () => {
      const level = id ? await this.db.repo(ServiceLevel).findOneBy({ id }) : new ServiceLevel();
      if (!level) throw new NotFoundError();
      const saved = await this.db.repo(ServiceLevel).save(Object.assign(level, { priority: null, kind: null, customerId: null }, input));
      return one(ServiceLevel, (l) => sql`${l.id} = ${saved.id}`);
    });
  }

  deleteLevel(me: Actor, id: string): Promise<boolean> {
    return this.db.tx(me, async () => {
      const { affected } = await this.db.repo(ServiceLevel).delete({ id });
      if (!affected) throw new NotFoundError();
      return true;
    });
  }

  saveHours(me: Actor, { week, holidays }: ServiceHoursInput): Promise<Read<ServiceHours>> {
    return this.db.tx(me, async () => {
      await this.db.query('insert into service_hours (week, holidays) values ($1, $2) on conflict (tenant_id) do update set week = excluded.week, holidays = excluded.holidays', [JSON.stringify(week), JSON.stringify(holidays)]);
      return this.hours();
    });
  }

  /** What a new ticket is promised; nothing when no level fits. Inside the open transaction. */
  async promise(tenantId: string, ticket: Pick<Ticket, 'kind' | 'priority' | 'customerId' | 'openedAt'>): Promise<Partial<Ticket>> {
    const levels = await this.db.repo(ServiceLevel).find();
    const fitting = levels.filter((level) => (!level.priority || level.priority === ticket.priority) && (!level.kind || level.kind === ticket.kind) && (!level.customerId || level.customerId === ticket.customerId));
    const weight = (level: ServiceLevel) => (level.customerId ? 4 : 0) + (level.kind ? 2 : 0) + (level.priority ? 1 : 0);
    const [level] = fitting.sort((a, b) => weight(b) - weight(a) || a.replyMinutes - b.replyMinutes);
    if (!level) return {};
    const hours = level.onlyOpenHours ? await this.openHours(tenantId) : null;
    const { replyMinutes, settleMinutes, onlyOpenHours } = level;
    return { replyMinutes, settleMinutes, onlyOpenHours, replyDueAt: dueAfter(ticket.openedAt, replyMinutes * MINUTE, hours), settleDueAt: dueAfter(ticket.openedAt, settleMinutes * MINUTE, hours) };
  }

  /** The clock of a ticket as its state changes: it runs while the office is to act, and stands while the customer is. */
  async turn(tenantId: string, ticket: Ticket, status: TicketStatus, isAnswer: boolean): Promise<Partial<Ticket>> {
    const now = this.clock.now();
    const replied = isAnswer && !ticket.firstRepliedAt ? { firstRepliedAt: now, lateLevel: 0 } : {};
    if (!ticket.settleDueAt) return replied;
    if (status !== TicketStatus.OPEN) return { ...replied, clockPausedAt: ticket.clockPausedAt ?? now };
    if (!ticket.clockPausedAt) return replied;
    const hours = ticket.onlyOpenHours ? await this.openHours(tenantId) : null;
    const later = (due: Date | null) => (due ? dueAfterPause(due, ticket.clockPausedAt!, now, hours) : null);
    return { ...replied, clockPausedAt: null, settleDueAt: later(ticket.settleDueAt), ...(ticket.firstRepliedAt ? {} : { replyDueAt: later(ticket.replyDueAt) }) };
  }

  /** Open ones that are soon late, late or long late, the worst first. */
  escalated(first: number): Read<Ticket> {
    return many(Ticket, { where: (t) => sql`${t.status} = 'OPEN' and ${t.clockPausedAt} is null and ${t.settleDueAt} is not null and ${t.lateLevel} > 0`, order: [[(t) => t.lateLevel, 'desc'], [(t) => t.settleDueAt, 'asc']], limit: Math.min(Math.max(first, 1), 100) });
  }

  report(me: Actor): Promise<ServiceReport> {
    return this.db.tx(me, async () => {
      const [row] = await this.db.query<Omit<ServiceReport, 'byAssignee' | 'byKind'>>(`select
        count(*) filter (where open and late_level = 0)::int as "onTime", count(*) filter (where open and late_level = 1)::int as warned,
        count(*) filter (where open and late_level = 2)::int as late, count(*) filter (where open and late_level = 3)::int as "longLate",
        avg((first_replied_at <= reply_due_at)::int) filter (where first_replied_at > $1)::float as "repliedInTime"
        from (select late_level, first_replied_at, reply_due_at, status = 'OPEN' and clock_paused_at is null as open from ticket where settle_due_at is not null and (status = 'OPEN' or first_replied_at > $1)) t`, [new Date(this.clock.now().getTime() - 30 * 86_400_000)]);
      return { ...row!, byAssignee: await this.openBy(`coalesce(u.name, '')`), byKind: await this.openBy('t.kind') };
    });
  }

  /** Running promises, counted by one thing; inside the open transaction. */
  private openBy(what: `coalesce(u.name, '')` | 't.kind'): Promise<ServiceGroup[]> {
    return this.db.query<ServiceGroup>(`select ${what} as name, count(*) filter (where t.late_level = 0)::int as "onTime", count(*) filter (where t.late_level = 1)::int as warned, count(*) filter (where t.late_level > 1)::int as late
      from ticket t left join staff_user u on u.id = t.assignee_id where t.status = 'OPEN' and t.settle_due_at is not null and t.clock_paused_at is null group by 1 order by 4 desc, 3 desc, 1 limit 50`);
  }

  /** Looks at every running clock: a warning, a broken promise and a long broken one are told once each. */
  @Schedule('* * * * *')
  async look(): Promise<void> {
    for (const { id } of await this.tenancy.all()) await this.lookAt(id);
  }

  /** The same for one provider. */
  lookAt(tenantId: string): Promise<void> {
    const system = systemActor(tenantId);
    return this.db.tx(system, async () => {
      const running = await this.db.repo(Ticket).createQueryBuilder('t').setLock('pessimistic_write').where(`t.status = 'OPEN' and t.settle_due_at is not null and t.clock_paused_at is null and t.late_level < 3`).getMany();
      if (!running.length) return;
      const open = await this.openHours(tenantId);
      const now = this.clock.now();
      for (const ticket of running) {
        const [due, minutes] = ticket.firstRepliedAt ? [ticket.settleDueAt, ticket.settleMinutes] : [ticket.replyDueAt, ticket.replyMinutes];
        const level = due && minutes ? levelAt(due, minutes * MINUTE, now, ticket.onlyOpenHours ? open : null) : 0;
        if (level <= ticket.lateLevel) continue;
        await this.db.repo(Ticket).update({ id: ticket.id }, { lateLevel: level, ...(level === 3 ? { priority: Priority.URGENT } : {}) });
        await this.events.emit(new TicketEscalated(ticket.id, ticket.assigneeId, level), new TicketChanged(ticket.id, ticket.customerId));
      }
    });
  }

  /** The office’s hours; null, which never closes, until they are set. */
  private async openHours(tenantId: string): Promise<OpenHours | null> {
    const [hours] = await this.db.repo(ServiceHours).find();
    const tenant = await this.tenancy.byId(tenantId);
    return hours?.week.length && tenant ? { zone: tenant.timeZone, week: hours.week, holidays: hours.holidays } : null;
  }
}
