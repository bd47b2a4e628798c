import { addDays, dayOf, instantOf, minuteOfDay } from '@demarc/time';

/** Local minutes after midnight between which nobody is disturbed; the same twice for never. */
export interface QuietHours {
  readonly zone: string;
  readonly from: number;
  readonly to: number;
}

/** Until when a message waits that is not urgent; null when it may leave now. */
export function quietUntil(now: Date, { zone, from, to }: QuietHours): Date | null {
  if (from === to) return null;
  const minute = minuteOfDay(now, zone);
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!isQuiet) return null;
  const today = dayOf(now, zone);
  return instantOf(minute < to ? today : addDays(today, 1), to, zone);
}
