import { countedTo, happenedAt, isTooOld, replayStep } from './replay-step.js';

const answered = (technicianId: string) => ({ commandId: 'c', deviceId: 'd', technicianId });

it.each([
  ['the next number is done', 4, 5, null, 'apply'],
  ['one answered before is repeated', 4, 2, answered('me'), 'repeat'],
  ['one answered under the phone’s former name is repeated', 0, 1, answered('me'), 'repeat'],
  ['one of somebody else is refused', 4, 5, answered('other'), 'refuse'],
  ['a used number is refused', 4, 4, null, 'refuse'],
  ['what comes after a gap waits', 4, 6, null, 'wait'],
] as const)('%s', (_what, lastSeq, seq, same, step) => expect(replayStep({ lastSeq }, 'me', seq, same)).toBe(step));

it('counts on only without a gap', () => {
  expect([countedTo(4, 5), countedTo(4, 3), countedTo(4, 7)]).toEqual([5, 4, 4]);
});

it('lets nothing happen in the future', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  const before = new Date('2026-11-21T08:00:00Z');
  expect(happenedAt(before, now)).toEqual({ at: before, clockAheadMs: 0 });
  expect(happenedAt(new Date('2026-11-21T12:00:05Z'), now)).toEqual({ at: now, clockAheadMs: 5_000 });
});

it.each([
  ['a day fast', '2026-11-22T12:00:00Z', '2026-11-22T09:30:00Z', 86_400_000],
  ['a day slow', '2026-11-20T12:00:00Z', '2026-11-20T09:30:00Z', -86_400_000],
])('takes off a clock that is %s', (_what, phoneClock, byPhone, clockAheadMs) => {
  expect(happenedAt(new Date(byPhone), new Date('2026-11-21T12:00:00Z'), new Date(phoneClock))).toEqual({ at: new Date('2026-11-21T09:30:00Z'), clockAheadMs });
});

it('leaves to a person what was done more than thirty days ago', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  expect([isTooOld(new Date('2026-10-22T12:00:00Z'), now), isTooOld(new Date('2026-10-22T11:59:59Z'), now)]).toEqual([false, true]);
});
