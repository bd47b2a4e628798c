import { Field, ID, ObjectType } from '@nestjs/graphql';
import { ContactRoleName } from './customer.entity.js';

/** Somebody who may sign in to the same account, as its owner sees them. */
@ObjectType({ description: 'Somebody who may sign in to one’s own account.' })
export class Colleague {
  @Field(() => ID, { description: 'That of `Customer.contacts`.' }) id: string;
  @Field() name: string;
  @Field(() => String, { nullable: true }) email: string | null;
  @Field(() => ContactRoleName) role: ContactRoleName;
  @Field({ description: 'Whether it is the person who asks.' }) isMe: boolean;
  @Field({ description: 'When they were last invited or, without an invitation, added.' }) invitedAt: Date;
  @Field(() => Date, { nullable: true, description: 'When they last used this account; nothing while they never came.' }) lastUsedAt: Date | null;
}
