import { planOf } from './job-plan.js';

const zone = 'America/Toronto';

describe('the plan of a job', () => {
  it.each([
    ['an ordinary morning', '2026-11-23T13:00:00Z', 90, '2026-11-23', '2026-11-23T14:30:00.000Z'],
    ['late in the evening, already tomorrow in UTC', '2026-11-24T03:30:00Z', 60, '2026-11-23', '2026-11-24T04:30:00.000Z'],
    ['over midnight, on the day it begins', '2026-11-24T04:30:00Z', 120, '2026-11-23', '2026-11-24T06:30:00.000Z'],
    ['over the hour that is skipped in spring', '2026-03-08T06:30:00Z', 60, '2026-03-08', '2026-03-08T07:30:00.000Z'],
    ['over the hour that comes twice in autumn', '2026-11-01T05:30:00Z', 60, '2026-11-01', '2026-11-01T06:30:00.000Z'],
  ])('%s', (_name, start, minutes, day, end) => {
    const plan = planOf(new Date(start), minutes, zone);
    expect([plan.day, plan.endsAt.toISOString()]).toEqual([day, end]);
  });
});
