// A model test: the real rules of phone and server through schedules of everything that can go wrong between them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { comeTogether, DAY, Phone, Server } from './field-world.mjs';

const SCHEDULES = Number(process.env.SCHEDULES ?? 12_000);
const PEOPLE = ['Marc', 'Chloé'];
const VISITS = ['j1', 'j2', 'j3'];

const which = fc.nat(3);
const on = (step) => fc.record({ phone: fc.nat(1), ...step });
const step = fc.oneof(
  { weight: 8, arbitrary: on({ do: fc.constant('act'), kind: fc.constantFrom('job.note', 'job.tick', 'job.travel', 'job.complete'), visit: fc.constantFrom(...VISITS), picture: fc.boolean() }) },
  { weight: 6, arbitrary: on({ do: fc.constant('take') }) },
  { weight: 6, arbitrary: on({ do: fc.constant('arrive'), which, missing: fc.integer({ min: -12, max: 3 }) }) },
  { weight: 5, arbitrary: on({ do: fc.constant('hear'), which }) },
  { weight: 3, arbitrary: on({ do: fc.constant('picture'), how: fc.constantFrom('heard', 'unheard', 'lost') }) },
  { weight: 2, arbitrary: on({ do: fc.constantFrom('die', 'settle', 'full', 'room', 'sign out', 'unseal', 'unseal and die') }) },
  { weight: 2, arbitrary: on({ do: fc.constant('sign in'), who: fc.constantFrom(...PEOPLE) }) },
  { weight: 1, arbitrary: on({ do: fc.constant('clock'), off: fc.constantFrom(-DAY, 0, DAY) }) },
  { weight: 1, arbitrary: on({ do: fc.constant('time'), ms: fc.constantFrom(60_000, DAY / 3, 3 * DAY, 31 * DAY) }) },
  { weight: 2, arbitrary: on({ do: fc.constant('office'), visit: fc.constantFrom(...VISITS), who: fc.constantFrom(...PEOPLE), cancel: fc.boolean() }) },
  { weight: 1, arbitrary: on({ do: fc.constant('the server forgets the phone') }) },
);

function play(steps, locks) {
  const server = new Server();
  for (const [i, visit] of VISITS.entries()) server.visits.set(visit, { technician: PEOPLE[i % 2], over: false });
  const phones = [new Phone(server, 'A', locks), new Phone(server, 'B', locks)];
  for (const [i, phone] of phones.entries()) phone.signIn(PEOPLE[i]);
  for (const one of steps) {
    const phone = phones[one.phone];
    if (one.do === 'act') phone.act(one.kind, one.visit, one.picture);
    else if (one.do === 'take') phone.take();
    else if (one.do === 'arrive') phone.arrive(one.which, one.missing);
    else if (one.do === 'hear') phone.hear(one.which);
    else if (one.do === 'picture') phone.sendPictures(one.how);
    else if (one.do === 'die') phone.die();
    else if (one.do === 'settle') phone.settle();
    else if (one.do === 'full' || one.do === 'room') phone.full = one.do === 'full';
    else if (one.do === 'sign out') phone.signOut();
    else if (one.do === 'sign in') phone.signIn(one.who);
    else if (one.do === 'unseal' || one.do === 'unseal and die') phone.unseal(one.do !== 'unseal');
    else if (one.do === 'clock') phone.clockOff = one.off;
    else if (one.do === 'time') server.now += one.ms;
    else if (one.do === 'office') Object.assign(server.visits.get(one.visit), one.cancel ? { over: true } : { technician: one.who });
    else for (const name of server.phones.keys()) if (name.startsWith(phone.name)) server.phones.delete(name);
    for (const each of phones) each.sortById();
    check(server, phones);
  }
  return { server, phones };
}

/** At every moment: what was captured is on the phone or was answered, nothing was done twice, and nobody's work lies open for another. */
function check(server, phones) {
  assert.equal(new Set(server.effects.map(({ commandId }) => commandId)).size, server.effects.length, 'done twice');
  for (const { answer } of server.answers.values()) assert.notEqual(answer.problem?.type, 'PhotoMissing', 'an action overtook its picture');
  for (const phone of phones) {
    const held = phone.held();
    for (const { commandId } of phone.captured) assert.ok(held.has(commandId) || server.answers.has(commandId), `${commandId} is lost`);
    for (const { commands } of phone.databases.values()) assert.equal(new Set(commands.map(({ commandId }) => commandId)).size, commands.length, 'kept twice');
    for (const technician of phone.databases.keys()) assert.equal(technician, phone.signedIn, 'somebody else’s work is readable');
    for (const { commands } of phone.databases.values()) for (const { commandId, answer } of commands) {
      if (answer) assert.deepEqual({ ...answer, seq: 0 }, { ...server.answers.get(commandId).answer, seq: 0 }, 'an answer changed');
    }
  }
}

for (const locks of [true, false]) {
  test(`nothing is lost, doubled, overtaken or left readable, ${locks ? 'one tab sending at a time' : 'several tabs sending at once'}`, () => {
    let actions = 0;
    fc.assert(fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const { server, phones } = play(steps, locks);
      for (const phone of phones) {
        comeTogether(phone, PEOPLE);
        assert.equal(phone.waiting, 0, 'something is stuck');
        actions += phone.captured.length;
      }
      check(server, phones);
      for (const { captured } of phones) for (const technician of PEOPLE) {
        const own = captured.filter((one) => one.technician === technician).map(({ commandId }) => commandId);
        for (const id of own) assert.ok(server.answers.has(id), `${id} was never answered`);
        const done = server.effects.map(({ commandId }) => commandId).filter((id) => own.includes(id));
        assert.deepEqual(done, own.filter((id) => done.includes(id)), 'done in another order than it was captured');
      }
    }), { numRuns: SCHEDULES / 2 });
    assert.ok(actions > SCHEDULES, 'the schedules hold actions');
  });
}
