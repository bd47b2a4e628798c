import { JobStatus } from './dispatch.entity.js';

/** What can be done with a job, by the office or in the field. */
export type JobStep = 'schedule' | 'resize' | 'unassign' | 'edit' | 'cancel' | 'travel' | 'arrive' | 'pause' | 'complete' | 'giveUp';

const { OPEN, SCHEDULED, EN_ROUTE, ON_SITE, PAUSED, COMPLETED, COULD_NOT_COMPLETE, CANCELLED } = JobStatus;

/**
 * From where each step may be taken, and where it leads. A technician without signal may forget to say that she left
 * or arrived, so arriving and finishing also start from the step before. `undefined` leads nowhere else.
 */
const STEPS: Readonly<Record<JobStep, { readonly from: readonly JobStatus[]; readonly to?: JobStatus }>> = {
  schedule: { from: [OPEN, SCHEDULED], to: SCHEDULED },
  resize: { from: [OPEN, SCHEDULED, EN_ROUTE, ON_SITE, PAUSED] },
  unassign: { from: [OPEN, SCHEDULED, COULD_NOT_COMPLETE], to: OPEN },
  edit: { from: [OPEN, SCHEDULED, EN_ROUTE, ON_SITE, PAUSED, COULD_NOT_COMPLETE] },
  cancel: { from: [OPEN, SCHEDULED, EN_ROUTE, COULD_NOT_COMPLETE], to: CANCELLED },
  travel: { from: [SCHEDULED, PAUSED], to: EN_ROUTE },
  arrive: { from: [SCHEDULED, EN_ROUTE, PAUSED], to: ON_SITE },
  pause: { from: [EN_ROUTE, ON_SITE], to: PAUSED },
  complete: { from: [EN_ROUTE, ON_SITE, PAUSED], to: COMPLETED },
  giveUp: { from: [SCHEDULED, EN_ROUTE, ON_SITE, PAUSED], to: COULD_NOT_COMPLETE },
};

export const JOB_STEPS = Object.keys(STEPS) as readonly JobStep[];

/** Where a step leads from a status; `undefined` when it may not be taken there. */
export function after(status: JobStatus, step: JobStep): JobStatus | undefined {
  const { from, to } = STEPS[step];
  return from.includes(status) ? (to ?? status) : undefined;
}

/** Whether nothing more will happen to the job by itself. */
export const isDone = (status: JobStatus): boolean => status === COMPLETED || status === CANCELLED || status === COULD_NOT_COMPLETE;

/** Whether somebody is on the way or at work, so that the plan is no longer the office's alone. */
export const isUnderWay = (status: JobStatus): boolean => status === EN_ROUTE || status === ON_SITE || status === PAUSED;
