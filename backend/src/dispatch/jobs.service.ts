import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { many, one, page, type Columns, type Read } from '../platform/read/read.js';
import { and, raw, sql, type Sql } from '../platform/read/sql.js';
import { NumbersService } from '../tenancy/numbers.service.js';
import { Ticket } from '../tickets/ticket.entity.js';
import { JobChanged, JobCreated } from './dispatch.events.js';
import type { JobDetailsInput, JobFilter, JobFromTicketInput, JobInput } from './dispatch.inputs.js';
import { Job, JobStatus, Technician } from './dispatch.entity.js';
import { JobAlreadyDone, JobNotThere, JobTooLong, TicketWithoutCustomer, type JobMoved } from './dispatch.results.js';
import { lastDay } from './board-place.js';
import { after, isUnderWay } from './job-life.js';
import { JobLog } from './job-log.js';
import { LONGEST_MINUTES } from './job-plan.js';
import { flawsOfWindow, type PromisedWindow } from './promised-window.js';

const MOST_WAITING = 500;

/** Visits: which there are, and how they come to be, change their words, and are cancelled. */
@Injectable()
export class JobsService {
  constructor(
    private readonly db: Db,
    private readonly log: JobLog,
    private readonly numbers: NumbersService,
    private readonly clock: Clock,
  ) {}

  /** The board of some days in a row: two lists of visits and who could make them. */
  day(me: Actor, day: string, days = 1) {
    const last = lastDay(day, days);
    return {
      day,
      days,
      technicians: many(Technician, {
        where: (t) => sql`(${t.active} or exists (select 1 from job b where b.technician_id = ${t.id} and b.day between ${day}::date and ${last}::date)) and ${this.isVisibleTechnician(me, t)}`,
        order: [[(t) => t.name, 'asc']],
      }),
      jobs: many(Job, { where: (j) => and(this.visibleTo(me, j), planned(j, day, last)), order: [[(j) => j.startsAt, 'asc']] }),
      unassigned: many(Job, { where: (j) => and(this.visibleTo(me, j), waiting(j, last)), order: [[(j) => j.createdAt, 'asc']], limit: MOST_WAITING }),
    };
  }

  /** Whether a visit is in one of the day's two lists. */
  isOnBoard(job: Columns<Job>, day: string, days = 1): Sql {
    const last = lastDay(day, days);
    return sql`(${planned(job, day, last)}) or (${waiting(job, last)})`;
  }

  one(me: Actor, id: string): Read<Job> {
    return one(Job, (j) => and(sql`${j.id} = ${id}`, this.visibleTo(me, j)));
  }

