import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { RateLimitedError } from './errors.js';

const MINUTE_MS = 60_000;

/**
 * What one session, or one address without a session, may ask of this process within a minute, in points of cost. It
 * keeps one caller from taking the server away from the others and stands in memory, because no read should wait for a
 * row that counts reads. What must be exact over processes and restarts is counted in rows by the sign-in module.
 */
@Injectable()
export class Allowance {
  private readonly spent = new Map<string, number>();
  private minute = -1;

  constructor(private readonly config: Config) {}

  /** Takes points; throws `RATE_LIMITED` with the seconds to wait when there are none left. */
  spend(who: string, points: number): void {
    const now = performance.now();
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.minute) {
      this.minute = minute;
      this.spent.clear();
    }
    const total = (this.spent.get(who) ?? 0) + points;
    this.spent.set(who, total);
    if (total > this.config.costPerMinute) throw new RateLimitedError(Math.ceil(((minute + 1) * MINUTE_MS - now) / 1_000));
  }
}
