import { Injectable } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { In } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { JobAlreadyDone, JobMoved } from '../dispatch/dispatch.results.js';
import { Clock } from '../platform/clock.js';
import { asksForAnotherTry, Db } from '../platform/db/db.js';
import { EXPECTED_CODES, NotFoundError } from '../platform/graphql/errors.js';
import type { Problem } from '../platform/graphql/problem.js';
import { fieldAction, PayloadError, type FieldAction } from './command-payload.js';
import { FieldActionsService } from './field-actions.service.js';
import { CommandResult, FieldCommand, FieldPhone } from './field.entity.js';
import type { FieldCommandInput, ReplayArgs } from './field.inputs.js';
import type { CommandAnswer, CommandProblem } from './field.results.js';
import { countedTo, happenedAt, isTooOld, replayStep } from './replay-step.js';
import { asksForNothing, numberUsed, payloadRefused, tooOld } from './replay-texts.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Outcome = Pick<CommandAnswer, 'result' | 'problem'>;

/** Why a command was not done; thrown so that nothing of it remains, and recorded afterwards. */
class NotDone extends Error {
  constructor(readonly outcome: Outcome) {
    super(outcome.problem?.type);
  }
}

/** What came of a few commands; with `failure` those behind it were not looked at. */
interface Together {
  readonly answered: readonly CommandAnswer[];
  readonly failure?: { readonly error: unknown } | undefined;
}

/** So many commands share a transaction: fewer commits, and locks that are soon let go. */
const TOGETHER = 25;

const DONE: Outcome = { result: CommandResult.APPLIED, problem: null };

