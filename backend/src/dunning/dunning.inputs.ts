import { ArgsType, Field, Float, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, IsUUID, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { DateOnly } from '../platform/graphql/scalars.js';

/** One part of an arrangement. */
@InputType()
export class InstalmentInput {
  @Field(() => DateOnly, { description: 'The last day on which it is in time.' }) @IsOptional() dueOn: string;
  @Field(() => Float, { description: 'Minor units.' }) @IsInt() @Min(1) @Max(100_000_000) amount: number;
}

/** What a customer promises to pay, and when. */
@InputType()
export class ArrangementInput {
  @Field(() => ID) @IsUUID() customerId: string;
  @Field(() => [InstalmentInput], { description: 'In the order of days; together what is overdue.' }) @ArrayMinSize(1) @ArrayMaxSize(24) @ValidateNested({ each: true }) @Type(() => InstalmentInput) instalments: InstalmentInput[];
  @Field({ defaultValue: '' }) @MaxLength(500) note: string;
}

/** Until when somebody is left alone, and why. */
@ArgsType()
export class HoldArgs {
  @Field(() => ID) @IsUUID() customerId: string;
  @Field(() => DateOnly, { nullable: true, description: 'The last day on which nothing is done; none ends the hold.' }) @IsOptional() until?: string | null;
  @Field({ description: 'For the history.' }) @Length(3, 300) reason: string;
}

/** Why a service must stay on. */
@ArgsType()
export class ProtectArgs {
  @Field(() => ID) @IsUUID() customerId: string;
  @Field({ description: 'Such as a medical alarm or an emergency line; empty when it no longer holds.' }) @MaxLength(300) reason: string;
}
