import fc from 'fast-check';
import { check, type Job, plan, type Problem, type Technician } from './routing.ts';

const H = 3_600;
const PLACES = 9;

/** Days small enough to be solved by trying everything, with every rule there is. */
const travel = fc.record({
  xs: fc.array(fc.integer({ min: 0, max: 1_800 }), { minLength: PLACES, maxLength: PLACES }),
  ys: fc.array(fc.integer({ min: 0, max: 1_800 }), { minLength: PLACES, maxLength: PLACES }),
  uphill: fc.integer({ min: 0, max: 300 }),
  slow: fc.integer({ min: 100, max: 180 }),
  slices: fc.integer({ min: 1, max: 3 }),
}).map(({ xs, ys, uphill, slow, slices }) => {
  const seconds = Array.from({ length: PLACES ** 2 }, (_, i) => {
    const [a, b] = [Math.floor(i / PLACES), i % PLACES];
    return a === b ? 0 : Math.abs(xs[a]! - xs[b]!) + Math.abs(ys[a]! - ys[b]!) + (ys[b]! > ys[a]! ? uphill : 0);
  });
  const rush = seconds.map((t) => Math.round((t * slow) / 100));
  const all = [{ from: 0, seconds }, { from: 9 * H, seconds: rush }, { from: 10 * H, seconds }];
  return { places: PLACES, slices: all.slice(0, slices) };
});
const skills = fc.dictionary(fc.constantFrom('fibre', 'copper'), fc.integer({ min: 1, max: 2 }), { maxKeys: 2 });
const span = (least: number, most: number) => fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: 900, max: 3 * H })).map(([from, length]) => ({ from, to: from + length }));
const technician = (id: string): fc.Arbitrary<Technician> => fc.record({
  id: fc.constant(id), skills,
  territories: fc.option(fc.subarray(['north', 'south'], { minLength: 1 }), { nil: undefined }),
  shifts: fc.tuple(fc.integer({ min: 0, max: PLACES - 1 }), fc.boolean(), fc.boolean(), fc.integer({ min: 0, max: 1 })).map(([start, lunch, split, over]) => {
    const meal = lunch ? { from: 11 * H, to: 12 * H, seconds: 1_800 } : null;
    const more = { start, overtime: over * H, capacity: [3] };
    return split ? [{ from: 8 * H, to: 11 * H, ...more }, { from: 13 * H, to: 16 * H, ...more, end: null }] : [{ from: 8 * H, to: 15 * H, ...more, lunch: meal }];
  }),
});
const job = (id: string): fc.Arbitrary<Job> => fc.record({
  id: fc.constant(id), place: fc.integer({ min: 0, max: PLACES - 1 }), seconds: fc.integer({ min: 600, max: 2 * H }),
  priority: fc.integer({ min: 0, max: 4 }),
  skills: fc.option(skills, { nil: undefined }),
  windows: fc.option(fc.array(span(8 * H, 14 * H), { minLength: 1, maxLength: 2 }).map(([a, b]) => (b && b.from > a!.to ? [a!, b] : [a!])), { nil: undefined }),
  wishes: fc.option(span(8 * H, 14 * H).map((wish) => [wish]), { nil: undefined }),
  due: fc.option(fc.integer({ min: 9 * H, max: 16 * H }), { nil: undefined }),
  crew: fc.constantFrom(1, 1, 1, 2),
  demand: fc.constantFrom([0], [1], [2]),
  territory: fc.constantFrom(undefined, 'north', 'south'),
  never: fc.option(fc.constant(['t0']), { nil: undefined }),
});
const problem: fc.Arbitrary<Problem> = fc.record({
  travel,
  technicians: fc.tuple(technician('t0'), technician('t1'), technician('t2')),
  jobs: fc.integer({ min: 1, max: 8 }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => job(`j${i}`)))),
  now: fc.constantFrom(undefined, 8.5 * H),
  prices: fc.record({ territory: fc.constantFrom(Infinity, 1_800), balance: fc.constantFrom(0, 50) }),
});

describe('every plan', () => {
  it('keeps every hard rule, and accounts for every job', () => {
    fc.assert(fc.property(problem, fc.integer(), (given, seed) => {
      expect(check(given, plan(given, { iterations: 60, seed }))).toEqual([]);
    }), { numRuns: 150 });
  });

  it('is the same for the same seed', () => {
    fc.assert(fc.property(problem, fc.integer(), (given, seed) => {
      const { elapsed: first, ...one } = plan(given, { iterations: 40, seed });
      const { elapsed: second, ...two } = plan({ ...given }, { iterations: 40, seed });
      expect(Math.min(first, second)).toBeGreaterThanOrEqual(0);
      expect(one).toEqual(two);
    }), { numRuns: 40 });
  });

  it('adds up: the cost is the sum of its parts and of its routes', () => {
    fc.assert(fc.property(problem, (given) => {
      const { cost, parts, routes } = plan(given, { iterations: 40 });
      expect(cost).toBeCloseTo(routes.reduce((sum, route) => sum + route.cost, 0) + parts.unassigned, 3);
      expect(cost).toBeCloseTo(Object.values(parts).reduce((sum, part) => sum + part, 0), 3);
    }), { numRuns: 60 });
  });

  it('replanned from itself with nothing changed moves nothing', () => {
    fc.assert(fc.property(problem, (given) => {
      const first = plan(given, { iterations: 200 });
      const present = first.routes.flatMap(({ technician: who, stops }) => stops.map(({ job: id, start }) => ({ job: id, technician: who, start })));
      const again = plan({ ...given, present }, { iterations: 1 });
      expect(check({ ...given, present }, again)).toEqual([]);
      expect(again.cost).toBeLessThanOrEqual(first.cost + 1e-6);
    }), { numRuns: 60 });
  });

  it('of a plain day is the same whether rows are priced in one run or by the whole timetable', () => {
    fc.assert(fc.property(problem, fc.integer(), (given, seed) => {
      const road = given.travel.slices[0]!;
      const day: Problem = {
        ...given,
        travel: { places: PLACES, slices: [road] },
        technicians: given.technicians.map((who) => ({ ...who, shifts: who.shifts.map((shift) => ({ ...shift, overtime: 0 })) })),
        jobs: given.jobs.map(({ windows, ...job }) => ({ ...job, ...(windows ? { windows: windows.slice(0, 1) } : {}), wishes: undefined, due: undefined, crew: 1 })),
        prices: { ...given.prices, balance: 0 },
      };
      const twice: Problem = { ...day, travel: { places: PLACES, slices: [road, { ...road, from: 10 * H }] } };
      const [lean, full] = [plan(day, { iterations: 60, seed }), plan(twice, { iterations: 60, seed })];
      expect(lean.cost).toBeCloseTo(full.cost, 3);
      expect(lean.routes.map(({ stops }) => stops.map(({ job }) => job))).toEqual(full.routes.map(({ stops }) => stops.map(({ job }) => job)));
    }), { numRuns: 60 });
  });
});
