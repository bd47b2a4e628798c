import { ArgsType, Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsBoolean, IsDate, IsEmail, IsEnum, IsHexColor, IsInt, IsLatitude, IsLongitude, IsOptional, IsString, IsUUID, Length, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { DateOnly } from '../platform/graphql/scalars.js';
import { Priority } from '../tickets/ticket.entity.js';
import { JobKind, JobStatus } from './dispatch.entity.js';

@InputType()
export class SkillInput {
  @Field() @Length(1, 60) name: string;
  @Field(() => Int) @IsInt() @Min(1) @Max(5) level: number;
}

@InputType()
export class ChecklistItemInput {
  @Field() @Length(1, 40) id: string;
  @Field() @Length(1, 200) text: string;
  @Field() @IsBoolean() done: boolean;
}

/** Which days of the board. */
@ArgsType()
export class BoardArgs {
  @Field(() => DateOnly) @IsString() day: string;
  @Field(() => Int, { defaultValue: 1, description: 'How many days in a row, 14 at most.' }) @IsInt() @Min(1) @Max(14) days: number = 1;
}

/** What a dispatcher points at right now. */
@ArgsType()
export class BoardSeenArgs extends BoardArgs {
  @Field(() => ID, { description: 'Which of the caller’s windows: any name of its own.' }) @Length(8, 60) window: string;
  @Field(() => [ID], { description: 'Visits that are selected, open or carried; at most 60.' }) @ArrayMaxSize(60) @IsUUID(undefined, { each: true }) jobIds: string[];
  @Field(() => Boolean, { defaultValue: false, description: 'The window has just been opened: the others say who they are.' }) @IsBoolean() isNew: boolean = false;
  @Field(() => Boolean, { defaultValue: false, description: 'The window closes, or looks at another day.' }) @IsBoolean() isGone: boolean = false;
}

/** One visit of many that are moved together. */
@InputType()
export class JobMoveInput {
  @Field(() => ID) @IsUUID() id: string;
  @Field(() => Int, { description: 'The version you saw.' }) @IsInt() version: number;
  @Field(() => ID, { nullable: true, description: 'Left out, with the beginning: the visit waits again.' }) @IsOptional() @IsUUID() technicianId?: string | null;
  @Field(() => Date, { nullable: true }) @IsOptional() @IsDate() startsAt?: Date | null;
}

/** Visits that are moved together, each to one place. */
@ArgsType()
export class MoveJobsArgs {
  @Field(() => [JobMoveInput], { description: '1 to 60.' }) @ArrayMinSize(1) @ArrayMaxSize(60) @ArrayUnique(({ id }: JobMoveInput) => id) @ValidateNested({ each: true }) @Type(() => JobMoveInput) moves: JobMoveInput[];
}

/** Which jobs of a list. */
@InputType()
export class JobFilter {
  @Field(() => String, { nullable: true, description: 'Number, title or customer name.' }) @IsOptional() @Length(1, 80) text?: string;
  @Field(() => [JobStatus], { nullable: true }) @IsOptional() @IsEnum(JobStatus, { each: true }) status?: JobStatus[];
  @Field(() => [JobKind], { nullable: true }) @IsOptional() @IsEnum(JobKind, { each: true }) kind?: JobKind[];
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() technicianId?: string;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() customerId?: string;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() ticketId?: string;
  @Field(() => DateOnly, { nullable: true, description: 'The first day.' }) @IsOptional() from?: string;
  @Field(() => DateOnly, { nullable: true, description: 'The last day.' }) @IsOptional() to?: string;
}

/** What may be said of a job when it is made and later. */
@InputType()
export class JobDetailsInput {
  @Field(() => String, { nullable: true }) @IsOptional() @Length(1, 200) title?: string;
  @Field(() => JobKind, { nullable: true }) @IsOptional() @IsEnum(JobKind) kind?: JobKind;
  @Field(() => Priority, { nullable: true }) @IsOptional() @IsEnum(Priority) priority?: Priority;
  @Field(() => String, { nullable: true, description: 'For the technician.' }) @IsOptional() @MaxLength(4000) notes?: string;
  @Field(() => [SkillInput], { nullable: true }) @IsOptional() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => SkillInput) skills?: SkillInput[];
  @Field(() => [ChecklistItemInput], { nullable: true }) @IsOptional() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => ChecklistItemInput) checklist?: ChecklistItemInput[];
  @Field(() => Date, { nullable: true, description: 'The customer was promised an arrival from …' }) @IsOptional() @IsDate() windowStart?: Date | null;
  @Field(() => Date, { nullable: true, description: '… until.' }) @IsOptional() @IsDate() windowEnd?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Should have been done by then.' }) @IsOptional() @IsDate() dueAt?: Date | null;
}

