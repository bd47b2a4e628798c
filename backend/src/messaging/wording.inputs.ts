import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import { IsEnum, IsInt, Length, Matches, Min } from 'class-validator';
import { Language } from '../tenancy/tenant.entity.js';

/** Which message, in which case and language. */
@ArgsType()
@InputType({ isAbstract: true })
export class WordingKey {
  @Field({ description: 'Such as payment-reminder.' }) @Length(1, 60) template: string;
  @Field({ defaultValue: '', description: 'Its case; empty where it has one only.' }) @Length(0, 20) variant: string = '';
  @Field(() => Language) @IsEnum(Language) language: Language;
}

/** New words for a message, whole; what equals our own counts as ours. */
@InputType()
export class WordingInput extends WordingKey {
  @Field() @Length(1, 150) @Matches(/\S/) @Matches(/^[^\r\n]*$/) subject: string;
  @Field() @Length(1, 150) @Matches(/\S/) @Matches(/^[^\r\n]*$/) heading: string;
  @Field({ description: 'An empty line parts paragraphs.' }) @Length(1, 5_000) @Matches(/\S/) body: string;
  @Field({ description: 'Plain text; more than 160 signs cost a second text.' }) @Length(1, 480) @Matches(/\S/) sms: string;
  @Field(() => Int, { description: 'The version the writer had before them.' }) @IsInt() @Min(0) basedOn: number;
}
