import { inject, Pipe, type PipeTransform } from '@angular/core';
import { dayOf } from '@demarc/time';
import { formatDay, formatInstant, formatNumber } from './format';
import { Locale } from './locale';

type Style = 'short' | 'medium' | 'long' | 'weekday';

const DAYS: Record<Style, Intl.DateTimeFormatOptions> = {
  short: { day: 'numeric', month: 'short' },
  medium: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'short', day: 'numeric', month: 'short' },
};

const DAY = 'YYYY-MM-DD';

/** A calendar day `YYYY-MM-DD`, or that of an instant in the tenant's zone: `{{ invoice.dueOn | day }}`, `day: 'long'`. Not pure, since the language may change. */
@Pipe({ name: 'day', pure: false })
export class DayPipe implements PipeTransform {
  private readonly locale = inject(Locale);

  transform(day: string | null | undefined, style: Style = 'medium'): string {
    return day ? formatDay(day.length > DAY.length ? dayOf(new Date(day), this.locale.zone()) : day, this.locale.tag(), DAYS[style]) : '';
  }
}

/** An instant as day and hour in the tenant's zone: `{{ message.createdAt | when }}`. */
@Pipe({ name: 'when', pure: false })
export class WhenPipe implements PipeTransform {
  private readonly locale = inject(Locale);

  transform(instant: string | Date | null | undefined, style: Style = 'medium'): string {
    if (!instant) return '';
    return formatInstant(new Date(instant), this.locale.tag(), this.locale.zone(), { ...DAYS[style], hour: 'numeric', minute: '2-digit' });
  }
}

/** The hour of an instant in the tenant's zone: `{{ job.startsAt | clock }}`. */
@Pipe({ name: 'clock', pure: false })
export class ClockPipe implements PipeTransform {
  private readonly locale = inject(Locale);

  transform(instant: string | Date | null | undefined): string {
    if (!instant) return '';
    return formatInstant(new Date(instant), this.locale.tag(), this.locale.zone(), { hour: 'numeric', minute: '2-digit' });
  }
}

/** A number: `{{ signal | amount: { maximumFractionDigits: 1 } }}`. */
@Pipe({ name: 'amount', pure: false })
export class AmountPipe implements PipeTransform {
  private readonly locale = inject(Locale);

  transform(value: number | null | undefined, options?: Intl.NumberFormatOptions): string {
    return value == null ? '' : formatNumber(value, this.locale.tag(), options);
  }
}
