import fc from 'fast-check';
import { Comparison } from './alert.entity.js';
import { fresh, step, type Limits, type Outcome } from './alert-step.js';

const limits: Limits = { comparison: Comparison.BELOW, threshold: -27, forSeconds: 60, clearThreshold: -26, clearSeconds: 60, cooldownSeconds: 0 };
const T0 = Date.UTC(2026, 10, 21);

/** What happens to samples 10 seconds apart. */
function run(rule: Limits, values: readonly number[], every = 10): Outcome[] {
  let progress = fresh;
  return values.map((value, i) => {
    const result = step(rule, progress, { at: T0 + i * every * 1000, value });
    progress = result.progress;
    return result.outcome;
  });
}
const times = (n: number, value: number) => Array.from({ length: n }, () => value);

describe('below −27 dBm for 60 s', () => {
  it('begins with the seventh sample of a minute, not before', () => {
    expect(run(limits, times(7, -28))).toEqual([...times(6, 0).map(() => 'nothing'), 'onset']);
  });

  it('starts the minute again after one good sample', () => {
    expect(run(limits, [...times(6, -28), -20, ...times(6, -28)])).not.toContain('onset');
  });

  it('tells of a worse value once it has begun', () => {
    expect(run(limits, [...times(7, -28), -29, -28.5, -31]).slice(7)).toEqual(['worse', 'nothing', 'worse']);
  });

  it('does not clear between the thresholds, however long', () => {
    expect(run(limits, [...times(7, -28), ...times(100, -26.5)])).not.toContain('clear');
  });

  it('clears after a minute past the clear threshold', () => {
    expect(run(limits, [...times(7, -28), ...times(7, -25)]).at(-1)).toBe('clear');
  });

  it('stays quiet during the cooldown', () => {
    const rule = { ...limits, cooldownSeconds: 600 };
    const outcomes = run(rule, [...times(7, -28), ...times(7, -25), ...times(40, -28), ...times(40, -28)]);
    expect(outcomes.filter((o) => o === 'onset')).toHaveLength(2);
    expect(outcomes.lastIndexOf('onset')).toBeGreaterThanOrEqual(13 + 60);
  });

  it('ignores samples that arrive late or are no numbers', () => {
    const begun = { ...fresh, lastAt: T0 };
    expect(step(limits, begun, { at: T0 - 1000, value: -40 })).toEqual({ progress: begun, outcome: 'nothing' });
    expect(step(limits, begun, { at: T0 + 1000, value: Number.NaN })).toEqual({ progress: begun, outcome: 'nothing' });
  });
});

describe('any series', () => {
  it('alternates onset and clear, and never begins on a series that is never bad', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -40, max: -10, noNaN: true }), { maxLength: 200 }), fc.constantFrom(Comparison.BELOW, Comparison.ABOVE), (values, comparison) => {
        const rule = { ...limits, comparison, clearThreshold: comparison === Comparison.BELOW ? -26 : -28 };
        const turns = run(rule, values).filter((o) => o === 'onset' || o === 'clear');
        expect(turns.every((turn, i) => turn === (i % 2 ? 'clear' : 'onset'))).toBe(true);
        if (values.every((v) => (comparison === Comparison.BELOW ? v >= -27 : v <= -27))) expect(turns).toEqual([]);
      }),
    );
  });
});
