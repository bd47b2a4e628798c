import { DomainEvent } from '../platform/events/event.js';
import type { BoardPlace } from './board-place.js';

/** What every piece of news about a job tells: which, of whom, where it is now and where it was, and by whose hand. */
abstract class JobEvent extends DomainEvent {
  constructor(
    readonly jobId: string,
    readonly customerId: string,
    readonly ticketId: string | null,
    readonly now: BoardPlace,
    readonly before: BoardPlace,
    readonly by: string,
  ) {
    super();
  }
}

/** A visit has to be made. */
export class JobCreated extends JobEvent {}

/** A visit was given a technician and a time, moved, or taken back to the unassigned ones. */
export class JobScheduled extends JobEvent {}

/** Something else about a visit changed: its life, its length or its words. */
export class JobChanged extends JobEvent {}

/** A visit is done and did what it was for. */
export class JobCompleted extends JobEvent {}

/** A technician's name, hours, skills or place changed, or somebody joined or left. */
export class TechnicianChanged extends DomainEvent {
  constructor(readonly technicianId: string) {
    super();
  }
}

/** Many visits were written at once, as by an import: whoever shows a board reads it again. */
export class JobsLoaded extends DomainEvent {
  constructor(readonly count: number) {
    super();
  }
}

/** A dispatcher looks at a day and points at visits, or has gone; whispered to the others who look at it. */
export class BoardSeen extends DomainEvent {
  constructor(
    readonly day: string,
    readonly days: number,
    readonly window: string,
    readonly name: string,
    readonly jobIds: readonly string[],
    readonly isNew: boolean,
    readonly isGone: boolean,
  ) {
    super();
  }
}

/** A technician's phone or tracker told where they are; whispered, because only the last place is kept. */
export class TechnicianSeen extends DomainEvent {
  constructor(readonly technicianId: string) {
    super();
  }
}

/** Every event after which a board may look different. */
export const BOARD_EVENTS = [JobCreated, JobScheduled, JobChanged, JobCompleted, TechnicianChanged, JobsLoaded] as const;

/** Every event about one job. */
export const JOB_EVENTS = [JobCreated, JobScheduled, JobChanged, JobCompleted] as const;
export type AnyJobEvent = JobEvent;
