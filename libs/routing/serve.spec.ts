import { Worker } from 'node:worker_threads';
import { explain, plan, type Plan, type Problem, remote, slots } from './routing.ts';

const problem: Problem = {
  travel: { places: 3, slices: [{ from: 0, seconds: [0, 600, 900, 600, 0, 400, 900, 400, 0] }] },
  technicians: [{ id: 'a', shifts: [{ from: 0, to: 30_000, start: 0 }] }],
  jobs: [{ id: 'x', place: 1, seconds: 600 }, { id: 'y', place: 2, seconds: 600 }],
};
const { elapsed: _, ...here } = plan(problem, { iterations: 50 });

describe('planning in another thread', () => {
  let worker: Worker;
  beforeAll(() => {
    const library = JSON.stringify(new URL('./routing.ts', import.meta.url).href);
    worker = new Worker(`import(${library}).then(({ serve }) => serve(require('node:worker_threads').parentPort));`, { eval: true });
  });
  afterAll(async () => void (await worker.terminate()));

  it('gives the plan it would give here', async () => {
    expect(await remote(worker)(problem, { iterations: 50 })).toMatchObject(here);
  });

  it('tells of better plans on the way', async () => {
    const told: Plan[] = [];
    const made = await remote(worker)(problem, { iterations: 200, from: [{ job: 'x', technician: 'a', start: 0 }], every: 0, onImprovement: (better) => told.push(better) });
    for (const better of told) expect(better.cost).toBeGreaterThanOrEqual(made.cost);
    expect(made.cost).toBe(here.cost);
  });

  it('ends at once when it is called off, with the best plan so far', async () => {
    const calledOff = new AbortController();
    const asked = remote(worker)(problem, { seconds: 600, signal: calledOff.signal });
    calledOff.abort();
    expect((await asked).unassigned).toEqual([]);
  });

  it('explains and offers slots as here', async () => {
    const there = remote(worker);
    const made = plan(problem, { iterations: 50 });
    expect(await there.explain(problem, made, ['x', 'y'])).toEqual([explain(problem, made, 'x'), explain(problem, made, 'y')]);
    expect(await there.slots(problem, made, 'x', [{ from: 0, to: 5_000 }])).toEqual(slots(problem, made, 'x', [{ from: 0, to: 5_000 }]));
  });

  it('says what is wrong with a problem that cannot be read', async () => {
    await expect(remote(worker)({ ...problem, travel: { places: 3, slices: [{ from: 0, seconds: [0] }] } })).rejects.toMatchObject({ name: 'RoutingError' });
  });
});
