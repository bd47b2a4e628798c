import { systemActor } from '../../src/auth/actor.js';
import { Job, JobStatus, type Technician } from '../../src/dispatch/dispatch.entity.js';
import { staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aTechnician } from '../support/builders/dispatch.js';
import { as, type Feed } from '../support/graph.js';

const DAY = '2026-11-23';
const SCREENS = 50;
const ROUNDS = 6;
const AT_ONCE = 20;
const FIELDS = 'id version startsAt durationMinutes status technician { id }';
const BOARD = `query { dispatchDay(day: "${DAY}") { jobs { ${FIELDS} } unassigned { ${FIELDS} } } }`;
const WATCH = `subscription { dispatchDayChanged(day: "${DAY}") { jobId job { ${FIELDS} } } }`;
const MOVE = `mutation ($id: ID!, $version: Int!, $technicianId: ID!, $startsAt: DateTime!) { moveJob(id: $id, version: $version, technicianId: $technicianId, startsAt: $startsAt) { __typename ... on Job { id version } ... on JobMoved { changedBy job { ${FIELDS} } } } }`;
const UNASSIGN = 'mutation ($id: ID!, $version: Int!) { unassignJob(id: $id, version: $version) { __typename ... on Job { id version } ... on JobMoved { changedBy } } }';

interface Seen { readonly id: string; readonly version: number }
type Change = { readonly jobId: string; readonly job: Seen | null };

let app: TestApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.close());

/** A board as a screen builds it: what it loaded, and every change that is newer than what it knows. */
function screenOf(loaded: readonly Seen[], feed: Feed): Map<string, Seen> {
  const known = new Map(loaded.map((job) => [job.id, job]));
  for (const { data } of feed.received) {
    const { jobId, job } = (data as unknown as { dispatchDayChanged: Change }).dispatchDayChanged;
    if (job && job.version >= (known.get(jobId)?.version ?? 0)) known.set(jobId, job);
  }
  return known;
}

it('fifty dispatchers’ screens show the same board after bursts of twenty moves at once, and nothing is overwritten', async () => {
  const { id: tenantId } = await aTenant(app);
  const customer = await aCustomer(app, tenantId);
  const people: Technician[] = [];
  for (let i = 0; i < 6; i++) people.push(await aTechnician(app, tenantId, { name: `Technicien ${i}` }));
  const jobs = await app.db.tx(systemActor(tenantId), () => app.db.repo(Job).save(Array.from({ length: 24 }, (_, i) => Object.assign(new Job(), { number: `J-${i}`, title: 'Visite', customerId: customer.id, day: DAY, durationMinutes: 45, version: 1, status: JobStatus.OPEN }))));
  const dispatchers = Array.from({ length: 5 }, (_, i) => as(app, staffOf(tenantId, 'dispatcher', { name: `Dispatcher ${i}` })));
  const feeds = await Promise.all(Array.from({ length: SCREENS }, (_, i) => dispatchers[i % dispatchers.length]!.subscribe(WATCH)));
  const { dispatchDay } = await dispatchers[0]!.run(BOARD);
  const loaded = [...dispatchDay.jobs, ...dispatchDay.unassigned] as Seen[];
  const versions = new Map(jobs.map(({ id }) => [id, 1]));
  let made = 0;
  let refused = 0;
  for (let round = 0; round < ROUNDS; round++) {
    // Sixteen visits for twenty moves: some are moved twice at once, from the same version, and one of the two must hear so.
    const moves = Array.from({ length: AT_ONCE }, async (_, i) => {
      const { id } = jobs[(round * 7 + (i % 16)) % jobs.length]!;
      const who = dispatchers[i % dispatchers.length]!;
      const version = versions.get(id)!;
      const startsAt = new Date(Date.parse(`${DAY}T13:00:00Z`) + ((round * 5 + i) % 24) * 900_000).toISOString();
      const answer = round > 2 && i === 3 ? (await who.run(UNASSIGN, { id, version })).unassignJob : (await who.run(MOVE, { id, version, technicianId: people[(round + i) % people.length]!.id, startsAt })).moveJob;
      return { id, answer };
    });
    const answers = await Promise.all(moves);
    for (const { id, answer } of answers) if (answer.__typename === 'Job') versions.set(id, Math.max(versions.get(id)!, answer.version));
    made += answers.filter(({ answer }) => answer.__typename === 'Job').length;
    refused += answers.filter(({ answer }) => answer.__typename === 'JobMoved' && answer.changedBy.startsWith('Dispatcher')).length;
  }
  expect(made + refused).toBe(ROUNDS * AT_ONCE);
  expect(refused).toBe(ROUNDS * 4);
  // Every accepted move is one version, so nothing was lost.
  expect([...versions.values()].reduce((sum, version) => sum + version - 1, 0)).toBe(made);

  const isCurrent = (feed: Feed) => [...screenOf(loaded, feed).values()].every(({ id, version }) => version === versions.get(id));
  for (let tries = 0; tries < 600 && !feeds.every(isCurrent); tries++) await new Promise((resolve) => setTimeout(resolve, 100));
  const { dispatchDay: now } = await dispatchers[0]!.run(BOARD);
  const truth = new Map(([...now.jobs, ...now.unassigned] as Seen[]).map((job) => [job.id, job]));
  expect(truth.size).toBe(jobs.length);
  for (const feed of feeds) expect(Object.fromEntries(screenOf(loaded, feed))).toEqual(Object.fromEntries(truth));
  await Promise.all(feeds.map((feed) => feed.close()));
}, 120_000);
