import fc from 'fast-check';
import { roughTravel } from '../geo/geo.ts';
import { type Day, type DayJob, type DayTechnician, layOut, planOf } from './day.ts';
import { check, plan, price, settle, type Skills, tally } from './routing.ts';

const HOUR = 3_600;
const HOME = { lat: 45.78, lon: -74 };
const NEAR = { lat: 45.8, lon: -74.02 };
const marie = (more: Partial<DayTechnician> = {}): DayTechnician => ({ id: 'marie', skills: { fibre: 2 }, shifts: [{ from: 8 * HOUR, to: 16 * HOUR }], home: HOME, lunch: null, territories: [], ...more });
const visit = (id: string, more: Partial<DayJob> = {}): DayJob => ({ id, place: NEAR, seconds: HOUR, skills: {}, window: null, due: null, priority: 1, territory: null, technician: null, start: null, pinned: false, begun: null, ended: null, ...more });
const dayOf = (jobs: DayJob[], more: Partial<Day> = {}): Day => ({ technicians: [marie()], jobs, now: null, ...more });

function solved(day: Day) {
  const { places, problem, gaps } = layOut(day);
  const { seconds, metres } = roughTravel(places);
  const asked = problem({ places: places.length, slices: [{ from: 0, seconds }], metres });
  return { problem: asked, plan: plan(asked, { iterations: 200 }), gaps };
}
const starts = ({ plan: made }: ReturnType<typeof solved>) => new Map(made.routes.flatMap(({ technician, stops }) => stops.map((stop) => [stop.job, { technician, start: stop.start }])));

