import { check, explain, flaws, type Job, plan, price, type Problem, slots, type Technician } from './routing.ts';

const H = 3_600;
/** Places on a line, ten minutes apart. */
const line = (places: number) => Int32Array.from({ length: places * places }, (_, i) => 600 * Math.abs(Math.floor(i / places) - (i % places)));
const travel = { places: 6, slices: [{ from: 0, seconds: line(6) }] };
const person = (id: string, more: Partial<Technician['shifts'][0]> = {}, rest: Partial<Technician> = {}): Technician => ({ id, shifts: [{ from: 8 * H, to: 16 * H, start: 0, ...more }], ...rest });
const job = (id: string, place: number, more: Partial<Job> = {}): Job => ({ id, place, seconds: H, ...more });
const solve = (problem: Problem) => {
  const made = plan(problem, { iterations: 300 });
  expect(check(problem, made)).toEqual([]);
  return made;
};
const rowOf = (problem: Problem, technician = 'a') => solve(problem).routes.filter((route) => route.technician === technician).flatMap(({ stops }) => stops.map((stop) => stop.job));

describe('rules of the day', () => {
  it('starts behind what is done, and leaves it alone', () => {
    const problem = { travel, technicians: [person('a', { done: [{ job: 'x', start: 8 * H, end: 10 * H }] })], jobs: [job('x', 5), job('y', 4)], now: 9 * H };
    const [route] = solve(problem).routes;
    expect(route!.stops.map(({ job: id, done, start }) => [id, done, start])).toEqual([['x', true, 8 * H], ['y', false, 10 * H + 600]]);
  });

  it('a crew begins together, with different people', () => {
    const made = solve({ travel, technicians: [person('a'), person('b', { start: 5 }), person('c', { start: 3 })], jobs: [job('x', 4, { crew: 2 })] });
    const starts = made.routes.flatMap(({ technician, stops }) => stops.map(({ start }) => [technician, start]));
    expect(starts).toEqual([['b', 8 * H + 600], ['c', 8 * H + 600]]);
  });

  it('a split shift comes home between its halves', () => {
    const split = { id: 'a', shifts: [{ from: 8 * H, to: 10 * H, start: 0 }, { from: 14 * H, to: 16 * H, start: 0 }] };
    const made = solve({ travel, technicians: [split], jobs: [job('x', 2), job('y', 2), job('z', 2)] });
    expect(made.routes.map(({ stops }) => stops.length)).toEqual([1, 1]);
    expect(made.unassigned).toHaveLength(1);
  });

  it('waits for a wish where that is free, and is late for it where it must be', () => {
    const made = solve({ travel, technicians: [person('a')], jobs: [job('x', 1, { wishes: [{ from: 12 * H, to: 13 * H }] })] });
    expect(made.routes[0]!.stops[0]).toMatchObject({ start: 12 * H, offWish: 0 });
    const late = solve({ travel, technicians: [person('a', { from: 14 * H })], jobs: [job('x', 1, { wishes: [{ from: 12 * H, to: 13 * H }] })] });
    expect(late.parts.wish).toBe(H + 600);
  });

  it('what is urgent goes in first, and past its due time each second costs', () => {
    const short = person('a', { to: 9 * H + 1_200 });
    expect(rowOf({ travel, technicians: [short], jobs: [job('low', 1, { priority: 0 }), job('high', 1, { priority: 4 })] })).toEqual(['high']);
    const made = solve({ travel, technicians: [person('a')], jobs: [job('x', 1, { due: 9 * H, priority: 1 })] });
    expect(made.parts.due).toBe(2 * 600);
  });

  it('overtime is paid for, and used only where it pays', () => {
    const made = solve({ travel, technicians: [person('a', { to: 9 * H, overtime: H })], jobs: [job('x', 1)] });
    expect(made.parts.overtime).toBe(2 * 1_200);
    expect(solve({ travel, technicians: [person('a', { to: 9 * H, overtime: H })], jobs: [job('x', 1)], prices: { overtime: 1_000 } }).unassigned).toHaveLength(1);
  });

  it('travel by time of day: a way across two hours goes each part at its own pace', () => {
    const slices = [{ from: 0, seconds: line(2) }, { from: 8 * H + 300, seconds: line(2).map((t) => 2 * t) }];
    const made = solve({ travel: { places: 2, slices }, technicians: [person('a')], jobs: [job('x', 1, { windows: [{ from: 8 * H, to: 8 * H + 900 }] })] });
    expect(made.routes[0]!.stops[0]).toMatchObject({ start: 8 * H + 900, travel: 900 });
  });

  it('even days cost less when evenness has a price', () => {
    const jobs = [job('p', 1), job('q', 1), job('r', 1), job('s', 1)];
    const technicians = [person('a'), person('b')];
    const busy = (balance: number) => solve({ travel, technicians, jobs, prices: { balance } }).routes.map(({ stops }) => stops.length).sort();
    expect(busy(0)).toEqual([0, 4]);
    expect(busy(1_000)).toEqual([2, 2]);
  });

  it('pins, exclusions and territories', () => {
    const technicians = [person('a'), person('b', { start: 5 }, { territories: ['south'] })];
    const jobs = [job('pinned', 0, { pin: { technicians: ['b'], start: 12 * H } }), job('never', 5, { never: ['b'] }), job('north', 5, { territory: 'north' })];
    expect(rowOf({ travel, technicians, jobs, prices: { territory: Infinity } }, 'b')).toEqual(['pinned']);
  });
});

