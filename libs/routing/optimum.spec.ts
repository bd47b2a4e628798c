import fc from 'fast-check';
import { type Job, plan, type Problem, type Shift, type Skills, type Technician } from './routing.ts';

const H = 3_600;
const PLACES = 7;
const LEFT_OUT = 20_000;

const seconds = fc.array(fc.tuple(fc.integer({ min: 0, max: 2_400 }), fc.integer({ min: 0, max: 2_400 })), { minLength: PLACES, maxLength: PLACES })
  .map((points) => points.flatMap(([ax, ay]) => points.map(([bx, by]) => Math.round(Math.hypot(ax - bx, ay - by)))));
const job = (id: string): fc.Arbitrary<Job> => fc.record({
  id: fc.constant(id), place: fc.integer({ min: 0, max: PLACES - 1 }), seconds: fc.integer({ min: 1_200, max: H }),
  skills: fc.constantFrom<Skills[]>({}, { fibre: 1 }, { fibre: 2 }),
  windows: fc.array(fc.integer({ min: 8, max: 11 }), { minLength: 1, maxLength: 2 }).map((hours) => [...new Set(hours)].map((hour) => ({ from: hour * H, to: hour * H + 1_800 }))),
});
const technician = (id: string): fc.Arbitrary<Technician> => fc.record({
  id: fc.constant(id), skills: fc.constantFrom<Skills[]>({}, { fibre: 1 }, { fibre: 2 }),
  shifts: fc.tuple(fc.integer({ min: 0, max: PLACES - 1 }), fc.boolean()).map(([start, lunch]) => [{ from: 8 * H, to: 12 * H, start, lunch: lunch ? { from: 9 * H, to: 10 * H, seconds: 1_200 } : null }]),
});
const problem: fc.Arbitrary<Problem> = fc.record({
  travel: seconds.map((times) => ({ places: PLACES, slices: [{ from: 0, seconds: times }] })),
  technicians: fc.tuple(technician('a'), technician('b')),
  jobs: fc.integer({ min: 1, max: 5 }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => job(`j${i}`)))),
  prices: fc.constant({ unassigned: Array<number>(5).fill(LEFT_OUT) }),
});

/** Travel of one day in this order, Infinity when a rule breaks: every leg is tried for the lunch. */
function travelOf({ travel }: Problem, who: Technician, shift: Shift, jobs: readonly Job[]): number {
  if (!jobs.length) return 0;
  const way = (a: number, b: number) => travel.slices[0]!.seconds[a * travel.places + b]!;
  const legs = shift.lunch ? jobs.map((_, i) => i).concat(jobs.length) : [-1];
  const works = legs.some((lunchLeg) => {
    let [at, t] = [shift.start!, shift.from];
    for (const [i, stop] of [...jobs, null].entries()) {
      const to = stop ? stop.place! : shift.start!;
      if (i === lunchLeg && t > shift.lunch!.to) return false;
      t = i === lunchLeg ? Math.max(t + way(at, to), shift.lunch!.from) + shift.lunch!.seconds : t + way(at, to);
      if (!stop) return t <= shift.to;
      const open = stop.windows?.length ? stop.windows.filter(({ to: end }) => end >= t).map(({ from }) => Math.max(from, t)) : [t];
      if (!open.length) return false;
      t = Math.min(...open) + stop.seconds;
      at = to;
    }
    return true;
  });
  const able = jobs.every(({ skills }) => Object.entries(skills ?? {}).every(([name, level]) => (who.skills?.[name] ?? 0) >= level));
  if (!works || !able) return Infinity;
  const stops = [shift.start!, ...jobs.map(({ place }) => place!), shift.start!];
  return stops.slice(1).reduce((sum, place, i) => sum + way(stops[i]!, place), 0);
}

/** The least cost there is, by trying every plan. */
function optimum(given: Problem): number {
  let best = Infinity;
  const rows: Job[][] = given.technicians.map(() => []);
  const next = (i: number, left: number): void => {
    if (left >= best) return;
    if (i === given.jobs.length) {
      best = Math.min(best, rows.reduce((sum, row, k) => sum + travelOf(given, given.technicians[k]!, given.technicians[k]!.shifts[0]!, row), left));
      return;
    }
    for (const row of rows) for (let at = 0; at <= row.length; at++) {
      row.splice(at, 0, given.jobs[i]!);
      next(i + 1, left);
      row.splice(at, 1);
    }
    next(i + 1, left + LEFT_OUT);
  };
  next(0, 0);
  return best;
}

const without = (given: Problem): Problem[] => [
  { ...given, jobs: given.jobs.map((each) => ({ ...each, windows: undefined })) },
  { ...given, jobs: given.jobs.map((each) => ({ ...each, skills: {} })) },
  { ...given, technicians: given.technicians.map((who) => ({ ...who, shifts: who.shifts.map((shift) => ({ ...shift, lunch: null })) })) },
  { ...given, technicians: given.technicians.map((who) => ({ ...who, shifts: who.shifts.map((shift) => ({ ...shift, to: 20 * H })) })) },
];

describe('small days solved by trying every plan', () => {
  it('the planner finds the optimum', () => {
    fc.assert(fc.property(problem, (given) => {
      expect(plan(given, { iterations: 600 }).cost).toBeCloseTo(optimum(given), 6);
    }), { numRuns: 60 });
  });

  it('without a rule the optimum is never worse, and the planner finds that one too', () => {
    fc.assert(fc.property(problem, (given) => {
      const best = optimum(given);
      for (const freer of without(given)) {
        expect(optimum(freer)).toBeLessThanOrEqual(best);
        expect(plan(freer, { iterations: 600 }).cost).toBeCloseTo(optimum(freer), 6);
      }
    }), { numRuns: 20 });
  });
});
