import { Field, InputType } from '@nestjs/graphql';
import { Matches, MaxLength } from 'class-validator';

/** Where homes are connected. */
@InputType()
export class ServiceAreaInput {
  @Field({ defaultValue: '', description: 'Empty: any municipality.' }) @MaxLength(120) city: string;
  @Field({ defaultValue: '', description: 'The beginning of a postal code, such as J7Z; empty: every one.' }) @Matches(/^\s*(?:[A-Za-z](?:\d(?:[A-Za-z](?:\s?\d(?:[A-Za-z]\d?)?)?)?)?)?\s*$/) postalPrefix: string;
}
