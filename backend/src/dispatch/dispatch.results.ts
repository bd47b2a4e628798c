import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { PageOf } from '../platform/graphql/page.type.js';
import { Problem } from '../platform/graphql/problem.js';
import type { Locale } from '../platform/caller.js';
import { DateOnly } from '../platform/graphql/scalars.js';
import { Job, JobStatus, Technician } from './dispatch.entity.js';
import { LONGEST_MINUTES } from './job-plan.js';

@ObjectType()
export class JobPage extends PageOf(Job) {}

/** The board of one local day. */
@ObjectType({ description: 'The board of one day, or of several in a row: who works, what is planned, and what still waits.' })
export class DispatchDay {
  @Field(() => DateOnly, { description: 'The first.' }) day: string;
  @Field(() => Int, { description: 'How many in a row.' }) days: number;
  @Field(() => [Technician], { description: 'Who works, by name; also whoever no longer does but has a visit that day.' }) technicians: Technician[];
  @Field(() => [Job], { description: 'Planned for those days, by beginning.' }) jobs: Job[];
  @Field(() => [Job], { description: 'Waiting for a technician and wanted by the last day or whenever possible; at most 500.' }) unassigned: Job[];
}

/** One change of a board, as it happened. */
@ObjectType({ description: 'What changed on the board: a job (null when it left the day), or a technician.' })
export class BoardChange {
  @Field(() => ID, { nullable: true }) jobId: string | null;
  @Field(() => Job, { nullable: true }) job: Job | null;
  @Field(() => Technician, { nullable: true }) technician: Technician | null;
  @Field({ description: 'Whose hand it was; empty for the system.' }) by: string;
}

/** A colleague who looks at the same board, and what they point at. */
@ObjectType({ description: 'A colleague who looks at the same board, and what they point at.' })
export class BoardColleague {
  @Field(() => ID, { description: 'Which window: nobody is told of their own by name.' }) window: string;
  @Field() name: string;
  @Field(() => [ID]) jobIds: string[];
  @Field({ description: 'They have just come: say who you are.' }) isNew: boolean;
  @Field({ description: 'They have gone.' }) isGone: boolean;
}

/** Somebody else changed the job first: says what, who and when, and shows it as it is now. */
@ObjectType({ implements: Problem, description: 'Somebody else changed the job first. Nothing was overwritten; `job` is how it is now.' })
export class JobMoved extends Problem {
  @Field(() => ID) jobId: string;
  @Field({ description: 'What happened last: scheduled, moved, unassigned, edited …' }) what: string;
  @Field() changedBy: string;
  @Field() changedAt: Date;
  protected says: Readonly<Record<Locale, string>>;

  static since(change: { jobId: string; what: string; by: string; at: Date }, now: Readonly<Record<Locale, string>>): JobMoved {
    const says = { fr: `${now.fr} Votre changement n’a pas été fait.`, en: `${now.en} Your change was not made.` };
    return Object.assign(new JobMoved(), { jobId: change.jobId, what: change.what, changedBy: change.by, changedAt: change.at, says });
  }
}

/** The technician no longer works here. */
@ObjectType({ implements: Problem })
export class TechnicianNotWorking extends Problem {
  @Field(() => ID) technicianId: string;
  protected says: Readonly<Record<Locale, string>>;

  static called(technicianId: string, name: string): TechnicianNotWorking {
    return Object.assign(new TechnicianNotWorking(), { technicianId, says: { fr: `${name} ne travaille plus ici. Choisissez quelqu’un d’autre.`, en: `${name} no longer works here. Choose somebody else.` } });
  }
}

/** What was asked is no longer possible, because the job has come to its end. */
@ObjectType({ implements: Problem })
export class JobAlreadyDone extends Problem {
  @Field(() => ID) jobId: string;
  @Field(() => JobStatus) status: JobStatus;
  protected readonly says = { fr: 'Cette visite est déjà terminée ou annulée.', en: 'This visit is already finished or cancelled.' };

  static with(jobId: string, status: JobStatus): JobAlreadyDone {
    return Object.assign(new JobAlreadyDone(), { jobId, status });
  }
}

/** What was asked does not fit where the job stands in its life. */
@ObjectType({ implements: Problem })
export class JobNotThere extends Problem {
  @Field(() => ID) jobId: string;
  @Field(() => JobStatus) status: JobStatus;
  protected says: Readonly<Record<Locale, string>>;

  static with(jobId: string, status: JobStatus, underWay: boolean): JobNotThere {
    const says = underWay
      ? { fr: 'Le technicien y est déjà, ou en route : la visite ne peut plus être déplacée.', en: 'The technician is there already, or on the way: the visit can no longer be moved.' }
      : { fr: 'Ce n’est pas possible à cette étape de la visite.', en: 'That is not possible at this stage of the visit.' };
    return Object.assign(new JobNotThere(), { jobId, status, says });
  }
}

/** Longer than one visit can be. */
@ObjectType({ implements: Problem })
export class JobTooLong extends Problem {
  @Field(() => Int) longestMinutes: number = LONGEST_MINUTES;
  protected readonly says = { fr: `Une visite dure au plus ${LONGEST_MINUTES / 60} heures.`, en: `A visit takes ${LONGEST_MINUTES / 60} hours at most.` };
}

/** Several visits that were moved together. */
@ObjectType({ description: 'Visits that were moved together.' })
export class JobsMovedTogether {
  @Field(() => [ID]) jobIds: string[];

  static of(jobIds: string[]): JobsMovedTogether {
    return Object.assign(new JobsMovedTogether(), { jobIds });
  }
}

/** Some of many visits have changed since, or can no longer be moved; none was. */
@ObjectType({ implements: Problem, description: 'Some of the visits have changed since, or can no longer be moved. None was moved; `jobs` is how those are now.' })
export class SomeJobsMoved extends Problem {
  @Field(() => [ID]) jobIds: string[];
  protected says: Readonly<Record<Locale, string>>;

  static among(jobs: readonly Pick<Job, 'id' | 'number'>[]): SomeJobsMoved {
    const shown = jobs.slice(0, 4).map(({ number }) => number).join(', ') + (jobs.length > 4 ? ' …' : '');
    const says = { fr: `Rien n’a été déplacé : ${shown} a changé entre-temps ou ne peut plus l’être.`, en: `Nothing was moved: ${shown} has changed meanwhile or can no longer be moved.` };
    return Object.assign(new SomeJobsMoved(), { jobIds: jobs.map(({ id }) => id), says });
  }
}

/** A visit needs somebody to visit. */
@ObjectType({ implements: Problem })
export class TicketWithoutCustomer extends Problem {
  protected readonly says = { fr: 'Ce billet n’est lié à aucun client. Liez-le d’abord.', en: 'This ticket belongs to no customer. Link it to one first.' };
}

export const PlanJobResult = createUnionType({ name: 'PlanJobResult', types: () => [Job, JobMoved, JobAlreadyDone, JobNotThere, JobTooLong, TechnicianNotWorking] as const });
export const MoveJobsResult = createUnionType({ name: 'MoveJobsResult', types: () => [JobsMovedTogether, SomeJobsMoved] as const });
export const ChangeJobResult = createUnionType({ name: 'ChangeJobResult', types: () => [Job, JobMoved, JobAlreadyDone, JobNotThere] as const });
export const CreateJobResult = createUnionType({ name: 'CreateJobResult', types: () => [Job, JobTooLong, TicketWithoutCustomer] as const });
