import { addDays } from '@demarc/time';

/** The statutory holidays of Québec (Act respecting labour standards, s. 60, and the National Holiday Act), on which nobody is reminded or cut off. */
export function isHoliday(day: string, own: readonly string[] = []): boolean {
  const year = Number(day.slice(0, 4));
  const easter = easterSunday(year);
  return own.includes(day) || [
    `${year}-01-01`, addDays(easter, -2), addDays(easter, 1), mondayBefore(`${year}-05-25`), `${year}-06-24`, `${year}-07-01`,
    mondayFrom(`${year}-09-01`), mondayFrom(`${year}-10-08`), `${year}-12-25`,
  ].includes(day);
}

const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const mondayFrom = (day: string): string => addDays(day, (8 - weekday(day)) % 7);
const mondayBefore = (day: string): string => mondayFrom(addDays(day, -7));

/** Gregorian Easter by the anonymous algorithm of 1876 (Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return `${year}-${String(month).padStart(2, '0')}-${String(((h + l - 7 * m + 114) % 31) + 1).padStart(2, '0')}`;
}
