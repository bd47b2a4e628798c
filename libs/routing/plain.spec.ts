import fc from 'fast-check';
import { modelOf } from './model.ts';
import { plainModel } from './plain-model.ts';
import { check, plan, type Plan, type Problem } from './routing.ts';

const H = 3_600;

/** Vans from one depot with one load and one window a customer: what the benchmark instances are. */
const problemOf = (most: number): fc.Arbitrary<Problem> => fc.integer({ min: 1, max: most }).chain((n) => fc.record({
  points: fc.array(fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 3_000 })), { minLength: n + 1, maxLength: n + 1 }),
  oneWay: fc.integer({ min: 0, max: 400 }),
  vans: fc.integer({ min: 1, max: 4 }),
  jobs: fc.array(fc.record({ from: fc.integer({ min: 0, max: 5 }), long: fc.integer({ min: 1, max: 6 }), seconds: fc.integer({ min: 0, max: 1_800 }), size: fc.integer({ min: 0, max: 4 }) }), { minLength: n, maxLength: n }),
})).map(({ points, oneWay, vans, jobs }) => ({
  travel: {
    places: points.length,
    slices: [{ from: 0, seconds: points.flatMap(([ax, ay], a) => points.map(([bx, by], b) => Math.round(Math.hypot(ax - bx, ay - by)) + (a > b ? oneWay : 0))) }],
  },
  technicians: Array.from({ length: vans }, (_, i) => ({ id: `v${i}`, shifts: [{ from: 0, to: 8 * H, start: 0, capacity: [8] }] })),
  jobs: jobs.map(({ from, long, seconds, size }, i) => ({ id: `j${i}`, place: i + 1, seconds, demand: [size], windows: [{ from: from * H, to: (from + long) * H }] })),
}));

const problem = problemOf(14);

describe('problems without the richer rules', () => {
  it('are recognised, and every plan keeps every rule and costs what its ways cost', () => {
    fc.assert(fc.property(problem, (given) => {
      expect(plainModel(modelOf(given))).not.toBeNull();
      const made = plan(given, { iterations: 200 });
      expect(check(given, made)).toEqual([]);
      expect(made.parts.travel).toBe(made.routes.reduce((sum, { travel }) => sum + travel, 0));
    }), { numRuns: 80 });
  });

  it('cost the same with the lean evaluator as with the full one', () => {
    fc.assert(fc.property(problemOf(5), (given) => {
      const lean = plan(given, { iterations: 1_500 });
      const full = plan(given, { iterations: 1_500, from: [] });
      expect(lean.cost).toBe(full.cost);
    }), { numRuns: 20 });
  });
});

describe('a search on the way', () => {
  const given = fc.sample(problem, { seed: 5, numRuns: 40 }).find(({ jobs }) => jobs.length > 12)!;

  it('tells of plans that only get better, each of which could be driven', () => {
    const told: Plan[] = [];
    const made = plan(given, { iterations: 3_000, every: 0, onImprovement: (better) => told.push(better) });
    const costs = [...told, made].map(({ cost }) => cost);
    expect(costs).toEqual(costs.toSorted((a, b) => b - a));
    for (const better of told) expect(check(given, better)).toEqual([]);
  });

  it('ends at once when it is called off before it began, with everything accounted for', () => {
    const made = plan(given, { seconds: 600, signal: AbortSignal.abort() });
    expect(made.iterations).toBe(0);
    expect(check(given, made)).toEqual([]);
    expect(plan(given, { seconds: 600, stop: Int32Array.of(1) }).iterations).toBe(0);
  });
});
