import { Comparison } from './alert.entity.js';

/** The part of a rule that decides. */
export interface Limits {
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly forSeconds: number;
  readonly clearThreshold: number;
  readonly clearSeconds: number;
  readonly cooldownSeconds: number;
}

/** How far a rule is for one device, as kept between samples. Times are milliseconds since 1970. */
export interface Progress {
  readonly badSince: number | null;
  readonly goodSince: number | null;
  readonly worst: number | null;
  readonly worstAt: number | null;
  readonly clearedAt: number | null;
  readonly lastAt: number;
  readonly active: boolean;
}

export type Outcome = 'nothing' | 'onset' | 'worse' | 'clear';

export const fresh: Progress = { badSince: null, goodSince: null, worst: null, worstAt: null, clearedAt: null, lastAt: -Infinity, active: false };

/**
 * One sample's effect. An event begins when the value has been beyond the threshold without a break for `forSeconds`, and
 * ends when it has been past the clear threshold without a break for `clearSeconds`; between the two thresholds neither
 * clock runs. A sample that is older than the last one counted changes nothing.
 */
export function step(limits: Limits, before: Progress, sample: { readonly at: number; readonly value: number }): { readonly progress: Progress; readonly outcome: Outcome } {
  const { at, value } = sample;
  if (at <= before.lastAt || !Number.isFinite(value)) return { progress: before, outcome: 'nothing' };
  const isBad = limits.comparison === Comparison.BELOW ? value < limits.threshold : value > limits.threshold;
  const isGood = limits.comparison === Comparison.BELOW ? value >= limits.clearThreshold : value <= limits.clearThreshold;
  const isWorse = before.worst === null || (limits.comparison === Comparison.BELOW ? value < before.worst : value > before.worst);
  return before.active ? whileActive() : whileQuiet();

  function whileActive() {
    const goodSince = isGood ? (before.goodSince ?? at) : null;
    if (goodSince !== null && at - goodSince >= limits.clearSeconds * 1000) return { progress: { ...fresh, clearedAt: at, lastAt: at }, outcome: 'clear' as const };
    const worst = isWorse ? { worst: value, worstAt: at } : {};
    return { progress: { ...before, ...worst, goodSince, lastAt: at }, outcome: isWorse ? ('worse' as const) : ('nothing' as const) };
  }

  function whileQuiet() {
    if (!isBad) return { progress: { ...fresh, clearedAt: before.clearedAt, lastAt: at }, outcome: 'nothing' as const };
    const badSince = before.badSince ?? at;
    const worst = isWorse ? { worst: value, worstAt: at } : { worst: before.worst, worstAt: before.worstAt };
    const isCooling = before.clearedAt !== null && at - before.clearedAt < limits.cooldownSeconds * 1000;
    const begins = !isCooling && at - badSince >= limits.forSeconds * 1000;
    return { progress: { ...before, ...worst, badSince, goodSince: null, lastAt: at, active: begins }, outcome: begins ? ('onset' as const) : ('nothing' as const) };
  }
}
