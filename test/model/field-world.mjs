// The rules of both sides, as they run: the phone's from the screens, the server's from the server. What is modelled here is only
// what lies between them: memory that a dying phone loses, a database that stays, a network, several people, and a clock.
import { acknowledge, forgettable, hasLostCount, notBefore, pendingOf, renumber, restored, sendable, undecidedOf, unfinished } from '../../frontend/src/app/core/offline/log-rules.ts';
import { countedTo, happenedAt, isTooOld, replayStep } from '../../backend/src/field/replay-step.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-11-21T12:00:00Z');

/** The server: phones, answers that never change, visits, and what was really done, in its order. */
export class Server {
  now = START;
  phones = new Map();
  answers = new Map();
  effects = [];
  visits = new Map();

  /** As the replay does it: in order of number, each with its record, until one is missing. */
  replay(technician, deviceId, phoneClock, sent) {
    const phone = this.phones.get(deviceId) ?? { technician, lastSeq: 0 };
    if (phone.technician !== technician) return null;
    this.phones.set(deviceId, phone);
    const said = [];
    for (const command of [...sent].sort((a, b) => a.seq - b.seq)) {
      const { commandId, seq } = command;
      const known = this.answers.get(commandId) ?? null;
      const step = replayStep(phone, technician, seq, known);
      if (step === 'wait') break;
      if (step === 'refuse') said.push({ commandId, seq, result: 'REFUSED', problem: { type: 'NumberUsed', message: '' } });
      else if (step === 'repeat') {
        phone.lastSeq = countedTo(phone.lastSeq, seq);
        said.push({ ...known.answer, seq });
      } else {
        const answer = this.done(technician, command, phoneClock);
        this.answers.set(commandId, { commandId, deviceId, technicianId: technician, answer });
        phone.lastSeq = seq;
        said.push(answer);
      }
    }
    return said;
  }

  done(technician, { commandId, seq, kind, payload, occurredAt }, phoneClock) {
    const { at } = happenedAt(new Date(occurredAt), new Date(this.now), new Date(phoneClock));
    const answer = (result, type) => ({ commandId, seq, result, problem: type ? { type, message: type } : null });
    if (at.getTime() > this.now) throw new Error('something was done in the future');
    if (kind !== 'conflict.settle' && isTooOld(at, new Date(this.now))) return answer('CONFLICT', 'TooOld');
    const visit = this.visits.get(payload.jobId);
    if (kind !== 'conflict.settle' && visit.technician !== technician) return answer('CONFLICT', 'JobMoved');
    if (kind === 'job.complete' && visit.over) return answer('CONFLICT', 'JobAlreadyDone');
    if (payload.photoId && !this.pictures.has(payload.photoId)) return answer('REFUSED', 'PhotoMissing');
    if (kind === 'job.complete') visit.over = true;
    this.effects.push({ commandId, technician, kind });
    return answer('APPLIED');
  }

  pictures = new Set();
}

/** A phone: what its database holds for each technician, what is sealed on it, and what its tabs have in memory. */
export class Phone {
  databases = new Map();
  sealed = [];
  signedIn = null;
  clockOff = 0;
  flying = [];
  full = false;
  captured = [];

  constructor(server, name, locks) {
    Object.assign(this, { server, name, locks });
  }

  get clock() {
    return new Date(this.server.now + this.clockOff);
  }

  database(technician = this.signedIn) {
    if (!this.databases.has(technician)) this.databases.set(technician, { phone: { deviceId: this.newName(), nextSeq: 1 }, commands: [], pictures: new Set(), askedAt: this.clock.toISOString() });
    return this.databases.get(technician);
  }

  /** Without any order: a database gives actions back by id, and nothing may lean on the order they were made in. */
  newId() {
    return `${((this.captured.length + 1) * 7_919) % 10_007}-${this.name}${this.captured.length}`;
  }

  newName() {
    return `${this.name}/${(this.names = (this.names ?? 0) + 1)}`;
  }

  /** Number and action in one transaction; a full phone refuses both, and the person is told. */
  act(kind, jobId, withPicture) {
    if (!this.signedIn || this.full) return;
    const db = this.database();
    const commandId = this.newId();
    const payload = { jobId, ...(withPicture && { photoId: `picture of ${commandId}` }) };
    db.commands = [...db.commands, { commandId, seq: db.phone.nextSeq, kind, payload, occurredAt: this.clock.toISOString() }];
    db.phone = { ...db.phone, nextSeq: db.phone.nextSeq + 1 };
    if (withPicture) db.pictures.add(payload.photoId);
    this.captured.push({ commandId, technician: this.signedIn, kind });
  }

