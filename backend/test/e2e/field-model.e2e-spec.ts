import fc from 'fast-check';
import { systemActor } from '../../src/auth/actor.js';
import { FieldCommand, FieldPhone } from '../../src/field/field.entity.js';
import { JobHistory } from '../../src/dispatch/dispatch.entity.js';
import { staffOf, technicianOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aTechnician } from '../support/builders/dispatch.js';
import { aPhone, type PhoneAnswer, type PhoneCommand } from '../support/builders/field.js';
import { as } from '../support/graph.js';

const KINDS = ['job.note', 'job.travel', 'job.arrive', 'job.complete'] as const;
const step = fc.oneof(
  fc.record({ do: fc.constant('act' as const), phone: fc.nat(1), kind: fc.constantFrom(...KINDS) }),
  fc.record({ do: fc.constantFrom('send' as const, 'send without hearing' as const, 'send all again, in disorder' as const, 'send twice at once' as const), phone: fc.nat(1) }),
  fc.record({ do: fc.constant('the office edits' as const), phone: fc.constant(0) }),
);

let app: TestApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.close());

/** A phone in the model: everything captured on it, and what it has heard about. */
class Carried {
  readonly captured: PhoneCommand[] = [];
  readonly heard = new Map<string, PhoneAnswer>();

  constructor(readonly phone: ReturnType<typeof aPhone>) {}

  get pending(): PhoneCommand[] {
    return this.captured.filter(({ commandId }) => !this.heard.has(commandId));
  }

  hear(answers: readonly PhoneAnswer[]): void {
    for (const answer of answers) {
      const before = this.heard.get(answer.commandId);
      if (before) expect(answer).toEqual(before); // an answer never changes
      this.heard.set(answer.commandId, answer);
    }
  }
}

it('loses nothing and does nothing twice, whatever two phones, the network and the office do', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
    const { id: tenantId } = await aTenant(app);
    const marc = await aTechnician(app, tenantId);
    const customer = await aCustomer(app, tenantId);
    const office = as(app, staffOf(tenantId, 'dispatcher'));
    const { createJob: job } = await office.run('mutation ($c: ID!) { createJob(input: { customerId: $c, title: "Signal" }) { ... on Job { id } } }', { c: customer.id });
    await office.run('mutation ($id: ID!, $t: ID!) { scheduleJob(id: $id, version: 1, technicianId: $t, startsAt: "2026-11-23T14:00:00Z") { __typename } }', { id: job.id, t: marc.id });
    const actor = technicianOf(tenantId, marc.id);
    const phones = [new Carried(aPhone(app, actor)), new Carried(aPhone(app, actor))];
    const rows = () => app.db.tx(systemActor(tenantId), async () => ({ commands: await app.db.repo(FieldCommand).find(), history: await app.db.repo(JobHistory).find(), phones: await app.db.repo(FieldPhone).find() }));

    for (const { phone: which, ...what } of steps) {
      const carried = phones[which]!;
      if (what.do === 'act') carried.captured.push(carried.phone.did(what.kind, { jobId: job.id, text: 'x', outcome: 'Fait.' }));
      else if (what.do === 'send') carried.hear(await carried.phone.send(carried.pending));
      else if (what.do === 'send without hearing') await carried.phone.send(carried.pending);
      else if (what.do === 'send all again, in disorder') carried.hear(await carried.phone.send([...carried.captured].reverse()));
      else if (what.do === 'send twice at once') for (const answers of await Promise.all([carried.phone.send(carried.pending), carried.phone.send(carried.pending)])) carried.hear(answers);
      else await office.run('mutation ($id: ID!, $v: Int!) { updateJob(id: $id, version: $v, input: { title: "Signal faible" }) { __typename } }', { id: job.id, v: 2 });
      const { commands } = await rows();
      for (const { captured, heard, pending } of phones) expect(captured).toHaveLength(heard.size + pending.length);
      for (const { heard } of phones) for (const id of heard.keys()) expect(commands.some(({ commandId }) => commandId === id)).toBe(true);
    }
    for (const carried of phones) carried.hear(await carried.phone.send(carried.pending));

    const { commands, history, phones: known } = await rows();
    expect(phones.flatMap(({ pending }) => pending)).toEqual([]);
    expect(commands.map(({ commandId }) => commandId).sort()).toEqual(phones.flatMap(({ captured }) => captured.map(({ commandId }) => commandId)).sort());
    const done = { 'job.note': 'noted', 'job.travel': 'en_route', 'job.arrive': 'arrived', 'job.complete': 'completed' };
    for (const kind of KINDS) expect(history.filter(({ what }) => what === done[kind])).toHaveLength(commands.filter((command) => command.kind === kind && command.result === 'APPLIED').length);
    for (const { phone, captured } of phones) expect(known.find(({ deviceId }) => deviceId === phone.deviceId)!.lastSeq).toBe(captured.length);
  }), { numRuns: 25 });
}, 120_000);

