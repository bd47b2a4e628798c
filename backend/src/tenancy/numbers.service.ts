import { Injectable } from '@nestjs/common';
import { Db } from '../platform/db/db.js';

/** Gives human numbers without gaps: the row lock is held until the transaction of the numbered thing ends. */
@Injectable()
export class NumbersService {
  constructor(private readonly db: Db) {}

  /** The next number of a series such as `INV-2026`, starting at 1; inside a transaction. `count` takes several at once and answers the first. */
  async next(series: string, count = 1): Promise<number> {
    const [row] = await this.db.query<{ last: string }>(
      'insert into number_series (series, last) values ($1, $2) on conflict (tenant_id, series) do update set last = number_series.last + $2 returning last',
      [series, count],
    );
    return Number(row!.last) - count + 1;
  }
}
