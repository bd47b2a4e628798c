import { Field, Int, ObjectType } from '@nestjs/graphql';

/** A message with sample data, as its reader would see it. */
@ObjectType({ description: 'A message with sample data, as its reader would see it.' })
export class MessagePreview {
  @Field({ description: 'Which message, such as sign-in-link.' }) template: string;
  @Field({ description: 'The case of the message; empty where it has one only.' }) variant: string;
  @Field(() => Int, { description: 'The version of the provider’s own words; 0 while nobody has changed anything.' }) version: number;
  @Field({ description: 'Whether it says something else than we would.' }) isOwn: boolean;
  @Field({ description: 'Of the e-mail.' }) subject: string;
  @Field({ description: 'The e-mail in the provider’s colours.' }) html: string;
  @Field({ description: 'The same e-mail for readers of plain text.' }) text: string;
  @Field({ description: 'The text message.' }) sms: string;
}
