import { Injectable } from '@nestjs/common';
import { dayOf } from '@demarc/time';

/** The only place that asks what time it is, so that tests and training tenants can set it. */
@Injectable()
export class Clock {
  private shift = 0;

  now(): Date {
    return new Date(Date.now() + this.shift);
  }

  /** The local day in a zone, `YYYY-MM-DD`. */
  today(zone: string): string {
    return dayOf(this.now(), zone);
  }

  /** Moves the clock so that now is `instant`; time goes on from there. */
  set(instant: Date): void {
    this.shift = instant.getTime() - Date.now();
  }

  reset(): void {
    this.shift = 0;
  }
}
