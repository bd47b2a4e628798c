import { addDays } from '@demarc/time';

/** What a policy does to a debt, so many days after it was due. */
export type StepAct = 'REMIND' | 'LATE_FEE' | 'SUSPEND';

/** What may be done about a customer: a step of the policy, or what undoes or ends one. */
export type DunningAct = StepAct | 'RESTORE' | 'CLOSE' | 'BREAK_ARRANGEMENT' | 'END_ARRANGEMENT';

/** Why a step that is due is not taken. */
export type Blocker =
  /** All billing stands still. */
  | 'PAUSED'
  /** Less is owed than the provider bothers anybody for. */
  | 'UNDER_MINIMUM'
  | 'HOLIDAY'
  /** A bank is looking into a payment of theirs. */
  | 'DISPUTE'
  /** Money is on its way. */
  | 'PAYMENT_PROCESSING'
  /** The office gave them time. */
  | 'ON_HOLD'
  /** Somebody’s health or an emergency line depends on the service. */
  | 'PROTECTED'
  /** Nobody could be reached the day after: from Friday to Sunday, and before holidays. */
  | 'OFFICE_CLOSED'
  /** They were not warned yet. */
  | 'NOT_WARNED';

/** How a provider treats debts. Amounts in minor units. */
export interface DunningRules {
  readonly steps: readonly { readonly afterDays: number; readonly act: StepAct }[];
  readonly smallestDebt: number;
}

/** Where an arrangement stands: instalments are paid in time, one is missing, or all are paid. */
export type ArrangementState = 'KEEPING' | 'MISSED' | 'PAID';

/** What is known of a customer on a day. Days are the provider’s, `YYYY-MM-DD`; amounts are minor units. */
export interface DunningFacts {
  readonly today: string;
  /** Overdue and under no arrangement, less money that no invoice has taken yet. */
  readonly owed: number;
  /** Since when the oldest of it is due; null when nothing is. */
  readonly oldestDueOn: string | null;
  /** How many steps of the policy were taken for this debt. */
  readonly stepsDone: number;
  readonly lastStepOn: string | null;
  /** No step before this day, as after an arrangement that was broken. */
  readonly notBefore: string | null;
  readonly suspended: boolean;
  readonly arrangement: ArrangementState | null;
  readonly disputed: boolean;
  readonly processing: boolean;
  readonly heldUntil: string | null;
  readonly protected: boolean;
  readonly paused: boolean;
  readonly holiday: boolean;
  readonly holidayTomorrow: boolean;
}

/** What is to be done today, or when the next step is due, and what stands in its way. */
export interface DunningVerdict {
  readonly act: DunningAct | null;
  /** The next step of the policy, taken today or later. */
  readonly next: StepAct | null;
  readonly nextOn: string | null;
  readonly blockers: readonly Blocker[];
}

const NOTHING: DunningVerdict = { act: null, next: null, nextOn: null, blockers: [] };

/** What is to be done about a customer today. The same facts always have the same answer. */
export function dunningVerdict(facts: DunningFacts, rules: DunningRules): DunningVerdict {
  if (facts.arrangement === 'PAID') return { ...NOTHING, act: 'END_ARRANGEMENT' };
  if (facts.arrangement === 'MISSED' && !facts.processing && !facts.paused) return { ...NOTHING, act: 'BREAK_ARRANGEMENT' };
  const isSettled = facts.owed < Math.max(1, rules.smallestDebt) || !facts.oldestDueOn;
  if (facts.suspended && (isSettled || facts.protected)) return { ...NOTHING, act: 'RESTORE' };
  if (facts.owed <= 0 || !facts.oldestDueOn) return facts.stepsDone > 0 && facts.arrangement === null ? { ...NOTHING, act: 'CLOSE' } : NOTHING;
  const step = rules.steps[facts.stepsDone];
  if (!step) return NOTHING;
  const nextOn = dueDay(facts, rules, facts.oldestDueOn);
  const blockers = blockersOf(facts, rules, step.act);
  return { act: facts.today >= nextOn && !blockers.length ? step.act : null, next: step.act, nextOn, blockers };
}

/** Never sooner after the step before than the policy says: a debt that is found late begins with its first reminder. */
function dueDay({ stepsDone, lastStepOn, notBefore }: DunningFacts, { steps }: DunningRules, oldestDueOn: string): string {
  const { afterDays } = steps[stepsDone]!;
  const byDebt = addDays(oldestDueOn, afterDays);
  const byLast = lastStepOn && stepsDone > 0 ? addDays(lastStepOn, afterDays - steps[stepsDone - 1]!.afterDays) : byDebt;
  return [byDebt, byLast, notBefore ?? byDebt].reduce((late, day) => (day > late ? day : late));
}

function blockersOf(facts: DunningFacts, { steps, smallestDebt }: DunningRules, act: StepAct): Blocker[] {
  const cuts = act === 'SUSPEND';
  const isWarned = steps.slice(0, facts.stepsDone).some((done) => done.act === 'REMIND');
  const reasons: readonly (readonly [boolean, Blocker])[] = [
    [facts.paused, 'PAUSED'],
    [facts.owed < smallestDebt, 'UNDER_MINIMUM'],
    [facts.disputed, 'DISPUTE'],
    [facts.processing, 'PAYMENT_PROCESSING'],
    [facts.heldUntil !== null && facts.today <= facts.heldUntil, 'ON_HOLD'],
    [cuts && facts.protected, 'PROTECTED'],
    [facts.holiday, 'HOLIDAY'],
    [cuts && !facts.holiday && (facts.holidayTomorrow || [5, 6, 0].includes(weekday(facts.today))), 'OFFICE_CLOSED'],
    [cuts && !isWarned, 'NOT_WARNED'],
  ];
  return reasons.flatMap(([holds, blocker]) => (holds ? [blocker] : []));
}

const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** Where an arrangement stands, by what is still owed of the invoices under it. An instalment is missed the day after it was due. */
export function arrangementState(instalments: readonly { readonly dueOn: string; readonly amount: number }[], left: number, today: string): ArrangementState {
  if (left <= 0) return 'PAID';
  const total = instalments.reduce((sum, { amount }) => sum + amount, 0);
  const due = instalments.filter(({ dueOn }) => dueOn < today).reduce((sum, { amount }) => sum + amount, 0);
  return total - left >= due ? 'KEEPING' : 'MISSED';
}
