import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Job } from '../dispatch/dispatch.entity.js';
import { DateOnly, Json } from '../platform/graphql/scalars.js';
import { CommandResult } from './field.entity.js';

/** A technician's day, as the phone carries it. */
@ObjectType({ description: 'Everything a technician needs for a day and the next, to be carried without signal.' })
export class FieldDay {
  @Field(() => DateOnly) day: string;
  @Field(() => [Job], { description: 'Of that day, by beginning.' }) jobs: Job[];
  @Field(() => [Job], { description: 'Of the day after.' }) tomorrow: Job[];
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
