import { roughTravelSeconds, type Point } from '@demarc/geo';

/** A drive that was made from one visit to the next. */
export interface Drive {
  readonly from: Point;
  readonly to: Point;
  readonly seconds: number;
  /** The local hour it began in. */
  readonly hour: number;
}

/** How the company's own drives compare with what is reckoned from the distance: the factor for each part of the day. */
export type Pace = Readonly<Record<PartOfDay, number>>;
type PartOfDay = 'morning' | 'day' | 'evening' | 'night';

export const AS_RECKONED: Pace = { morning: 1, day: 1, evening: 1, night: 1 };
/** Shorter drives are mostly parking. */
const SHORTEST_SECONDS = 120;
/** Somebody who took five times as long did something else on the way, or forgot to say that they had set out. */
const ODDEST = 5;
/** So many drives of one's own count as much as what was thought before them. */
const DOUBT = 10;

const partOf = (hour: number): PartOfDay => (hour >= 6 && hour < 9 ? 'morning' : hour >= 9 && hour < 15 ? 'day' : hour >= 15 && hour < 18 ? 'evening' : 'night');

/** Learns from drives that were made: the middle factor of each part of the day, drawn towards that of all where there are few, and towards 1 where there are few at all. */
export function paceOf(drives: readonly Drive[]): Pace {
  const factors = drives.flatMap(({ from, to, seconds, hour }) => {
    const reckoned = roughTravelSeconds(from, to);
    const factor = seconds / reckoned;
    return reckoned >= SHORTEST_SECONDS && factor <= ODDEST && factor >= 1 / ODDEST ? [{ part: partOf(hour), factor }] : [];
  });
  const overall = learnt(factors.map(({ factor }) => factor), 1);
  const of = (part: PartOfDay) => learnt(factors.filter((one) => one.part === part).map(({ factor }) => factor), overall);
  return { morning: of('morning'), day: of('day'), evening: of('evening'), night: of('night') };
}

/** How long a drive takes at an hour, in seconds. */
export const driveSeconds = (from: Point, to: Point, pace: Pace, hour: number): number => Math.round(roughTravelSeconds(from, to) * pace[partOf(hour)]);

function learnt(factors: readonly number[], before: number): number {
  const sorted = [...factors].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const middle = sorted.length ? (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2 : before;
  return (middle * sorted.length + before * DOUBT) / (sorted.length + DOUBT);
}
