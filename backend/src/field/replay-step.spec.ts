import { countedTo, happenedAt, replayStep } from './replay-step.js';

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
