import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsDate, IsEnum, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import { DateOnly } from '../platform/graphql/scalars.js';
import { AbsenceKind } from './working.entity.js';

/** When somebody is away, and why. */
@InputType()
export class AbsenceInput {
  @Field(() => ID) @IsUUID() technicianId: string;
  @Field(() => AbsenceKind) @IsEnum(AbsenceKind) kind: AbsenceKind;
  @Field(() => Date) @IsDate() startsAt: Date;
  @Field(() => Date) @IsDate() endsAt: Date;
  @Field({ defaultValue: '' }) @MaxLength(200) note: string = '';
}

/** A part of the area served. */
@InputType()
export class TerritoryInput {
  @Field() @Length(1, 60) name: string;
  @Field(() => [String], { description: 'Beginnings of postal codes, such as J7Z.' }) @ArrayMaxSize(200) @Matches(/^[A-Za-z0-9 -]{1,10}$/, { each: true }) postalPrefixes: string[];
}

/** The first and the last of some days. */
@ArgsType()
export class DaysArgs {
  @Field(() => DateOnly) @IsString() from: string;
  @Field(() => DateOnly, { nullable: true, description: 'The same day when left out.' }) @IsOptional() to?: string;
}
