import { Injectable } from '@nestjs/common';
import { dayOf, type Interval } from '@demarc/time';
import { systemActor } from '../auth/actor.js';
import { DirectoryService } from '../dispatch/directory.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import type { Tenant } from '../tenancy/tenant.entity.js';
import { offeredDays, seatsIn, windowsOf } from './slot-capacity.js';

/** A window that may be chosen. */
export interface Slot {
  readonly day: string;
  readonly from: Date;
  readonly until: Date;
  readonly left: number;
}

/** What is planned already; the visit of an order that holds a place in its own window is counted there. */
const BUSY = `select j.technician_id "technicianId", coalesce(j.starts_at, j.window_start) "start", coalesce(j.ends_at, j.window_start + j.duration_minutes * interval '1 minute') "end" from job j
  where j.status not in ('CANCELLED', 'COMPLETED', 'COULD_NOT_COMPLETE') and coalesce(j.starts_at, j.window_start) < $2 and coalesce(j.ends_at, j.window_start + j.duration_minutes * interval '1 minute') > $1
    and not exists (select 1 from sales_order o join install_seat s on s.order_id = o.id where o.job_id = j.id and s.window_start = j.window_start)`;

/** Windows for installations: as many as the technicians who work then can make beside what they have to do. */
@Injectable()
export class SlotsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly directory: DirectoryService,
  ) {}

  /** What can be chosen within two weeks, in order. */
  offered(tenant: Tenant): Promise<Slot[]> {
    return this.db.tx(systemActor(tenant.id), async () => {
      const slots: Slot[] = [];
      for (const day of offeredDays(this.clock.today(tenant.timeZone))) slots.push(...(await this.ofDay(tenant, day)));
      return slots.filter(({ left }) => left > 0);
    });
  }

  /** Takes a place in a window for an order; nothing when there is none (any more). Inside the order's transaction. */
  async take(tenant: Tenant, from: Date, orderId: string): Promise<Interval | undefined> {
    const window = this.windowAt(tenant, from);
    if (!window) return undefined;
    return (await this.seat(window, await this.seats(tenant, dayOf(from, tenant.timeZone), window), orderId)) ? window : undefined;
  }

  /** The window that begins then, if it is one of those that are offered, whether or not a place is left. */
  windowAt(tenant: Tenant, from: Date): Interval | undefined {
    return offeredDays(this.clock.today(tenant.timeZone)).flatMap((day) => windowsOf(day, tenant.timeZone)).find(({ start }) => +start === +from);
  }

  private async ofDay(tenant: Tenant, day: string): Promise<Slot[]> {
    const slots: Slot[] = [];
    for (const window of windowsOf(day, tenant.timeZone)) {
      const [taken] = await this.db.query<{ n: number }>('select count(*)::int n from install_seat where window_start = $1', [window.start]);
      slots.push({ day, from: window.start, until: window.end, left: (await this.seats(tenant, day, window)) - taken!.n });
    }
    return slots;
  }

  private async seats(tenant: Tenant, day: string, window: Interval): Promise<number> {
    const busy = await this.db.query<{ technicianId: string | null } & Interval>(BUSY, [window.start, window.end]);
    const people = (await this.directory.workingDay(systemActor(tenant.id), day)).map(({ technicianId, times }) => ({
      works: times.map(({ startsAt, endsAt }) => ({ start: startsAt, end: endsAt })),
      busy: busy.filter((job) => job.technicianId === technicianId),
    }));
    return seatsIn(window, people) - busy.filter(({ technicianId }) => technicianId === null).length;
  }

  /** The constraint decides between two who take the last place at once: whoever comes second looks again and finds none. */
  private async seat(window: Interval, most: number, orderId: string): Promise<boolean> {
    for (let tries = 0; tries <= most; tries++) {
      const [taken] = await this.db.query<{ seat: number }>(
        `insert into install_seat (window_start, seat, order_id) select $1, n, $3 from generate_series(1, $2::int) n
         where not exists (select 1 from install_seat s where s.window_start = $1 and s.seat = n) order by n limit 1 on conflict do nothing returning seat`, [window.start, most, orderId]);
      if (taken) return true;
    }
    return false;
  }
}