describe('the least disturbance', () => {
  const technicians = [person('a'), person('b', { start: 5 })];
  const jobs = [job('near a', 1), job('near b', 4)];
  const swapped = [{ job: 'near a', technician: 'b', start: 10 * H }, { job: 'near b', technician: 'a', start: 10 * H }];

  it('keeps what people were told, unless changing it is worth its price', () => {
    const kept = solve({ travel, technicians, jobs, present: swapped, prices: { changeTechnician: 5_000, changeStart: 0 } });
    expect(kept.moved).toEqual([]);
    const changed = solve({ travel, technicians, jobs, present: swapped, prices: { changeTechnician: 100, changeStart: 0 } });
    expect([...changed.moved].sort()).toEqual(['near a', 'near b']);
    expect(changed.parts.change).toBe(200);
  });

  it('somebody is ill: only their jobs move', () => {
    const ill = solve({ travel, technicians: [{ id: 'a', shifts: [] }, technicians[1]!], jobs, present: swapped, now: 9 * H });
    expect(ill.moved).toEqual(['near b']);
    expect(ill.unassigned).toEqual([]);
  });
});

describe('answers', () => {
  const problem: Problem = { travel, technicians: [person('a', {}, { skills: { fibre: 1 } }), person('b', { to: 9 * H })], jobs: [job('x', 2, { skills: { fibre: 1 } }), job('far', 5, { seconds: 9 * H })] };
  const made = plan(problem, { iterations: 100 });

  it('name the first reason in the order a person would check', () => {
    expect(made.unassigned).toEqual([{ job: 'far', reason: { code: 'LONGER_THAN_SHIFT', needs: 9 * H + 6_000, has: 8 * H } }]);
    expect(explain(problem, made, 'x').verdicts[1]).toMatchObject({ technician: 'b', reason: { code: 'SKILL_MISSING', about: 'fibre', needs: 1, has: 0 } });
    expect(explain(problem, made, 'nobody knows it').leftOut).toEqual({ code: 'UNKNOWN_JOB' });
  });

  it('price a change and a removal against the same plan, as often as asked', () => {
    const out = price(problem, made, { job: 'x' });
    expect(out).toMatchObject({ feasible: true, travel: -2_400, cost: 21_600 - 2_400 });
    expect(price(problem, made, { job: 'x' })).toEqual(out);
    expect(price(problem, made, { job: 'x', to: { technician: 'nobody' } }).reason).toEqual({ code: 'NO_SHIFT', about: 'nobody' });
  });

  it('offer a slot to somebody who reschedules as if the visit were not there', () => {
    expect(slots(problem, made, 'x', [{ from: 10 * H, to: 11 * H }])).toMatchObject([{ technician: 'a', start: 10 * H, cost: 2_400 }]);
    expect(slots(problem, made, 'x', [{ from: 17 * H, to: 18 * H }])).toEqual([]);
  });

  it('list what is wrong with the input', () => {
    const wrong: Problem = {
      travel, now: 12 * H,
      technicians: [person('a', { start: null }), person('b', { from: 9 * H, to: 8 * H }), person('c')],
      jobs: [
        job('long', 1, { seconds: 20 * H }), job('past', 1, { windows: [{ from: 8 * H, to: 9 * H }] }), job('skill', 1, { skills: { magic: 1 } }), { ...job('lost', 0), place: null },
        job('p', 1, { pin: { technicians: ['c'], start: 13 * H } }), job('q', 2, { pin: { technicians: ['c'], start: 13 * H } }), job('who', 1, { only: ['d'] }),
      ],
    };
    expect(flaws(wrong)).toEqual([
      { code: 'SHIFT_WITHOUT_PLACE', technician: 'a' }, { code: 'SHIFT_ENDS_BEFORE_IT_BEGINS', technician: 'b' },
      { code: 'WINDOW_IN_THE_PAST', job: 'past' }, { code: 'NO_PLACE', job: 'lost' }, { code: 'UNKNOWN_TECHNICIAN', job: 'who', technician: 'd' },
      { code: 'NOBODY_MAY', job: 'long' }, { code: 'SKILL_NOBODY_HAS', job: 'skill', about: 'magic' },
      { code: 'PINNED_OVER_EACH_OTHER', job: 'p', other: 'q' },
    ]);
    expect(check(wrong, plan(wrong, { iterations: 50 }))).toEqual([]);
  });
});
