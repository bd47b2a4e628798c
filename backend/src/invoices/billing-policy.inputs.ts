import { Field, Float, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, IsBoolean, IsIn, IsInt, IsOptional, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { DateOnly } from '../platform/graphql/scalars.js';

/** One step of dunning. */
@InputType()
export class DunningStepInput {
  @Field(() => Int, { description: 'Days after the due date.' }) @IsInt() @Min(0) @Max(365) afterDays: number;
  @Field({ description: 'REMIND, LATE_FEE or SUSPEND.' }) @IsIn(['REMIND', 'LATE_FEE', 'SUSPEND']) act: 'REMIND' | 'LATE_FEE' | 'SUSPEND';
}

/** What is to be changed about how a provider bills; what is left out stays. */
@InputType()
export class BillingPolicyInput {
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(40) gstNumber?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(40) qstNumber?: string | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(1) @Max(28) billingDay?: number | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() partialPayments?: boolean | null;
  @Field(() => Float, { nullable: true, description: 'Minor units.' }) @IsOptional() @IsInt() @Min(100) @Max(100_000) smallestPayment?: number | null;
  @Field(() => [Int], { nullable: true }) @IsOptional() @ArrayMaxSize(10) @IsInt({ each: true }) @Min(1, { each: true }) @Max(60, { each: true }) retryDays?: number[] | null;
  @Field(() => [DunningStepInput], { nullable: true }) @IsOptional() @ArrayMaxSize(12) @ValidateNested({ each: true }) @Type(() => DunningStepInput) dunning?: DunningStepInput[] | null;
  @Field(() => Float, { nullable: true, description: 'Minor units.' }) @IsOptional() @IsInt() @Min(0) @Max(100_000) lateFee?: number | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() dunningActive?: boolean | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(0) @Max(23) dunningHour?: number | null;
  @Field(() => Float, { nullable: true, description: 'Minor units.' }) @IsOptional() @IsInt() @Min(0) @Max(100_000) smallestDebt?: number | null;
  @Field(() => [DateOnly], { nullable: true }) @IsOptional() @ArrayMaxSize(60) quietDays?: string[] | null;
}