  sendPictures(how) {
    if (!this.signedIn) return;
    const db = this.database();
    const [first] = db.pictures;
    if (!first || how === 'lost') return;
    this.server.pictures.add(first);
    if (how === 'heard') db.pictures.delete(first);
  }

  /** A tab takes what may travel; with locks only one tab at a time. What is sealed comes first, so it must be open. */
  take() {
    if (!this.signedIn || this.sealed.some(({ technician }) => technician === this.signedIn)) return;
    if (this.locks && this.flying.length) return;
    const db = this.database();
    const sent = sendable(db.commands, db.pictures);
    if (sent.length) this.flying.push({ technician: this.signedIn, deviceId: db.phone.deviceId, clock: this.clock, sent, answers: null });
  }

  /** What arrives may have a hole, where `missing` says. */
  arrive(which, missing = -1) {
    const flight = this.flying[which % (this.flying.length || 1)];
    if (flight) flight.answers = this.server.replay(flight.technician, flight.deviceId, flight.clock, flight.sent.filter((_, i) => i !== missing));
  }

  hear(which) {
    const [flight] = this.flying.splice(which % (this.flying.length || 1), 1);
    if (!flight?.answers || flight.technician !== this.signedIn) return;
    const db = this.database();
    const now = notBefore(this.clock, [db.askedAt]);
    const log = acknowledge(db.commands, flight.answers, now);
    const forget = forgettable(log, now);
    if (!hasLostCount(flight.sent, flight.answers)) db.commands = log.filter((one) => !forget.includes(one));
    else {
      db.commands = renumber(log);
      db.phone = { deviceId: this.newName(), nextSeq: pendingOf(db.commands).length + 1 };
    }
  }

  /** The system ends the browser: what was in memory is gone. */
  die() {
    this.flying = [];
  }

  settle() {
    if (!this.signedIn || this.full) return;
    const db = this.database();
    const [open] = undecidedOf(db.commands);
    if (!open) return;
    const told = { commandId: this.newId(), seq: db.phone.nextSeq, kind: 'conflict.settle', payload: { commandId: open.commandId }, occurredAt: this.clock.toISOString() };
    db.commands = [...db.commands.map((one) => (one === open ? { ...one, settled: 'ASK_DISPATCHER' } : one)), told];
    db.phone = { ...db.phone, nextSeq: db.phone.nextSeq + 1 };
    this.captured.push({ commandId: told.commandId, technician: this.signedIn, kind: told.kind });
  }

  signOut() {
    for (const [technician, { commands, pictures }] of this.databases) {
      const kept = unfinished(commands);
      if (kept.length) this.sealed.push({ technician, commands: kept, pictures: new Set(pictures) });
    }
    this.databases.clear();
    this.die();
    this.signedIn = null;
  }

  signIn(technician) {
    if (this.signedIn !== technician) this.signOut();
    this.signedIn = technician;
  }

  /** What was sealed for whoever is signed in comes back; a phone that dies before the box is thrown away opens it again. */
  unseal(diesBetween) {
    if (!this.signedIn) return;
    for (const box of [...this.sealed].reverse()) {
      if (box.technician !== this.signedIn) continue;
      const db = this.database();
      db.commands = restored(box.commands, db.commands);
      for (const picture of box.pictures) db.pictures.add(picture);
      db.phone = { deviceId: this.newName(), nextSeq: pendingOf(db.commands).length + 1 };
      if (diesBetween) return this.die();
      this.sealed.splice(this.sealed.indexOf(box), 1);
    }
  }

  /** As a database keeps them: by id. */
  sortById() {
    for (const db of this.databases.values()) db.commands = [...db.commands].sort((a, b) => (a.commandId < b.commandId ? -1 : 1));
  }

  /** Every action that is on this phone, readable or not. */
  held() {
    return new Set([...[...this.databases.values()].flatMap(({ commands }) => commands), ...this.sealed.flatMap(({ commands }) => commands)].map(({ commandId }) => commandId));
  }
}

/** Lets a phone and the server come together until nothing waits; says how many rounds it took. */
export function comeTogether(phone, technicians) {
  phone.full = false;
  let rounds = 0;
  for (const technician of technicians) {
    phone.signIn(technician);
    phone.unseal(false);
    for (; pendingOf(phone.database().commands).length && rounds < 200; rounds++) {
      for (const picture of [...phone.database().pictures]) phone.sendPictures('heard', picture);
      phone.flying = [];
      phone.take();
      phone.arrive(0);
      phone.hear(0);
    }
    phone.waiting = (phone.waiting ?? 0) + pendingOf(phone.database().commands).length;
  }
  return rounds;
}

export { DAY };
