import { instantOf } from '@demarc/time';

/** Reads `YYYY-MM-DD HH:MM:SS` of a zone as an instant. Each local hour is worked out once: exports hold a million stamps. */
export function localTime(zone: string): (day: string, time: string) => string {
  const hours = new Map<string, number>();
  return (day, time) => {
    const [hour = 0, minute = 0, second = 0] = time.split(':').map((part) => Math.trunc(Number(part)) || 0);
    const key = `${day} ${hour}`;
    let start = hours.get(key);
    if (start === undefined) hours.set(key, (start = instantOf(day, hour * 60, zone).getTime()));
    return new Date(start + minute * 60_000 + second * 1000).toISOString();
  };
}
