import { addDays, instantOf, offsetAt } from '@demarc/time';

const DAY_MS = 86_400_000;

/** `-04:00` from milliseconds ahead of UTC. */
function written(offset: number): string {
  const minutes = Math.abs(offset) / 60_000;
  return `${offset < 0 ? '-' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * Reads a local day and time of a zone as an instant, `2026-11-21T09:30:00-05:00`. The zone is asked once per day, and
 * per hour only on the two days a year when the clocks change: exports hold a million stamps.
 */
export function localTime(zone: string): (day: string, time: string) => string {
  const days = new Map<string, string | null>();
  const offsetOf = (day: string): string | null => {
    const [start, end] = [instantOf(day, 0, zone), instantOf(addDays(day, 1), 0, zone)];
    return end.getTime() - start.getTime() === DAY_MS ? written(offsetAt(start, zone)) : null;
  };
  return (day, time) => {
    let offset = days.get(day);
    if (offset === undefined) days.set(day, (offset = offsetOf(day)));
    const [hour = '0', minute = '0', second = '0'] = time.split(':');
    if (offset !== null) return `${day}T${hour.padStart(2, '0')}:${minute.padStart(2, '0')}:${second.slice(0, 2).padStart(2, '0')}${offset}`;
    return new Date(instantOf(day, Number(hour) * 60 + Number(minute), zone).getTime() + Math.trunc(Number(second)) * 1000).toISOString();
  };
}
