import { NoticeKind } from './notice.entity.js';
import { noticeState } from './notice-state.js';

const now = new Date('2026-11-21T12:00:00Z');
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const { OUTAGE, MAINTENANCE, NEWS } = NoticeKind;

describe('where a notice stands', () => {
  it.each([
    ['an outage that has begun', OUTAGE, -1, null, null, 'ONGOING'],
    ['an outage past the end that was hoped for', OUTAGE, -3, -1, null, 'ONGOING'],
    ['an outage that somebody said is over', OUTAGE, -3, 1, -0.5, 'OVER'],
    ['maintenance to come', MAINTENANCE, 2, 4, null, 'UPCOMING'],
    ['maintenance under way', MAINTENANCE, 0, 4, null, 'ONGOING'],
    ['maintenance at its end', MAINTENANCE, -4, 0, null, 'OVER'],
    ['maintenance that was called off', MAINTENANCE, 2, 4, -1, 'OVER'],
    ['news without an end', NEWS, -900, null, null, 'ONGOING'],
    ['news whose time is over', NEWS, -900, -1, null, 'OVER'],
  ] as const)('%s', (_what, kind, startsAt, endsAt, endedAt, state) =>
    expect(noticeState({ kind, startsAt: at(startsAt), endsAt: endsAt === null ? null : at(endsAt), endedAt: endedAt === null ? null : at(endedAt) }, now)).toBe(state));
});