/** A visit made out of a ticket: customer, place and words come from there. */
@InputType()
export class JobFromTicketInput extends JobDetailsInput {
  @Field(() => Int, { nullable: true, description: '60 when left out.' }) @IsOptional() @IsInt() @Min(5) durationMinutes?: number;
  @Field(() => DateOnly, { nullable: true, description: 'The day it is wanted on; none is as soon as possible.' }) @IsOptional() day?: string | null;
}

/** A visit made by hand. */
@InputType()
export class JobInput extends JobFromTicketInput {
  @Field(() => ID) @IsUUID() customerId: string;
  @Field(() => ID, { nullable: true, description: 'The customer’s first place when left out.' }) @IsOptional() @IsUUID() locationId?: string;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() deviceId?: string;
  @Field() @Length(1, 200) override title: string = '';
}

/** Which version of which job: what the caller saw when they decided. */
@ArgsType()
export class JobVersionArgs {
  @Field(() => ID) @IsUUID() id: string;
  @Field(() => Int, { description: 'The version you saw; a job that has changed since is not overwritten.' }) @IsInt() version: number;
}

/** Puts a job on the board. */
@ArgsType()
export class ScheduleJobArgs extends JobVersionArgs {
  @Field(() => ID) @IsUUID() technicianId: string;
  @Field(() => Date) @IsDate() startsAt: Date;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(5) durationMinutes?: number;
}

/** Moves or resizes a job: what is left out stays. */
@ArgsType()
export class MoveJobArgs extends JobVersionArgs {
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() technicianId?: string;
  @Field(() => Date, { nullable: true }) @IsOptional() @IsDate() startsAt?: Date;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(5) durationMinutes?: number;
}

@InputType()
export class WorkingHoursInput {
  @Field(() => Int) @IsInt() @Min(1) @Max(7) weekday: number;
  @Field(() => Int) @IsInt() @Min(0) @Max(1440) start: number;
  @Field(() => Int) @IsInt() @Min(0) @Max(1440) end: number;
}

@InputType()
export class TechnicianInput {
  @Field(() => String, { nullable: true }) @IsOptional() @Length(1, 120) name?: string;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(40) phone?: string;
  @Field(() => [SkillInput], { nullable: true }) @IsOptional() @ArrayMaxSize(40) @ValidateNested({ each: true }) @Type(() => SkillInput) skills?: SkillInput[];
  @Field(() => Int, { nullable: true, description: 'Minutes after local midnight.' }) @IsOptional() @IsInt() @Min(0) @Max(1440) shiftStart?: number;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(1440) shiftEnd?: number;
  @Field(() => [WorkingHoursInput], { nullable: true }) @IsOptional() @ArrayMaxSize(28) @ValidateNested({ each: true }) @Type(() => WorkingHoursInput) hours?: WorkingHoursInput[];
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(1440) lunchStart?: number;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(1440) lunchEnd?: number;
  @Field(() => Int, { nullable: true, description: '0: none.' }) @IsOptional() @IsInt() @Min(0) @Max(180) lunchMinutes?: number;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(60) vehicle?: string;
  @Field(() => String, { nullable: true, description: 'The name under which their tracker reports; hard to guess, 8 to 60 letters, digits, dots or dashes.' }) @IsOptional() @Matches(/^[\w.-]{8,60}$/) trackerId?: string;
  @Field(() => Float, { nullable: true, description: 'Where the day begins and ends.' }) @IsOptional() @IsLatitude() homeLat?: number;
  @Field(() => Float, { nullable: true }) @IsOptional() @IsLongitude() homeLon?: number;
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(40) @IsUUID(undefined, { each: true }) territoryIds?: string[];
  @Field(() => String, { nullable: true }) @IsOptional() @IsEmail() email?: string;
  @Field(() => String, { nullable: true }) @IsOptional() @IsHexColor() colour?: string;
  @Field(() => Boolean, { nullable: true, description: 'Whether jobs may be given to them.' }) @IsOptional() @IsBoolean() active?: boolean;
}
