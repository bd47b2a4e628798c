import { Injectable } from '@nestjs/common';
import { addDays, dayInterval, instantOf } from '@demarc/time';
import { systemActor, type Actor } from '../auth/actor.js';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import { many, one, type Read } from '../platform/read/read.js';
import { and, raw, sql } from '../platform/read/sql.js';
import { Schedule } from '../platform/queue/queue.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { JobLog } from './job-log.js';
import { JobsService } from './jobs.service.js';
import { MaintenancePlan, MaintenanceVisit } from './maintenance.entity.js';
import type { MaintenancePlanInput } from './maintenance.inputs.js';
import { nextOccurrence, occurrencesBetween } from './occurrences.js';

/** Visits that come back: the office says what, where and how often; the visits are made some days ahead, each once. */
@Injectable()
export class MaintenanceService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly log: JobLog,
    private readonly jobs: JobsService,
    private readonly tenancy: TenancyService,
  ) {}

  /** The office's business: a technician is shown the visits that come of it. */
  list(me: Actor, customerId?: string): Read<MaintenancePlan> {
    return many(MaintenancePlan, { where: (plan) => and(me.kind === 'technician' && raw('false'), customerId && sql`${plan.customerId} = ${customerId}`), order: [[(plan) => plan.title, 'asc']], limit: 1_000 });
  }

  /** A new plan, or another form of one. Visits it has made stay; from its next day on it follows what it now says. */
  save(me: Actor, id: string | undefined, input: MaintenancePlanInput): Promise<Read<MaintenancePlan>> {
    refuseFlaws(input);
    return this.db.tx(me, async () => {
      const before = id ? await this.db.repo(MaintenancePlan).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } }) : null;
      if (id && !before) throw new NotFoundError();
      const today = this.clock.today(await this.log.zone());
      const locationId = await this.placeOf(input);
      // What was due while it rested, or before there was a plan, is not made up for.
      const madeFrom = before && (before.active || !input.active) ? before.madeFrom : today;
      const { customerId, title, kind, priority, durationMinutes, skills, checklist, notes, unit, every, startsOn, endsOn, skipsWeekends, leadDays, graceDays, windowFrom, windowTo, active } = input;
      const plan = await this.db.repo(MaintenancePlan).save(Object.assign(before ?? new MaintenancePlan(), {
        customerId, locationId, title, kind, priority, durationMinutes, skills, checklist, notes, unit, every, startsOn, endsOn: endsOn ?? null, skipsWeekends, leadDays, graceDays, windowFrom: windowFrom ?? null, windowTo: windowTo ?? null, active, madeFrom,
      }));
      await this.makeVisits(me, plan, today);
      return one(MaintenancePlan, (row) => sql`${row.id} = ${plan.id}`);
    });
  }

  /** Takes a plan away; visits it has made stay. */
  remove(me: Actor, id: string): Promise<boolean> {
    return this.db.tx(me, async () => {
      const { affected } = await this.db.repo(MaintenancePlan).delete({ id });
      if (!affected) throw new NotFoundError();
      return true;
    });
  }

  /** Every hour, so that a provider's day has begun wherever it is: visits whose time to be made has come, for every provider. */
  @Schedule('11 * * * *')
  async makeDue(): Promise<void> {
    for (const { id } of await this.tenancy.all()) await this.makeDueOf(id);
  }

  /** The same for one provider; run twice, or by two at once, it makes nothing twice. */
  async makeDueOf(tenantId: string): Promise<void> {
    const me = systemActor(tenantId);
    const ids = await this.db.tx(me, async () => (await this.db.repo(MaintenancePlan).find({ where: { active: true }, select: { id: true } })).map(({ id }) => id));
    for (const id of ids) {
      await this.db.tx(me, async () => {
        const plan = await this.db.repo(MaintenancePlan).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
        if (plan) await this.makeVisits(me, plan, this.clock.today(await this.log.zone()));
      });
    }
  }

  /** Inside a transaction in which the plan's row is held. */
  private async makeVisits(me: Actor, plan: MaintenancePlan, today: string): Promise<void> {
    const nextOn = plan.active ? nextOccurrence(plan, today) : null;
    if (nextOn !== plan.nextOn) await this.db.repo(MaintenancePlan).update({ id: plan.id }, { nextOn });
    if (!plan.active) return;
    const zone = await this.log.zone();
    const made = new Set((await this.db.repo(MaintenanceVisit).find({ where: { planId: plan.id }, select: { id: true, dueOn: true } })).map(({ dueOn }) => dueOn));
    for (const dueOn of occurrencesBetween(plan, plan.madeFrom, addDays(today, plan.leadDays))) {
      if (made.has(dueOn)) continue;
      const { customerId, locationId, title, kind, priority, durationMinutes, skills, checklist, notes, windowFrom, windowTo, graceDays } = plan;
      const job = await this.jobs.make(me, {
        customerId, title, kind, priority, durationMinutes, skills, checklist, notes, day: dueOn, dueAt: dayInterval(addDays(dueOn, graceDays), zone).end, ...(locationId ? { locationId } : {}),
        ...(windowFrom !== null && windowTo !== null ? { windowStart: instantOf(dueOn, windowFrom, zone), windowEnd: instantOf(dueOn, windowTo, zone) } : {}),
      });
      await this.db.repo(MaintenanceVisit).insert({ planId: plan.id, dueOn, jobId: job.id });
    }
  }

  private async placeOf({ customerId, locationId }: MaintenancePlanInput): Promise<string | null> {
    if (!(await this.db.repo(Customer).existsBy({ id: customerId }))) throw new NotFoundError();
    if (locationId && !(await this.db.repo(ServiceLocation).existsBy({ id: locationId, customerId }))) throw new BadInputError('This place is not one of the customer’s.', { locationId: 'exists' });
    return locationId ?? null;
  }
}

/** Refuses what cannot be, naming the field. */
function refuseFlaws({ startsOn, endsOn, windowFrom, windowTo, unit, every, leadDays }: MaintenancePlanInput): void {
  if (endsOn && endsOn < startsOn) throw new BadInputError('The last day is not before the first.', { endsOn: 'endsAfterStart' });
  if ((windowFrom == null) !== (windowTo == null)) throw new BadInputError('A promised time has two ends.', { [windowFrom == null ? 'windowFrom' : 'windowTo']: 'isDefined' });
  if (windowFrom != null && windowTo != null && windowTo <= windowFrom) throw new BadInputError('A promised time ends after it begins.', { windowTo: 'endsAfterStart' });
  if (unit === 'DAY' && leadDays / every > MOST_AHEAD) throw new BadInputError('At most 31 visits are made ahead: make them fewer days ahead.', { leadDays: 'max' });
}

const MOST_AHEAD = 31;
