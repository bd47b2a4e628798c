import { check, explain, plan, price, slots, type Problem } from './routing.ts';

const H = 3_600;
/** Places on a line, ten minutes apart. */
const line = (places: number) => Int32Array.from({ length: places * places }, (_, i) => 600 * Math.abs(Math.floor(i / places) - (i % places)));
const day = { from: 8 * H, to: 16 * H };
const problem: Problem = {
  travel: { places: 6, slices: [{ from: 0, seconds: line(6) }] },
  technicians: [
    { id: 'marie', skills: { fibre: 3 }, shifts: [{ ...day, start: 0, lunch: { from: 12 * H, to: 13 * H, seconds: 1_800 } }] },
    { id: 'luc', skills: { copper: 2 }, shifts: [{ ...day, start: 5 }] },
  ],
  jobs: [
    { id: 'a', place: 1, seconds: H, skills: { fibre: 2 } },
    { id: 'b', place: 2, seconds: H, windows: [{ from: 9 * H, to: 10 * H }, { from: 14 * H, to: 15 * H }] },
    { id: 'c', place: 4, seconds: H, skills: { copper: 1 } },
    { id: 'd', place: 3, seconds: H, skills: { copper: 3 } },
    { id: 'e', place: 3, seconds: H, crew: 2 },
  ],
};

describe('plan', () => {
  const made = plan(problem, { iterations: 300, seed: 3 });

  it('gives every job that can be done to somebody who can', () => {
    expect(check(problem, made)).toEqual([]);
    expect(made.unassigned).toEqual([{ job: 'd', reason: { code: 'SKILL_LEVEL', about: 'copper', needs: 3, has: 2 } }]);
    expect(made.routes.map(({ technician, stops }) => [technician, stops.map(({ job }) => job).sort()])).toEqual([['marie', ['a', 'b', 'e']], ['luc', ['c', 'e']]]);
    expect(made.parts.travel).toBe(6 * 600 + 4 * 600);
  });

  it('says what a change would cost before it is made', () => {
    const priced = price(problem, made, { job: 'b', to: { technician: 'luc' } });
    expect(priced).toMatchObject({ feasible: true, reason: null, cost: 1_200, travel: 1_200 });
    expect(price(problem, made, { job: 'a', to: { technician: 'luc' } })).toMatchObject({ feasible: false, reason: { code: 'SKILL_MISSING', about: 'fibre' } });
  });

  it('explains who could and who could not', () => {
    expect(explain(problem, made, 'a')).toMatchObject({ technicians: ['marie'], verdicts: [{ technician: 'marie', dearer: 0 }, { technician: 'luc', reason: { code: 'SKILL_MISSING' } }] });
    expect(explain(problem, made, 'd').leftOut).toEqual({ code: 'SKILL_LEVEL', about: 'copper', needs: 3, has: 2 });
  });

  it('offers the cheapest windows first', () => {
    const offers = slots(problem, made, 'b', [{ from: 14 * H, to: 15 * H }, { from: 9 * H, to: 10 * H }]);
    expect(offers).toHaveLength(2);
    expect(offers[0]!.cost).toBeLessThanOrEqual(offers[1]!.cost);
    for (const { window, start } of offers) expect(start >= window.from && start <= window.to).toBe(true);
  });
});