/** Phones and actions of each; `npm run bench:field` asks for 20x500, a whole day of a whole crew. */
const [PHONES, ACTIONS] = (process.env['FIELD_CROWD'] ?? '4x30').split('x').map(Number) as [number, number];
const MOST_AT_ONCE = 200;

it('takes a crew back after a day without signal: each action answered once, what met another fact kept apart, every phone told the same', async () => {
  const { id: tenantId } = await aTenant(app);
  const office = as(app, staffOf(tenantId, 'dispatcher'));
  const customer = await aCustomer(app, tenantId);
  const crew = await Promise.all(Array.from({ length: PHONES }, (_, i) => aTechnician(app, tenantId, { name: `Équipe ${i}` })));
  const people = crew.map(({ id, name }) => {
    const actor = technicianOf(tenantId, id, { name });
    return { id, actor, phone: aPhone(app, actor), captured: [] as PhoneCommand[], job: '' };
  });
  for (const person of people) {
    const { createJob: job } = await office.run('mutation ($c: ID!) { createJob(input: { customerId: $c, title: "Signal" }) { ... on Job { id } } }', { c: customer.id });
    await office.run('mutation ($id: ID!, $t: ID!) { scheduleJob(id: $id, version: 1, technicianId: $t, startsAt: "2026-11-23T14:00:00Z") { __typename } }', { id: job.id, t: person.id });
    person.job = job.id as string;
  }
  for (const [i, person] of people.entries()) {
    person.captured.push(person.phone.did('job.travel', { jobId: person.job }), person.phone.did('job.arrive', { jobId: person.job }));
    while (person.captured.length < ACTIONS) person.captured.push(person.phone.did('job.note', { jobId: person.job, text: `note ${person.captured.length}` }));
    // Meanwhile the office gives every second visit to somebody else.
    if (i % 2) await office.run('mutation ($id: ID!, $t: ID!) { scheduleJob(id: $id, version: 2, technicianId: $t, startsAt: "2026-11-23T15:00:00Z") { __typename } }', { id: person.job, t: people[(i + 1) % PHONES]!.id });
  }
  const began = performance.now();
  const answers = await Promise.all(people.map(async ({ phone, captured }) => {
    const heard: PhoneAnswer[] = [];
    for (let from = 0; from < captured.length; from += MOST_AT_ONCE) {
      const part = captured.slice(from, from + MOST_AT_ONCE);
      await phone.send(part); // the answer is lost on its way
      heard.push(...(await phone.send(part)));
    }
    return heard;
  }));
  if (process.env['FIELD_CROWD']) process.stdout.write(`${PHONES} phones with ${ACTIONS} actions each, every answer lost once: ${Math.round(performance.now() - began)} ms\n`);

  for (const [i, { captured }] of people.entries()) {
    expect(answers[i]!.map(({ commandId }) => commandId)).toEqual(captured.map(({ commandId }) => commandId));
    expect(new Set(answers[i]!.map(({ result }) => result))).toEqual(new Set([i % 2 ? 'CONFLICT' : 'APPLIED']));
  }
  const { commands, history } = await app.db.tx(systemActor(tenantId), async () => ({ commands: await app.db.repo(FieldCommand).count(), history: await app.db.repo(JobHistory).findBy({ what: 'noted' }) }));
  expect(commands).toBe(PHONES * ACTIONS);
  for (const [i, { job }] of people.entries()) expect(history.filter(({ jobId }) => jobId === job)).toHaveLength(i % 2 ? 0 : ACTIONS - 2);
  const seen = await Promise.all(people.map(async ({ actor }) => (await as(app, actor).run('query { fieldDay(day: "2026-11-23") { jobs { id version status } } }')).fieldDay.jobs as { id: string; version: number; status: string }[]));
  const { jobs } = await office.run('{ jobs(first: 100, filter: {}) { nodes { id version status } } }') as { jobs: { nodes: { id: string; version: number; status: string }[] } };
  for (const job of seen.flat()) expect(jobs.nodes).toContainEqual(job);
  expect(seen.flat()).toHaveLength(PHONES);
}, process.env['FIELD_CROWD'] ? 600_000 : 120_000);
