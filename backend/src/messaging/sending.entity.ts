import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { OutgoingReason } from './outgoing-message.entity.js';

/** What going live depends on. */
export enum SendingNeed {
  REAL_PROVIDER = 'REAL_PROVIDER',
  CONTACT_ADDRESS = 'CONTACT_ADDRESS',
  MAIL = 'MAIL',
  REPLIES = 'REPLIES',
  SMS = 'SMS',
  SMS_NEWS = 'SMS_NEWS',
}
registerEnumType(SendingNeed, {
  name: 'SendingNeed',
  description: 'REAL_PROVIDER: no demonstration. CONTACT_ADDRESS: mails come from an address that people can write to. MAIL, SMS: the service takes our sign-in. REPLIES: answers to mails come back. SMS_NEWS: the SMS service can reach us.',
});

/** One line of the list that is gone through before real messages leave. */
@ObjectType()
export class SendingItem {
  @Field(() => SendingNeed) need: SendingNeed;
  @Field() isMet: boolean;
  @Field({ description: 'Whether messages stay here until it is met.' }) isRequired: boolean;
  @Field(() => OutgoingReason, { nullable: true, description: 'Why it is not met, where a service said so.' }) reason: OutgoingReason | null;
  @Field(() => String, { nullable: true, description: 'What the service called it, such as 535.' }) failure: string | null;
}

/** Whether real messages leave, and what that depends on. */
@ObjectType({ description: 'Whether real messages leave, and what that depends on, as it was found just now.' })
export class SendingState {
  @Field({ description: 'Whether messages leave; otherwise they stay in the outbox.' }) live: boolean;
  @Field({ description: 'Whether it could be turned on.' }) isReady: boolean;
  @Field(() => [SendingItem]) items: SendingItem[];
}
