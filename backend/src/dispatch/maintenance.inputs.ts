import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsBoolean, IsEnum, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { DateOnly } from '../platform/graphql/scalars.js';
import { Priority } from '../tickets/ticket.entity.js';
import { JobKind } from './dispatch.entity.js';
import { ChecklistItemInput, SkillInput } from './dispatch.inputs.js';
import { LONGEST_MINUTES } from './job-plan.js';
import { RecurrenceUnit } from './maintenance.entity.js';

/** A visit that comes back, whole. */
@InputType()
export class MaintenancePlanInput {
  @Field() @Length(1, 200) title: string;
  @Field(() => ID) @IsUUID() customerId: string;
  @Field(() => ID, { nullable: true, description: 'The customer’s first place when left out.' }) @IsOptional() @IsUUID() locationId?: string | null;
  @Field(() => JobKind, { defaultValue: JobKind.MAINTENANCE }) @IsEnum(JobKind) kind: JobKind = JobKind.MAINTENANCE;
  @Field(() => Priority, { defaultValue: Priority.LOW }) @IsEnum(Priority) priority: Priority = Priority.LOW;
  @Field(() => Int, { defaultValue: 60 }) @IsInt() @Min(5) @Max(LONGEST_MINUTES) durationMinutes: number = 60;
  @Field(() => [SkillInput], { defaultValue: [] }) @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => SkillInput) skills: SkillInput[] = [];
  @Field(() => [ChecklistItemInput], { defaultValue: [] }) @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => ChecklistItemInput) checklist: ChecklistItemInput[] = [];
  @Field({ defaultValue: '' }) @MaxLength(4000) notes: string = '';
  @Field(() => RecurrenceUnit) @IsEnum(RecurrenceUnit) unit: RecurrenceUnit;
  @Field(() => Int, { description: 'Every so many units.' }) @IsInt() @Min(1) @Max(60) every: number;
  @Field(() => DateOnly) @IsString() startsOn: string;
  @Field(() => DateOnly, { nullable: true }) @IsOptional() endsOn?: string | null;
  @Field(() => Boolean, { defaultValue: true }) @IsBoolean() skipsWeekends: boolean = true;
  @Field(() => Int, { defaultValue: 14, description: 'How many days ahead a visit is made.' }) @IsInt() @Min(0) @Max(90) leadDays: number = 14;
  @Field(() => Int, { defaultValue: 7 }) @IsInt() @Min(0) @Max(90) graceDays: number = 7;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(1440) windowFrom?: number | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(1440) windowTo?: number | null;
  @Field(() => Boolean, { defaultValue: true, description: 'A plan that rests makes no visits; what it missed meanwhile is not made up for.' }) @IsBoolean() active: boolean = true;
}