/** Does what phones recorded without signal: in their order, each once, with an answer for each that never changes. */
@Injectable()
export class ReplayService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly actions: FieldActionsService,
  ) {}

  /** Answers the commands that could be answered: from the first missing number on the phone keeps them and sends again. */
  async replay(me: Actor, { deviceId, appVersion, pending, phoneClock, commands }: ReplayArgs): Promise<CommandAnswer[]> {
    await this.greet(me, deviceId, appVersion, pending);
    const sorted = [...commands].sort((a, b) => a.seq - b.seq);
    const answers: CommandAnswer[] = [];
    for (let from = 0; from < sorted.length; from += TOGETHER) {
      const part = sorted.slice(from, from + TOGETHER);
      const { answered, failure } = await this.together(me, deviceId, part, phoneClock ?? undefined);
      answers.push(...answered);
      if (failure) throw failure.error; // what was done before it stays done, and is answered when the phone sends again
      if (answered.length < part.length) break;
    }
    return answers;
  }

  /** A phone belongs to whoever first signed in on it. */
  private greet(me: Actor, deviceId: string, appVersion: string, pending: number): Promise<void> {
    return this.db.tx(me, async () => {
      await this.db.repo(FieldPhone).createQueryBuilder().insert().values({ deviceId, technicianId: me.technicianId!, appVersion }).orIgnore().execute();
      const { affected } = await this.db.repo(FieldPhone).update({ deviceId, technicianId: me.technicianId! }, { appVersion, pending, lastContactAt: this.clock.now() });
      if (!affected) throw new NotFoundError();
    });
  }

  /** A few commands of a phone in one transaction, each effect with its record or not at all: a crash loses none that was answered. */
  private together(me: Actor, deviceId: string, commands: readonly FieldCommandInput[], phoneClock?: Date): Promise<Together> {
    return this.db.tx(me, async () => {
      const phone = await this.db.repo(FieldPhone).findOneOrFail({ where: { deviceId, technicianId: me.technicianId! }, lock: { mode: 'pessimistic_write' } });
      const rows = await this.db.repo(FieldCommand).findBy({ commandId: In(commands.map(({ commandId }) => commandId)) });
      const known = new Map(rows.map((row) => [row.commandId, row]));
      const answered: CommandAnswer[] = [];
      let { lastSeq } = phone;
      let failure: Together['failure'];
      for (const command of commands) {
        const { commandId, seq } = command;
        const same = known.get(commandId) ?? null;
        const step = replayStep({ lastSeq }, me.technicianId!, seq, same);
        if (step === 'wait') break;
        if (step === 'refuse') answered.push({ commandId, seq, result: CommandResult.REFUSED, problem: numberUsed(me.locale) });
        else if (step === 'repeat') {
          lastSeq = countedTo(lastSeq, seq);
          answered.push({ commandId, seq, result: same!.result, problem: same!.problem as CommandProblem | null });
        } else {
          const row = await this.done(me, deviceId, command, phoneClock).catch((error: unknown) => {
            if (asksForAnotherTry(error)) throw error;
            failure = { error };
          });
          if (!row) break;
          lastSeq = seq;
          known.set(commandId, row);
          answered.push({ commandId, seq, result: row.result, problem: row.problem as CommandProblem | null });
        }
      }
      if (lastSeq !== phone.lastSeq) await this.db.repo(FieldPhone).update(phone.id, { lastSeq });
      return { answered, failure };
    });
  }

  /** The effect of a command, or why there is none, and its record. */
  private async done(me: Actor, deviceId: string, command: FieldCommandInput, phoneClock?: Date): Promise<FieldCommand> {
    const { commandId, seq, kind, payload, occurredAt } = command;
    const { result, problem } = await this.outcome(me, command, phoneClock);
    const row = Object.assign(new FieldCommand(), { commandId, deviceId, seq, kind, payload: payload as object, occurredAt, technicianId: me.technicianId!, result, problem: problem as object | null });
    await this.db.repo(FieldCommand).insert(row);
    return row;
  }

  private async outcome(me: Actor, command: FieldCommandInput, phoneClock?: Date): Promise<Outcome> {
    try {
      return await this.db.attempt(() => this.effect(me, command, phoneClock));
    } catch (error) {
      const outcome = outcomeOf(error, me);
      if (!outcome) throw error;
      return { ...outcome, problem: await this.withFacts(me, outcome, command) };
    }
  }

  private async effect(me: Actor, command: FieldCommandInput, phoneClock?: Date): Promise<Outcome> {
    const now = this.clock.now();
    const { at, clockAheadMs } = happenedAt(command.occurredAt, now, phoneClock);
    const action = actionOf(command, me);
    if (isTooOld(at, now) && action.kind !== 'conflict.settle') throw new NotDone({ result: CommandResult.CONFLICT, problem: tooOld(Math.floor((now.getTime() - at.getTime()) / 86_400_000), me.locale) });
    const problem = await this.actions.apply(me, action, at);
    if (problem) throw new NotDone(notDone(problem, me));
    return clockAheadMs ? { ...DONE, problem: { type: 'ClockAhead', message: asksForNothing(me.locale), facts: { clockAheadMs } } } : DONE;
  }

  /** In a conflict both facts are kept: what the phone did, and what is so now. */
  private async withFacts(me: Actor, { result, problem }: Outcome, command: FieldCommandInput): Promise<CommandProblem | null> {
    if (result !== CommandResult.CONFLICT || !problem) return problem;
    const { jobId } = command.payload as { jobId?: string };
    const [now] = await this.db.query(
      `select j.number, j.title, j.status, j.outcome, j.starts_at "startsAt", j.completed_at "completedAt", t.name technician, h.what, h.by, h.at
       from job j left join technician t on t.id = j.technician_id
       left join lateral (select what, by, at from job_history where job_id = j.id order by created_at desc, id desc limit 1) h on true where j.id = $1`, [typeof jobId === 'string' && UUID.test(jobId) ? jobId : null]);
    return { ...problem, facts: { did: { kind: command.kind, payload: command.payload, occurredAt: command.occurredAt }, now: now ?? null } };
  }
}

function actionOf({ kind, payload }: FieldCommandInput, me: Actor): FieldAction {
  try {
    return fieldAction(kind, payload);
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    throw new NotDone({ result: CommandResult.REFUSED, problem: payloadRefused(error.field, me.locale) });
  }
}

function notDone(problem: Problem, me: Actor): Outcome {
  const { message, ...facts } = JSON.parse(JSON.stringify(problem.inLocale(me.locale))) as { message: string; says?: unknown };
  delete facts.says;
  const result = problem instanceof JobMoved || problem instanceof JobAlreadyDone ? CommandResult.CONFLICT : CommandResult.REFUSED;
  return { result, problem: { type: problem.constructor.name, message, facts } };
}

/** What to answer for a failure a person can understand; nothing for ours, which the phone sends again. */
function outcomeOf(error: unknown, me: Actor): Outcome | null {
  if (error instanceof NotDone) return error.outcome;
  const code = error instanceof GraphQLError ? (error.extensions['code'] as string) : '';
  if (!EXPECTED_CODES.has(code) || code === 'CONFLICT') return null;
  return { result: CommandResult.REFUSED, problem: payloadRefused(code, me.locale) };
}
