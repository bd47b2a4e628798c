import { addDays, dayOf, instantOf, minuteOfDay } from '@demarc/time';
import { JobStatus } from '../dispatch/dispatch.entity.js';
import { demoCatalog } from './demo-catalog.js';
import { demoCustomers } from './demo-customers.js';
import { demoField } from './demo-jobs.js';
import { seeded } from './seeded.js';

const zone = 'America/Toronto';
const today = '2026-11-21';
const over: readonly JobStatus[] = [JobStatus.COMPLETED, JobStatus.COULD_NOT_COMPLETE];

function at(hour: number) {
  const now = instantOf(today, hour * 60 + 20, zone);
  const people = demoCustomers(seeded(1), demoCatalog(), today, 300);
  const { technicians, jobs } = demoField(seeded(1), people, { today, zone, now });
  return { now, technicians, jobs: jobs.filter(({ day }) => day === today) };
}

describe('the demo’s day in the field', () => {
  it.each(Array.from({ length: 24 }, (_, hour) => hour))('at %i h 20 leaves every technician something to do, all of it today', (hour) => {
    const { technicians, jobs } = at(hour);
    for (const { id, shiftStart, shiftEnd } of technicians) {
      const own = jobs.filter(({ technicianId }) => technicianId === id);
      expect(own.filter(({ status }) => !over.includes(status)).length).toBeGreaterThan(0);
      for (const { startsAt, endsAt } of own) {
        expect(dayOf(startsAt!, zone)).toBe(today);
        expect(minuteOfDay(startsAt!, zone)).toBeGreaterThanOrEqual(shiftStart);
        expect(endsAt!.getTime()).toBeLessThanOrEqual(Math.max(instantOf(addDays(today, 1), 30, zone).getTime(), instantOf(today, shiftEnd, zone).getTime()));
      }
    }
  });

  it.each([10, 14, 18, 21])('at %i h 20 shows visits that are done, under way and to come', (hour) => {
    const { jobs } = at(hour);
    for (const status of [JobStatus.COMPLETED, JobStatus.ON_SITE, JobStatus.SCHEDULED, JobStatus.OPEN]) expect(jobs.some((job) => job.status === status)).toBe(true);
  });

  it('never says of a visit that it was done after now', () => {
    for (const hour of [0, 7, 12, 17, 23]) {
      const { now, jobs } = at(hour);
      for (const { completedAt } of jobs) if (completedAt) expect(completedAt.getTime()).toBeLessThanOrEqual(now.getTime());
    }
  });
});
