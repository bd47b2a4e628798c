import { Field, InputType } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDate, IsEnum, IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { NoticeKind } from './notice.entity.js';

const trimmed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);

/** What a notice says, in both languages, where and when. */
@InputType()
export class ServiceNoticeInput {
  @Field(() => NoticeKind) @IsEnum(NoticeKind) kind: NoticeKind;
  @Field({ description: '3 to 120 characters.' }) @Transform(trimmed) @Length(3, 120) titleFr: string;
  @Field({ description: '3 to 120 characters.' }) @Transform(trimmed) @Length(3, 120) titleEn: string;
  @Field({ defaultValue: '' }) @Transform(trimmed) @MaxLength(2_000) textFr: string;
  @Field({ defaultValue: '' }) @Transform(trimmed) @MaxLength(2_000) textEn: string;
  @Field(() => [String], { defaultValue: [], description: 'Municipalities and beginnings of postal codes, at most 60; empty: everywhere.' })
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? [...new Set(value.map((one) => (typeof one === 'string' ? one.trim() : one)).filter((one) => one !== ''))] : value))
  @IsArray() @ArrayMaxSize(60) @Matches(/^[\p{L}\d][\p{L}\d .’'()-]{1,79}$/u, { each: true })
  places: string[];
  @Field() @IsDate() startsAt: Date;
  @Field(() => Date, { nullable: true, description: 'Expected end.' }) @IsOptional() @IsDate() endsAt?: Date | null;
}
