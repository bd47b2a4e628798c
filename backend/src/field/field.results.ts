import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Job } from '../dispatch/dispatch.entity.js';
import { Article } from '../tickets/desk.entity.js';
import { Problem } from '../platform/graphql/problem.js';
import { DateOnly, Json } from '../platform/graphql/scalars.js';
import { CommandResult } from './field.entity.js';

/** The half of a lock that closes; what it closed is opened for its technician alone. */
@ObjectType()
export class FieldSeal {
  @Field({ description: 'Which of the server’s secrets it comes from.' }) kid: string;
  @Field({ description: 'A point of P-256, uncompressed, in base64.' }) point: string;
}

/** The picture that an action names never reached the server whole, or was refused. */
@ObjectType({ implements: () => Problem })
export class PhotoMissing extends Problem {
  protected readonly says = { fr: 'La photo n’est pas arrivée au serveur. Prenez-la de nouveau.', en: 'The photo did not reach the server. Take it again.' };
}

/** A technician's day, as the phone carries it. */
@ObjectType({ description: 'Everything a technician needs for a day and the next, to be carried without signal.' })
export class FieldDay {
  @Field(() => DateOnly) day: string;
  @Field({ description: 'The server’s clock, by which a phone sets its own right.' }) now: Date;
  @Field(() => FieldSeal, { description: 'Closes what was not sent when its person signs out.' }) seal: FieldSeal;
  @Field(() => [Job], { description: 'Of that day, by beginning.' }) jobs: Job[];
  @Field(() => [Job], { description: 'Of the day after.' }) tomorrow: Job[];
  @Field(() => [Article], { description: 'Published help, by title: to be read without signal.' }) articles: Article[];
}

/** Why a command was not done. */
@ObjectType()
export class CommandProblem {
  @Field({ description: 'JobMoved, JobAlreadyDone, DeviceElsewhere, NotFound …' }) type: string;
  @Field({ description: 'For the technician.' }) message: string;
  @Field(() => Json, { nullable: true, description: 'In a conflict both facts: `did` on the phone, and what is so `now`.' }) facts: object | null;
}

/** What became of one command. */
@ObjectType()
export class CommandAnswer {
  @Field(() => ID) commandId: string;
  @Field(() => Int) seq: number;
  @Field(() => CommandResult) result: CommandResult;
  @Field(() => CommandProblem, { nullable: true }) problem: CommandProblem | null;
}

/** A change of one of the technician's visits. */
@ObjectType()
export class TechnicianJobChange {
  @Field(() => ID) jobId: string;
  @Field(() => Job, { nullable: true, description: 'Null when it is no longer theirs.' }) job: Job | null;
  @Field({ description: 'Whose hand it was.' }) by: string;
}
