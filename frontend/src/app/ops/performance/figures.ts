/** Counts of some time, as the server tells them. */
export interface Counts {
  readonly completed: number;
  readonly failed: number;
  readonly arrived: number;
  readonly onTime: number;
  readonly repairs: number;
  readonly fixedFirst: number;
  readonly driveMinutes: number;
  readonly workMinutes: number;
  readonly days: number;
}

export const MEASURES = ['onTime', 'fixedFirst', 'driveShare', 'perDay'] as const;
export type Measure = (typeof MEASURES)[number];

/** A figure out of counts: a share from 0 to 1, or visits a day. Undefined where nothing was there to be measured. */
export function figureOf(measure: Measure, counts: Counts): number | undefined {
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : undefined);
  if (measure === 'onTime') return share(counts.onTime, counts.arrived);
  if (measure === 'fixedFirst') return share(counts.fixedFirst, counts.repairs);
  if (measure === 'driveShare') return share(counts.driveMinutes, counts.driveMinutes + counts.workMinutes);
  return share(counts.completed + counts.failed, counts.days);
}

/** All together: counts are added, so that shares are of the whole and not means of shares. */
export function together(all: readonly Counts[]): Counts {
  const none: Counts = { completed: 0, failed: 0, arrived: 0, onTime: 0, repairs: 0, fixedFirst: 0, driveMinutes: 0, workMinutes: 0, days: 0 };
  const names = Object.keys(none) as (keyof Counts)[];
  return all.reduce<Counts>((sum, one) => Object.fromEntries(names.map((name) => [name, sum[name] + one[name]])) as unknown as Counts, none);
}
