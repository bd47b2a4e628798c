import fc from 'fast-check';
import { addDays } from '@demarc/time';
import { arrangementState, dunningVerdict, type DunningFacts, type DunningRules, type StepAct } from './dunning-rule.js';

const rules: DunningRules = { smallestDebt: 2000, steps: [{ afterDays: 3, act: 'REMIND' }, { afterDays: 10, act: 'REMIND' }, { afterDays: 15, act: 'LATE_FEE' }, { afterDays: 30, act: 'SUSPEND' }] };
const calm: DunningFacts = {
  today: '2026-11-24', owed: 0, oldestDueOn: null, stepsDone: 0, lastStepOn: null, notBefore: null, suspended: false, arrangement: null,
  disputed: false, processing: false, heldUntil: null, protected: false, paused: false, holiday: false, holidayTomorrow: false,
};
const owing = (more: Partial<DunningFacts>): DunningFacts => ({ ...calm, owed: 9_000, oldestDueOn: '2026-11-01', ...more });

describe('what is to be done about a customer', () => {
  it('is nothing when nothing is owed', () => expect(dunningVerdict(calm, rules)).toEqual({ act: null, next: null, nextOn: null, blockers: [] }));

  it('begins with the first reminder, however old the debt is', () => {
    expect(dunningVerdict(owing({ oldestDueOn: '2025-01-01' }), rules)).toMatchObject({ act: 'REMIND', blockers: [] });
    expect(dunningVerdict(owing({ oldestDueOn: '2025-01-01', stepsDone: 1, lastStepOn: '2026-11-24' }), rules)).toMatchObject({ act: null, next: 'REMIND', nextOn: '2026-12-01' });
  });

  it('waits for the day of a step', () => expect(dunningVerdict(owing({ oldestDueOn: '2026-11-22' }), rules)).toMatchObject({ act: null, next: 'REMIND', nextOn: '2026-11-25' }));

  it('restores as soon as little is owed, or somebody’s health depends on it', () => {
    expect(dunningVerdict({ ...calm, suspended: true, stepsDone: 4 }, rules).act).toBe('RESTORE');
    expect(dunningVerdict(owing({ owed: 1_999, suspended: true, stepsDone: 4 }), rules).act).toBe('RESTORE');
    expect(dunningVerdict(owing({ suspended: true, stepsDone: 4, protected: true }), rules).act).toBe('RESTORE');
    expect(dunningVerdict(owing({ suspended: true, stepsDone: 4 }), rules).act).toBeNull();
  });

  it('forgets the steps of a debt that is paid', () => expect(dunningVerdict({ ...calm, stepsDone: 2 }, rules).act).toBe('CLOSE'));

  it.each([
    [{ disputed: true }, 'DISPUTE'], [{ processing: true }, 'PAYMENT_PROCESSING'], [{ heldUntil: '2026-11-24' }, 'ON_HOLD'], [{ protected: true }, 'PROTECTED'], [{ paused: true }, 'PAUSED'], [{ owed: 1_999 }, 'UNDER_MINIMUM'],
    [{ holiday: true }, 'HOLIDAY'], [{ holidayTomorrow: true }, 'OFFICE_CLOSED'], [{ today: '2026-11-27' }, 'OFFICE_CLOSED'], [{ today: '2026-11-29' }, 'OFFICE_CLOSED'],
  ] as const)('does not cut off with %j', (more, blocker) => {
    expect(dunningVerdict(owing({ oldestDueOn: '2026-10-01', stepsDone: 3, lastStepOn: '2026-10-20', ...more }), rules)).toMatchObject({ act: null, next: 'SUSPEND', blockers: [blocker] });
  });

  it('cuts off on a working day when nothing stands against it', () => expect(dunningVerdict(owing({ oldestDueOn: '2026-10-01', stepsDone: 3, lastStepOn: '2026-10-20' }), rules).act).toBe('SUSPEND'));

  it('cuts nobody off who was not warned, whatever the policy says', () =>
    expect(dunningVerdict(owing({}), { smallestDebt: 0, steps: [{ afterDays: 1, act: 'SUSPEND' }] })).toMatchObject({ act: null, blockers: ['NOT_WARNED'] }));
});

