import { Injectable } from '@nestjs/common';
import { AlertsService } from '../alerts/alerts.service.js';
import { systemActor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Schedule } from '../platform/queue/queue.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { demoWord } from './demo-lines.js';

const MINUTE_MS = 60_000;
/** Every line speaks this often; those at a visit that is under way each minute. */
const EVERY_MINUTES = 5;
const KEPT_DAYS = 2;

/** The demo's collector: the lines of the visits of these days go on speaking for as long as the product runs. */
@Injectable()
export class DemoLinesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly alerts: AlertsService,
    private readonly tenancy: TenancyService,
  ) {}

  @Schedule('* * * * *')
  async feed(): Promise<void> {
    for (const tenant of await this.tenancy.all()) if (tenant.demo) await this.speak(tenant.id, this.clock.now().getUTCMinutes() % EVERY_MINUTES === 0);
  }

  /** Posts a word of each line, or only of those where somebody is. A line that another collector feeds is left to it. */
  async speak(tenantId: string, all: boolean): Promise<void> {
    const at = new Date(Math.floor(this.clock.now().getTime() / MINUTE_MS) * MINUTE_MS);
    const zone = (await this.tenancy.byId(tenantId))!.timeZone;
    const today = this.clock.today(zone);
    const lines = await this.db.tx(systemActor(tenantId), async () => {
      await this.db.query('delete from sample where at < $1', [new Date(at.getTime() - KEPT_DAYS * 86_400_000)]);
      return this.db.query<{ deviceId: string; serial: string; isOptical: boolean; ailing: boolean }>(
        `select d.id as "deviceId", d.serial, d.kind = 'ONT' as "isOptical", bool_or(j.kind = 'REPAIR' and j.day = $1 and j.completed_at is null
             and not exists (select from line_reading r where r.job_id = j.id and r.moment = 'BEFORE')) as ailing
           from device d join job j on j.location_id = d.location_id and j.day between $1::date - 1 and $1::date + 1
          where d.status = 'INSTALLED' and ($2 or j.status in ('EN_ROUTE', 'ON_SITE'))
            and not exists (select from sample s where s.device_id = d.id and s.at > $3::timestamptz - interval '15 minutes' and s.at <> date_trunc('minute', s.at))
          group by d.id, d.serial, d.kind`,
        [today, all, at]);
    });
    if (lines.length) await this.alerts.take(tenantId, lines.flatMap((line) => demoWord(line, at)));
  }
}
