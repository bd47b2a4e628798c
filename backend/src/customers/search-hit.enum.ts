import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';

/** What can be found. */
export enum SearchKind {
  CUSTOMER = 'CUSTOMER',
  DEVICE = 'DEVICE',
  INVOICE = 'INVOICE',
  TICKET = 'TICKET',
  JOB = 'JOB',
}
registerEnumType(SearchKind, { name: 'SearchKind' });

/** Something that was found, as one line of a list. */
@ObjectType()
export class SearchHit {
  @Field(() => SearchKind) kind: SearchKind;
  @Field(() => ID) id: string;
  @Field(() => ID, { nullable: true, description: 'Whose it is.' }) customerId: string | null;
  @Field({ description: 'Its name or number.' }) title: string;
  @Field({ description: 'What tells it from others: a town, a customer, a day.' }) subtitle: string;
  @Field({ description: 'The text that fitted best.' }) matched: string;
}
