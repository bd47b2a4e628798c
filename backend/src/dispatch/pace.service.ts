import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { paceOf, type Pace } from './pace.js';

const DAYS = 90;
const DRIVES = 2_000;
/** What was learnt holds so long, in milliseconds. */
const HOLDS = 3_600_000;

/** From one visit of a technician's day to the next, newest first; where the first drive of a day began is not known. */
const MADE = `
  select extract(hour from d.en_route_at at time zone $2)::int "hour", extract(epoch from d.arrived_at - d.en_route_at)::int seconds,
    json_build_object('lat', a.lat, 'lon', a.lon) "from", json_build_object('lat', b.lat, 'lon', b.lon) "to"
  from (select j.location_id, j.en_route_at, j.arrived_at, lag(j.location_id) over (partition by j.technician_id, j.day order by j.en_route_at) before_id
    from job j where j.day >= ($1::timestamptz - interval '${DAYS} days')::date and j.technician_id is not null and j.en_route_at is not null) d
  join service_location a on a.id = d.before_id and a.lat is not null join service_location b on b.id = d.location_id and b.lat is not null
  where d.arrived_at > d.en_route_at order by d.en_route_at desc limit ${DRIVES}`;

/** How fast a provider's technicians really drive, by what they did in the last three months. */
@Injectable()
export class PaceService {
  private readonly known = new Map<string, { readonly at: number; readonly pace: Pace }>();

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Inside a transaction of the tenant. */
  async of(tenantId: string, zone: string): Promise<Pace> {
    const now = this.clock.now();
    const known = this.known.get(tenantId);
    if (known && Math.abs(now.getTime() - known.at) < HOLDS) return known.pace;
    const pace = paceOf(await this.db.query(MADE, [now, zone]));
    this.known.set(tenantId, { at: now.getTime(), pace });
    return pace;
  }
}
