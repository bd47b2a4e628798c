import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Job } from '../dispatch/dispatch.entity.js';
import type { JobMoved } from '../dispatch/dispatch.results.js';
import { VisitsService } from '../dispatch/visits.service.js';
import { Device } from '../equipment/device.entity.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import type { ReadLineArgs } from './diagnostics.inputs.js';
import { DeviceNotAtVisit } from './diagnostics.results.js';
import { LineReader } from './line-reader.js';
import { LineReading } from './line-reading.entity.js';
import { LineMoment } from './line-reading.enum.js';
import { lineVerdict, type LineMeasures } from './line-verdict.js';

const NOTHING: LineMeasures = { opticalPower: null, oltPower: null, latency: null, packetLoss: null, temperature: null };

/** Looks at a customer’s line, says in a word how it is, and keeps what was seen. */
@Injectable()
export class DiagnosticsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly reader: LineReader,
    private readonly visits: VisitsService,
  ) {}

  /** Reads the line that ends at a device; before and after belong to a visit, at whose customer the device must be. */
  async read(me: Actor, { deviceId, jobId, moment }: ReadLineArgs): Promise<Read<LineReading> | DeviceNotAtVisit | JobMoved> {
    if (!jobId && moment !== LineMoment.CHECK) throw new BadInputError('Before and after belong to a visit.', { jobId: 'REQUIRED' });
    const refused = await this.db.tx(me, () => this.refusal(me, deviceId, jobId ?? null));
    if (refused) return refused;
    const word = await this.reader.read(me, deviceId);
    const measures = word?.measures ?? NOTHING;
    const reading = Object.assign(new LineReading(), {
      deviceId, jobId: jobId ?? null, moment, ...measures, ...lineVerdict(measures, word && this.clock.now().getTime() - word.at.getTime()), heardAt: word?.at ?? null, by: me.name, source: this.reader.source,
    });
    return this.db.tx(me, async () => {
      const job = jobId ? await this.visits.measured(me, jobId, { readingId: reading.id, moment, verdict: reading.verdict, opticalPower: measures.opticalPower }) : null;
      if (job && !(job instanceof Job)) return job;
      await this.db.repo(LineReading).insert(reading);
      return one(LineReading, (row) => sql`${row.id} = ${reading.id}::uuid`);
    });
  }

  private async refusal(me: Actor, deviceId: string, jobId: string | null): Promise<DeviceNotAtVisit | null> {
    const device = await this.db.repo(Device).findOneBy({ id: deviceId });
    if (!device) throw new NotFoundError();
    if (!jobId) return null;
    const [job] = await this.db.query<{ customer_id: string }>(
      `select customer_id from job j where id = $1 and ($2::uuid is null or technician_id = $2 or exists (select 1 from job_history h where h.job_id = j.id and h.detail->>'fromTechnicianId' = $2::text))`,
      [jobId, me.kind === 'technician' ? me.technicianId : null]);
    if (!job) throw new NotFoundError();
    return device.customerId === job.customer_id ? null : new DeviceNotAtVisit(deviceId, device.serial);
  }
}
