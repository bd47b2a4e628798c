/** Formatters are slow to make and cheap to use, so each is made once. */
const dates = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();
const relatives = new Map<string, Intl.RelativeTimeFormat>();

function kept<T>(store: Map<string, T>, key: string, make: () => T): T {
  const found = store.get(key) ?? make();
  store.set(key, found);
  return found;
}

/** An instant for people, on the wall clock of `zone`. */
export function formatInstant(instant: Date, tag: string, zone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${tag}|${zone}|${JSON.stringify(options)}`;
  return kept(dates, key, () => new Intl.DateTimeFormat(tag, { ...options, timeZone: zone })).format(instant);
}

/** A calendar day `YYYY-MM-DD`; it belongs to no zone, so none can shift it. */
export function formatDay(day: string, tag: string, options: Intl.DateTimeFormatOptions): string {
  const [year, month, date] = day.split('-').map(Number);
  return formatInstant(new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1, 12)), tag, 'UTC', options);
}

/** A number for people. */
export function formatNumber(value: number, tag: string, options: Intl.NumberFormatOptions = {}): string {
  return kept(numbers, `${tag}|${JSON.stringify(options)}`, () => new Intl.NumberFormat(tag, options)).format(value);
}

const STEPS: readonly (readonly [limit: number, size: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [60, 1, 'second'],
  [3_600, 60, 'minute'],
  [86_400, 3_600, 'hour'],
  [7 * 86_400, 86_400, 'day'],
];

/** "3 minutes ago", or undefined once a date says more than a distance: beyond a week. */
export function formatDistance(from: Date, now: Date, tag: string): string | undefined {
  const seconds = Math.round((from.getTime() - now.getTime()) / 1000);
  const step = STEPS.find(([limit]) => Math.abs(seconds) < limit);
  if (!step) return undefined;
  const format = kept(relatives, tag, () => new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'short' }));
  if (step[2] === 'second') return format.format(0, 'second');
  return format.format(Math.trunc(seconds / step[1]), step[2]);
}
