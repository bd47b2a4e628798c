import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Unique } from 'typeorm';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { OutgoingChannel } from './outgoing-message.entity.js';

/** What a message is for, as far as somebody may not want it. */
export enum ConsentKind {
  VISITS = 'VISITS',
  BILLING = 'BILLING',
  NEWS = 'NEWS',
}
registerEnumType(ConsentKind, { name: 'ConsentKind', description: 'VISITS: technicians on their way. BILLING: invoices and receipts. NEWS: offers and news, only with consent.' });

/** What a customer said about one kind of message on one channel; without a row the usual holds. */
@Entity()
@Unique('UQ_message_consent', ['tenantId', 'customerId', 'channel', 'kind'])
export class MessageConsent extends TenantRow {
  @Column('uuid') customerId: string;
  @EnumColumn(OutgoingChannel) channel: OutgoingChannel;
  @EnumColumn(ConsentKind) kind: ConsentKind;
  @Column('boolean') granted: boolean;
  @InstantColumn() changedAt: Date;
  @Column('text') changedBy: string;
}

/** A number that asked for no more texts. */
@Entity()
@Unique('UQ_stopped_number', ['tenantId', 'lastTen'])
export class StoppedNumber extends TenantRow {
  @Column('text') lastTen: string;
}

/** Whether a customer wants one kind of message on one channel. */
@ObjectType()
export class ConsentChoice {
  @Field(() => OutgoingChannel) channel: OutgoingChannel;
  @Field(() => ConsentKind) kind: ConsentKind;
  @Field() granted: boolean;
  @Field(() => Date, { nullable: true, description: 'When it was said; null for what is usual.' }) changedAt: Date | null;
  @Field(() => String, { nullable: true, description: 'By whom.' }) changedBy: string | null;
}

/** What a customer wants to be told, and how. Codes, answers and what the law asks for are always sent. */
@ObjectType({ description: 'What a customer wants to be told, and how. Codes, answers and what the law asks for are always sent.' })
export class Consents {
  @Field(() => [ConsentChoice]) choices: ConsentChoice[];
  @Field({ description: 'Whether one of the customer’s numbers asked for no more texts (STOP); START at that phone begins them again.' }) textsStopped: boolean;
}
