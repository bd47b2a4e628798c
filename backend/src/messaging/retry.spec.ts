import { OutgoingReason } from './outgoing-message.entity.js';
import { nextTry } from './retry.js';

const at = new Date('2026-11-21T12:00:00Z');
const after = (reason: OutgoingReason, attempts: number) => (nextTry(reason, attempts, at, at)!.getTime() - at.getTime()) / 60_000;

describe('another try', () => {
  it('comes at most four minutes later where nobody answered, so that a queue leaves within five of their return', () => {
    for (let attempts = 1; attempts < 300; attempts++) expect(after(OutgoingReason.NO_ANSWER, attempts)).toBeLessThanOrEqual(4);
  });

  it('leaves a server that asked for patience alone, longer each time', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((n) => after(OutgoingReason.TRY_LATER, n))).toEqual([1, 5, 15, 30, 60, 120, 120]);
  });

  it('ends after a day', () => expect(nextTry(OutgoingReason.NO_ANSWER, 400, at, new Date(at.getTime() + 86_400_000))).toBeNull());
});
