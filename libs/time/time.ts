/**
 * Days and intervals in a tenant's time zone. Instants are UTC; a day is a date `YYYY-MM-DD`.
 * Pure functions over `Intl`, right across both nights of daylight saving.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(instant: Date, zone: string): Record<string, number> {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    formats.set(zone, format);
  }
  const parts: Record<string, number> = {};
  for (const part of format.formatToParts(instant)) if (part.type !== 'literal') parts[part.type] = Number(part.value);
  return parts;
}

/** Whether the zone is one the platform knows, such as `America/Toronto`. */
export function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false; // Intl throws a RangeError for a zone it does not know: that is the answer
  }
}

/** How far the zone is ahead of UTC at that instant, in milliseconds. */
export function offsetAt(instant: Date, zone: string): number {
  const p = partsOf(instant, zone);
  return Date.UTC(p['year']!, p['month']! - 1, p['day']!, p['hour']!, p['minute']!, p['second']!) - Math.floor(instant.getTime() / 1000) * 1000;
}

/** The local day of an instant. */
export function dayOf(instant: Date, zone: string): string {
  const p = partsOf(instant, zone);
  return `${String(p['year']).padStart(4, '0')}-${String(p['month']).padStart(2, '0')}-${String(p['day']).padStart(2, '0')}`;
}

/** Minutes since local midnight, as a wall clock shows them. */
export function minuteOfDay(instant: Date, zone: string): number {
  const p = partsOf(instant, zone);
  return p['hour']! * 60 + p['minute']!;
}

/**
 * The instant at which the wall clock in `zone` shows `minutes` after midnight of `day`.
 * In the hour skipped in spring it is the first instant after the gap; in the hour repeated in autumn the first of the two.
 */
export function instantOf(day: string, minutes: number, zone: string): Date {
  const [year, month, date] = day.split('-').map(Number);
  const wall = Date.UTC(year!, month! - 1, date!) + minutes * 60_000;
  const around = [offsetAt(new Date(wall - 86_400_000), zone), offsetAt(new Date(wall + 86_400_000), zone)];
  const candidates = around.map((offset) => wall - offset).sort((a, b) => a - b);
  for (const candidate of candidates) if (candidate + offsetAt(new Date(candidate), zone) === wall) return new Date(candidate);
  return new Date(endOfGap(candidates[0]!, candidates[1]!, zone));
}

/** The first instant in [from, to] that already has the offset of `to`. */
function endOfGap(from: number, to: number, zone: string): number {
  const after = offsetAt(new Date(to), zone);
  let low = from;
  let high = to;
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetAt(new Date(middle), zone) === after) high = middle;
    else low = middle;
  }
  return high;
}

/** The local day as a half-open interval of instants; 23, 24 or 25 hours long. */
export function dayInterval(day: string, zone: string): Interval {
  return { start: instantOf(day, 0, zone), end: instantOf(addDays(day, 1), 0, zone) };
}

/** Adds calendar days to a day. */
export function addDays(day: string, days: number): string {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(Date.UTC(year!, month! - 1, date! + days)).toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return addDays(day, -((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7));
}

/** Adds calendar months; the 31st becomes the last day of a shorter month. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year!, month! + months, 0)).getUTCDate();
  return new Date(Date.UTC(year!, month! - 1 + months, Math.min(date!, last))).toISOString().slice(0, 10);
}

/** Whether the text is a real calendar day `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && addDays(text, 0) === text;
}

/** A half-open stretch of time: `start` belongs to it, `end` does not. */
export interface Interval {
  readonly start: Date;
  readonly end: Date;
}

/** Whether two half-open intervals share an instant. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}
