import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsDate, IsEnum, IsInt, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
import { AbsenceKind } from '../dispatch/working.entity.js';
import { DateOnly } from '../platform/graphql/scalars.js';
import { PlanAim } from './plan.entity.js';

/** What kind of plan, for which day. */
@ArgsType()
export class AskForPlanArgs {
  @Field(() => DateOnly) @IsString() day: string;
  @Field(() => PlanAim) @IsEnum(PlanAim) aim: PlanAim;
  @Field(() => Int, { nullable: true, description: 'How long it may search: 8 for a best day, 2 for the least change, when left out.' }) @IsOptional() @IsInt() @Min(1) @Max(30) seconds?: number;
}

/** Who cannot go on, why, and until when. */
@ArgsType()
export class AwayFromNowArgs {
  @Field(() => ID) @IsUUID() technicianId: string;
  @Field(() => AbsenceKind) @IsEnum(AbsenceKind) kind: AbsenceKind;
  @Field(() => Date, { nullable: true, description: 'The end of today when left out.' }) @IsOptional() @IsDate() until?: Date;
}
