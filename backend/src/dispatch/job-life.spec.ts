import fc from 'fast-check';
import { JobStatus } from './dispatch.entity.js';
import { after, isDone, isUnderWay, JOB_STEPS, type JobStep } from './job-life.js';

const steps = fc.array(fc.constantFrom(...JOB_STEPS), { maxLength: 40 });
const live = (status: JobStatus, all: readonly JobStep[]) => all.reduce<JobStatus[]>((path, step) => [...path, after(path.at(-1)!, step) ?? path.at(-1)!], [status]);

describe('the life of a job', () => {
  it.each<[JobStatus, JobStep, JobStatus | undefined]>([
    [JobStatus.OPEN, 'schedule', JobStatus.SCHEDULED],
    [JobStatus.OPEN, 'travel', undefined],
    [JobStatus.SCHEDULED, 'travel', JobStatus.EN_ROUTE],
    [JobStatus.SCHEDULED, 'arrive', JobStatus.ON_SITE],
    [JobStatus.SCHEDULED, 'complete', undefined],
    [JobStatus.EN_ROUTE, 'complete', JobStatus.COMPLETED],
    [JobStatus.ON_SITE, 'unassign', undefined],
    [JobStatus.ON_SITE, 'resize', JobStatus.ON_SITE],
    [JobStatus.ON_SITE, 'cancel', undefined],
    [JobStatus.COULD_NOT_COMPLETE, 'unassign', JobStatus.OPEN],
    [JobStatus.COMPLETED, 'schedule', undefined],
    [JobStatus.CANCELLED, 'unassign', undefined],
  ])('%s, %s: %s', (from, step, to) => {
    expect(after(from, step)).toBe(to);
  });

  it('never leaves the end, whatever is tried', () => {
    fc.assert(fc.property(fc.constantFrom(JobStatus.COMPLETED, JobStatus.CANCELLED), steps, (end, tried) => {
      expect(new Set(live(end, tried))).toEqual(new Set([end]));
    }));
  });

  it('is never completed without having been on the way or on site', () => {
    fc.assert(fc.property(steps, (tried) => {
      const path = live(JobStatus.OPEN, tried);
      const end = path.indexOf(JobStatus.COMPLETED);
      expect(end === -1 || path.slice(0, end).some(isUnderWay)).toBe(true);
    }));
  });

  it('is never taken off the board or moved while somebody works on it', () => {
    fc.assert(fc.property(fc.constantFrom(...Object.values(JobStatus)), (status) => {
      if (isUnderWay(status)) expect([after(status, 'schedule'), after(status, 'unassign')]).toEqual([undefined, undefined]);
    }));
  });

  it('takes only steps that start from where it is', () => {
    fc.assert(fc.property(fc.constantFrom(...Object.values(JobStatus)), fc.constantFrom(...JOB_STEPS), (status, step) => {
      const to = after(status, step);
      if (isDone(status) && status !== JobStatus.COULD_NOT_COMPLETE) expect(to).toBeUndefined();
      if (to !== undefined) expect(Object.values(JobStatus)).toContain(to);
    }));
  });
});