describe('a day laid out', () => {
  it('is planned within shifts and promises', () => {
    const made = solved(dayOf([visit('a', { window: { from: 10 * HOUR, to: 11 * HOUR } }), visit('b')]));
    expect(check(made.problem, made.plan)).toEqual([]);
    expect(starts(made).get('a')!.start).toBeGreaterThanOrEqual(10 * HOUR);
    expect(starts(made).size).toBe(2);
  });

  it('begins after now, behind what is under way', () => {
    const made = solved(dayOf([visit('under way', { technician: 'marie', start: 9 * HOUR, begun: 9 * HOUR }), visit('next')], { now: 9.5 * HOUR }));
    expect(starts(made).get('next')!.start).toBeGreaterThanOrEqual(10 * HOUR);
  });

  it('keeps a pinned visit with whom and when it is', () => {
    const made = solved(dayOf([visit('pinned', { technician: 'marie', start: 12 * HOUR, pinned: true }), visit('b')]));
    expect(starts(made).get('pinned')).toEqual({ technician: 'marie', start: 12 * HOUR });
  });

  it('offers both halves of a split shift and puts lunch where it fits', () => {
    const split = marie({ shifts: [{ from: 8 * HOUR, to: 10 * HOUR }, { from: 13 * HOUR, to: 16 * HOUR }], lunch: { from: 13.5 * HOUR, to: 14 * HOUR, seconds: 1_800 } });
    const made = solved(dayOf([visit('a'), visit('b'), visit('c')], { technicians: [split] }));
    expect(check(made.problem, made.plan)).toEqual([]);
    for (const { start } of starts(made).values()) expect(start < 10 * HOUR || start >= 13 * HOUR).toBe(true);
    expect(made.plan.routes.map(({ lunch }) => lunch !== null)).toEqual([false, true]);
  });

  it('says that a waiting visit has no position, and leaves it waiting', () => {
    const made = solved(dayOf([visit('nowhere', { place: null })]));
    expect(made.gaps).toEqual([{ code: 'JOB_WITHOUT_PLACE', job: 'nowhere' }]);
    expect(made.plan.unassigned).toEqual([{ job: 'nowhere', reason: { code: 'NO_PLACE' } }]);
  });

  it('leaves a planned visit without a position where the office put it', () => {
    const made = solved(dayOf([visit('nowhere', { place: null, technician: 'marie', start: 11 * HOUR }), visit('b')]));
    expect(starts(made).get('nowhere')).toEqual({ technician: 'marie', start: 11 * HOUR });
  });

  it('leaves the visits of a technician without a base alone', () => {
    const made = solved(dayOf([visit('hers', { technician: 'marie', start: 9 * HOUR })], { technicians: [marie({ home: null })] }));
    expect(made.gaps).toEqual([{ code: 'SHIFT_WITHOUT_PLACE', technician: 'marie' }]);
    expect(made.problem.jobs).toEqual([]);
  });

  it('plans a visit late rather than not at all when its window has passed', () => {
    const made = solved(dayOf([visit('late', { window: { from: 8 * HOUR, to: 9 * HOUR } })], { now: 10 * HOUR }));
    expect(made.gaps).toEqual([{ code: 'WINDOW_PASSED', job: 'late' }]);
    expect(starts(made).get('late')!.start).toBeGreaterThanOrEqual(10 * HOUR);
  });

  it('plans a visit promised for yesterday', () => {
    const made = solved(dayOf([visit('late', { window: { from: -16 * HOUR, to: -15 * HOUR }, due: -14 * HOUR })], { now: 0 }));
    expect(made.plan.unassigned).toEqual([]);
  });

  it('gives the visits of somebody who is away to others', () => {
    const paul = marie({ id: 'paul' });
    const made = solved(dayOf([visit('a', { technician: 'marie', start: 11 * HOUR })], { technicians: [marie({ shifts: [] }), paul], now: 10 * HOUR }));
    expect(starts(made).get('a')!.technician).toBe('paul');
    expect(made.plan.moved).toEqual(['a']);
  });

  it('names two visits that are held over each other', () => {
    const made = solved(dayOf([visit('a', { technician: 'marie', start: 9 * HOUR, pinned: true }), visit('b', { technician: 'marie', start: 9.5 * HOUR, pinned: true })]));
    expect(made.gaps).toEqual([{ code: 'PINNED_OVER_EACH_OTHER', job: 'a' }, { code: 'PINNED_OVER_EACH_OTHER', job: 'b' }]);
    expect(starts(made).size).toBe(1);
  });

  it('can be priced as it stands', () => {
    const day = dayOf([visit('a', { technician: 'marie', start: 9 * HOUR }), visit('b')]);
    const { places, problem } = layOut(day);
    const { seconds, metres } = roughTravel(places);
    const asked = problem({ places: places.length, slices: [{ from: 0, seconds }], metres });
    const priced = price(asked, planOf(asked.present!), { job: 'b', to: { technician: 'marie', position: 1 } });
    expect(priced).toMatchObject({ feasible: true, travel: 0, metres: 0 });
  });

  const span = (least: number) => fc.tuple(fc.integer({ min: 6, max: 16 }), fc.integer({ min: least, max: 6 })).map(([from, hours]) => ({ from: from * HOUR, to: (from + hours) * HOUR }));
  const place = fc.option(fc.record({ lat: fc.double({ min: 45.6, max: 46, noNaN: true }), lon: fc.double({ min: -74.2, max: -73.8, noNaN: true }) }), { nil: null, freq: 6 });
  const technicians = fc.uniqueArray(fc.record({ id: fc.constantFrom('marie', 'paul', 'luc'), skills: fc.constantFrom<Skills>({ fibre: 2 }, {}), shifts: fc.array(span(1), { maxLength: 1 }), home: place, lunch: fc.constantFrom(null, { from: 11.5 * HOUR, to: 13 * HOUR, seconds: 1_800 }), territories: fc.constant<string[]>([]) }), { selector: ({ id }) => id, minLength: 1 });
  const jobs = fc.uniqueArray(
    fc.record({ id: fc.integer({ max: 20 }).map(String), place, seconds: fc.integer({ min: 600, max: 2 * HOUR }), skills: fc.constantFrom<Skills>({}, { fibre: 1 }), window: fc.option(span(1), { nil: null }), due: fc.option(fc.integer({ min: 7, max: 20 }).map((h) => h * HOUR), { nil: null }), priority: fc.integer({ min: 0, max: 4 }), territory: fc.constant(null), technician: fc.option(fc.constantFrom('marie', 'paul', 'luc'), { nil: null }), start: fc.integer({ min: 7, max: 18 }).map((h) => h * HOUR), pinned: fc.boolean(), begun: fc.option(fc.integer({ min: 7, max: 12 }).map((h) => h * HOUR), { nil: null, freq: 6 }), ended: fc.constant(null) })
      .map((job) => ({ ...job, start: job.technician ? job.start : null, begun: job.technician ? job.begun : null })),
    { selector: ({ id }) => id, maxLength: 9 },
  );

  it('settled keeps every rule and what people were told where it can', () => {
    fc.assert(fc.property(technicians, jobs, (people, work) => {
      const day = { technicians: people, jobs: work, now: null };
      const made = solved(day);
      const settled = settle(made.plan, made.problem.present ?? []);
      const start = new Map(settled.map((visit) => [visit.job, visit.start]));
      const moved = made.plan.routes.map((route) => ({ ...route, stops: route.stops.map((stop) => (start.has(stop.job) ? { ...stop, start: start.get(stop.job)!, end: start.get(stop.job)! + stop.end - stop.start } : stop)) }));
      for (const { stops } of moved) for (const [i, stop] of stops.entries()) if (i && !stop.done) expect(stop.start).toBeGreaterThanOrEqual(stops[i - 1]!.end + stop.travel - 300);
      for (const { id, window, pinned, technician, place: spot } of work) if (window && start.has(id) && !(technician && (pinned || !spot))) expect(start.get(id)! >= window.from - 300 && start.get(id)! <= window.to).toBe(true);
      for (const { technician, stops } of moved) {
        const last = stops.at(-1);
        if (last && !last.done) expect(last.end).toBeLessThanOrEqual(people.find(({ id }) => id === technician)!.shifts[0]!.to + 1_800);
      }
    }), { numRuns: 200 });
  });

  it('keeps a told time that still holds, and moves one that does not', () => {
    const made = solved(dayOf([visit('a', { technician: 'marie', start: 11 * HOUR })]));
    expect(settle(made.plan, made.problem.present!)).toEqual([{ job: 'a', technician: 'marie', start: 11 * HOUR }]);
    const near = solved(dayOf([visit('a', { place: { lat: 45.785, lon: -74 }, technician: 'marie', start: 8 * HOUR })]));
    expect(near.plan.routes[0]!.stops[0]!.start).toBeGreaterThan(8 * HOUR);
    expect(settle(near.plan, near.problem.present!)[0]!.start).toBe(8 * HOUR);
    const full = solved(dayOf([visit('a', { technician: 'marie', start: 7 * HOUR })]));
    expect(settle(full.plan, full.problem.present!)[0]!.start).toBeGreaterThanOrEqual(8 * HOUR);
  });

  it('is added up as drawn: the way there and back, what does not fit, what comes too late', () => {
    const day = dayOf([visit('a', { window: { from: 8 * HOUR, to: 9 * HOUR } }), visit('b', { place: HOME }), visit('c')]);
    const laid = layOut(day);
    const travel = { places: 2, slices: [{ from: 0, seconds: [0, 600, 900, 0] }], metres: [0, 5_000, 7_000, 0] };
    const far = laid.at.get('a')! === 1 ? [600, 900] : [900, 600];
    expect(tally(day, laid, travel, [{ job: 'a', technician: 'marie', start: 9.5 * HOUR }, { job: 'b', technician: 'marie', start: 10.5 * HOUR }])).toEqual({ travel: far[0]! + far[1]!, metres: 12_000, late: 0.5 * HOUR + far[1]!, overtime: 0, planned: 2, waiting: 1 });
  });

  it('never breaks a rule, loses a visit, or moves what has begun or is pinned', () => {
    fc.assert(fc.property(technicians, jobs, fc.option(fc.integer({ min: 8, max: 12 }).map((h) => h * HOUR), { nil: null }), (people, work, now) => {
      const made = solved({ technicians: people, jobs: work, now });
      expect(check(made.problem, made.plan)).toEqual([]);
      const planned = starts(made);
      const out = new Set(made.plan.unassigned.map(({ job }) => job));
      const based = new Set<string>(people.filter(({ home, shifts }) => home && shifts.length).map(({ id }) => id));
      const baseless = new Set(people.filter(({ home, shifts }) => !home && shifts.length).map(({ id }) => id));
      for (const job of work) {
        const known = planned.get(job.id);
        const isLeftAlone = (job.technician && baseless.has(job.technician)) || (job.begun !== null && !based.has(job.technician ?? ''));
        expect([known !== undefined, out.has(job.id)].filter(Boolean).length).toBe(isLeftAlone ? 0 : 1);
        if (job.begun !== null && known) expect(known.technician).toBe(job.technician);
        if (job.pinned && job.technician && based.has(job.technician) && known && job.begun === null) expect(known.technician).toBe(job.technician);
      }
    }), { numRuns: 200 });
  });
});
