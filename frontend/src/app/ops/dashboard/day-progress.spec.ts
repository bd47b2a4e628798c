import { dayProgress, isLate, type PlannedVisit } from './day-progress';

const now = Date.parse('2026-11-23T13:05:00Z');
const visit = (status: PlannedVisit['status'], startsAt: string | null = '2026-11-23T14:00:00Z', endsAt: string | null = '2026-11-23T15:00:00Z'): PlannedVisit => ({ status, startsAt, endsAt });

describe('a visit', () => {
  it.each([
    [visit('SCHEDULED'), false],
    [visit('SCHEDULED', '2026-11-23T13:00:00Z'), false],
    [visit('SCHEDULED', '2026-11-23T12:54:00Z'), true],
    [visit('ON_SITE', '2026-11-23T11:00:00Z', '2026-11-23T13:00:00Z'), false],
    [visit('ON_SITE', '2026-11-23T11:00:00Z', '2026-11-23T12:00:00Z'), true],
    [visit('COMPLETED', '2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z'), false],
    [visit('SCHEDULED', null, null), false],
  ])('%j is late at 8:05: %s', (one, late) => expect(isLate(one, now)).toBe(late));
});

describe('the day', () => {
  it('counts each visit once, and cancelled ones not at all', () => {
    const visits = [visit('COMPLETED'), visit('COMPLETED'), visit('EN_ROUTE'), visit('SCHEDULED'), visit('SCHEDULED', '2026-11-23T12:00:00Z'), visit('COULD_NOT_COMPLETE'), visit('CANCELLED')];
    expect(dayProgress(visits, now)).toEqual({ total: 6, done: 2, underWay: 1, late: 1, ahead: 1, failed: 1 });
    expect(dayProgress([], now)).toEqual({ total: 0, done: 0, underWay: 0, late: 0, ahead: 0, failed: 0 });
  });
});
