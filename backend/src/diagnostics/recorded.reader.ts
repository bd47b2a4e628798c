import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { LineReader, type LineWord } from './line-reader.js';
import { METRICS, type LineMeasures } from './line-verdict.js';

const DAY_MS = 86_400_000;
/** Measurements this far apart belong to one word of the line: collectors do not ask everything at once. */
const TOGETHER_MS = 15 * 60_000;

/** Reads a line from the measurements that collectors posted: works without any gear. */
@Injectable()
export class RecordedReader extends LineReader {
  readonly source = 'telemetry';

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {
    super();
  }

  async read(me: Actor, deviceId: string): Promise<LineWord | null> {
    const names = Object.values(METRICS);
    const rows = await this.db.tx(me, () => this.db.query<{ metric: string; at: Date; value: number }>(
      'select distinct on (metric) metric, at, value from sample where device_id = $1 and metric = any($2::text[]) and at > $3 order by metric, at desc',
      [deviceId, names, new Date(this.clock.now().getTime() - DAY_MS)]));
    if (!rows.length) return null;
    const latest = Math.max(...rows.map(({ at }) => at.getTime()));
    const fresh = new Map(rows.filter(({ at }) => latest - at.getTime() <= TOGETHER_MS).map(({ metric, value }) => [metric, value]));
    const measures = Object.fromEntries(Object.entries(METRICS).map(([name, metric]) => [name, fresh.get(metric) ?? null])) as unknown as LineMeasures;
    return { at: new Date(latest), measures };
  }
}