const day = fc.integer({ min: 0, max: 900 }).map((n) => addDays('2026-01-01', n));
const facts: fc.Arbitrary<DunningFacts> = fc.record({
  today: day, owed: fc.integer({ min: -5_000, max: 30_000 }), oldestDueOn: fc.option(day), stepsDone: fc.integer({ min: 0, max: 5 }), lastStepOn: fc.option(day), notBefore: fc.option(day), suspended: fc.boolean(),
  arrangement: fc.constantFrom(null, 'KEEPING' as const, 'MISSED' as const, 'PAID' as const), disputed: fc.boolean(), processing: fc.boolean(), heldUntil: fc.option(day), protected: fc.boolean(), paused: fc.boolean(), holiday: fc.boolean(), holidayTomorrow: fc.boolean(),
});
const anyRules: fc.Arbitrary<DunningRules> = fc.record({
  smallestDebt: fc.integer({ min: 0, max: 5_000 }),
  steps: fc.array(fc.record({ afterDays: fc.integer({ min: 0, max: 60 }), act: fc.constantFrom<StepAct>('REMIND', 'LATE_FEE', 'SUSPEND') }), { maxLength: 6 }).map((steps) => steps.toSorted((a, b) => a.afterDays - b.afterDays)),
});

describe('whatever is known of a customer and whatever the policy', () => {
  const holds = (check: (facts: DunningFacts, rules: DunningRules) => void) => fc.assert(fc.property(facts, anyRules, check), { numRuns: 5_000 });

  it('nobody is cut off who owes too little, is protected, disputed, held, unwarned or whose money is on its way', () => holds((now, policy) => {
    if (dunningVerdict(now, policy).act !== 'SUSPEND') return;
    expect([now.owed >= Math.max(1, policy.smallestDebt), now.protected, now.disputed, now.processing, now.paused, now.holiday, now.holidayTomorrow]).toEqual([true, false, false, false, false, false, false]);
    expect(now.heldUntil === null || now.heldUntil < now.today).toBe(true);
    expect(policy.steps.slice(0, now.stepsDone).some(({ act }) => act === 'REMIND')).toBe(true);
  }));

  it('who is cut off and owes nothing is restored, with nothing in the way', () => holds((now, policy) => {
    if (now.suspended && now.owed <= 0 && now.arrangement === null) expect(dunningVerdict(now, policy).act).toBe('RESTORE');
  }));

  it('no step is taken before its day, nor with a blocker', () => holds((now, policy) => {
    const { act, next, nextOn, blockers } = dunningVerdict(now, policy);
    if (act === null || act !== next) return;
    expect(blockers).toEqual([]);
    expect(nextOn! <= now.today).toBe(true);
    if (now.notBefore) expect(now.today >= now.notBefore).toBe(true);
  }));

  it('every blocker alone is enough', () => holds((now, policy) => {
    const { act, next, blockers } = dunningVerdict(now, policy);
    if (blockers.length) expect(act === null || act !== next).toBe(true);
  }));
});

describe('an arrangement', () => {
  const instalments = [{ dueOn: '2026-12-01', amount: 5_000 }, { dueOn: '2027-01-01', amount: 5_000 }];
  it.each([
    [10_000, '2026-12-01', 'KEEPING'], [10_000, '2026-12-02', 'MISSED'], [5_000, '2026-12-02', 'KEEPING'], [5_001, '2026-12-02', 'MISSED'], [5_000, '2027-01-02', 'MISSED'], [0, '2026-12-02', 'PAID'], [-1, '2027-05-01', 'PAID'],
  ] as const)('with %i left on %s is %s', (left, today, state) => expect(arrangementState(instalments, left, today)).toBe(state));

  it('is never missed by somebody who paid what was due', () =>
    fc.assert(fc.property(fc.array(fc.record({ dueOn: day, amount: fc.integer({ min: 1, max: 9_000 }) }), { minLength: 1, maxLength: 6 }), day, (parts, today) => {
      const total = parts.reduce((sum, { amount }) => sum + amount, 0);
      const due = parts.filter(({ dueOn }) => dueOn < today).reduce((sum, { amount }) => sum + amount, 0);
      expect(arrangementState(parts, total - due, today)).not.toBe('MISSED');
    })));
});