  list(me: Actor, filter: JobFilter, args: PageArgs): Read<Job> {
    const { text, status, kind, technicianId, customerId, ticketId, from, to } = filter;
    const like = text && `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    return page(Job, {
      page: args,
      order: [[(j) => j.createdAt, 'desc']],
      where: (j) => and(
        this.visibleTo(me, j),
        status?.length ? sql`${j.status} = any(${status}::text[])` : null,
        kind?.length ? sql`${j.kind} = any(${kind}::text[])` : null,
        technicianId ? sql`${j.technicianId} = ${technicianId}` : null,
        customerId ? sql`${j.customerId} = ${customerId}` : null,
        ticketId ? sql`${j.ticketId} = ${ticketId}` : null,
        from ? sql`${j.day} >= ${from}::date` : null,
        to ? sql`${j.day} <= ${to}::date` : null,
        like ? sql`${j.number} ilike ${like} or ${j.title} ilike ${like} or exists (select 1 from customer c where c.id = ${j.customerId} and c.name ilike ${like})` : null,
      ),
    });
  }

  technicians(me: Actor): Read<Technician> {
    return many(Technician, { where: (t) => this.isVisibleTechnician(me, t), order: [[(t) => t.name, 'asc']] });
  }

  /** The office makes a visit; a promise that cannot be kept any more is refused. */
  createByHand(me: Actor, input: JobInput): Promise<Read<Job> | JobTooLong> {
    this.refuseWindow(input);
    return this.create(me, input);
  }

  async create(me: Actor, input: JobInput): Promise<Read<Job> | JobTooLong> {
    return this.db.tx(me, async () => {
      if (!(await this.db.repo(Customer).existsBy({ id: input.customerId }))) throw new NotFoundError();
      const { customerId, locationId, deviceId, title } = input;
      return this.insert(me, { customerId, locationId, deviceId, title }, input);
    });
  }

  /** A visit that the product itself has a reason for; inside the caller's transaction. */
  async make(me: Actor, input: Omit<JobInput, 'day'> & { readonly day: string }): Promise<Job> {
    const { customerId, locationId, deviceId, title } = input;
    return this.add(me, { customerId, locationId, deviceId, title }, input);
  }

  /** A visit that carries on a ticket: for its customer, at its place, in its words unless others are given. */
  async createFromTicket(me: Actor, ticketId: string, input: JobFromTicketInput): Promise<Read<Job> | JobTooLong | TicketWithoutCustomer> {
    this.refuseWindow(input);
    return this.db.tx(me, async () => {
      const ticket = await this.db.repo(Ticket).findOneBy({ id: ticketId });
      if (!ticket) throw new NotFoundError();
      if (!ticket.customerId) return new TicketWithoutCustomer();
      const { customerId, locationId, deviceId, subject, priority } = ticket;
      return this.insert(me, { customerId, locationId, deviceId, ticketId, title: subject, priority }, input);
    });
  }

  /** Changes the words, the kind, the priority and what has to be brought; not the plan. */
  update(me: Actor, id: string, version: number, input: JobDetailsInput): Promise<Read<Job> | JobMoved | JobAlreadyDone | JobNotThere> {
    return this.db.tx(me, async () => {
      const job = await this.log.lock(id);
      if (job.version !== version) return this.log.moved(job);
      if (!after(job.status, 'edit')) return JobAlreadyDone.with(id, job.status);
      const patch = given(input);
      if (patch.windowStart !== undefined || patch.windowEnd !== undefined) this.refuseWindow({ ...job, ...patch });
      await this.log.change(me, job, patch, { what: 'edited', detail: { fields: Object.keys(patch) } }, JobChanged);
      return this.one(me, id);
    });
  }

  cancel(me: Actor, id: string, version: number, reason: string): Promise<Read<Job> | JobMoved | JobAlreadyDone | JobNotThere> {
    return this.db.tx(me, async () => {
      const job = await this.log.lock(id);
      if (job.version !== version) return this.log.moved(job);
      const status = after(job.status, 'cancel');
      if (!status) return isUnderWay(job.status) ? JobNotThere.with(id, job.status, true) : JobAlreadyDone.with(id, job.status);
      await this.log.change(me, job, { status, outcome: reason, booked: null }, { what: 'cancelled', detail: { reason } }, JobChanged);
      return this.one(me, id);
    });
  }

  /** The office sees all visits of the tenant; a technician sees their own. Every read starts here. */
  visibleTo(me: Actor, job: Columns<Job>): Sql {
    if (me.kind === 'technician') return sql`${job.technicianId} = ${me.technicianId ?? null}::uuid`;
    return raw(me.kind === 'customer' ? 'false' : 'true');
  }

  private refuseWindow(window: PromisedWindow): void {
    const flaws = flawsOfWindow(window, this.clock.now());
    if (Object.keys(flaws).length) throw new BadInputError('A promised arrival has two ends, the second after the first, and is not over yet.', flaws);
  }

  private isVisibleTechnician(me: Actor, technician: Columns<Technician>): Sql {
    if (me.kind === 'technician') return sql`${technician.id} = ${me.technicianId ?? null}::uuid`;
    return raw(me.kind === 'customer' ? 'false' : 'true');
  }

  private async insert(me: Actor, base: Partial<Job> & { customerId: string; title: string }, input: JobFromTicketInput): Promise<Read<Job> | JobTooLong> {
    if ((input.durationMinutes ?? 0) > LONGEST_MINUTES) return new JobTooLong();
    return this.one(me, (await this.add(me, base, input)).id);
  }

  private async add(me: Actor, base: Partial<Job> & { customerId: string; title: string }, input: JobFromTicketInput): Promise<Job> {
    const repo = this.db.repo(Job);
    const job = repo.create({
      status: JobStatus.OPEN, ...base, ...given(input), day: input.day ?? null,
      ...(input.durationMinutes ? { durationMinutes: input.durationMinutes } : {}),
      locationId: base.locationId ?? (await this.firstPlace(base.customerId)),
      number: `J-${String(await this.numbers.next('job')).padStart(6, '0')}`,
    });
    const saved = Object.assign(job, await repo.save(job));
    await this.log.tell(me, saved, { what: 'created' }, JobCreated);
    return saved;
  }

  private async firstPlace(customerId: string): Promise<string | null> {
    const place = await this.db.repo(ServiceLocation).findOne({ where: { customerId }, order: { createdAt: 'asc', id: 'asc' } });
    return place?.id ?? null;
  }
}

const planned = (job: Columns<Job>, first: string, last: string) => sql`${job.day} between ${first}::date and ${last}::date and ${job.technicianId} is not null and ${job.status} <> 'CANCELLED'`;
const waiting = (job: Columns<Job>, last: string) => sql`${job.status} = 'OPEN' and ${job.technicianId} is null and (${job.day} is null or ${job.day} <= ${last}::date)`;

/** The details that were sent; what was left out stays as it is. */
function given(input: JobDetailsInput): Partial<Job> {
  const { title, kind, priority, notes, skills, checklist, windowStart, windowEnd, dueAt } = input;
  const all = { title, kind, priority, notes, skills, checklist, windowStart, windowEnd, dueAt };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Partial<Job>;
}
