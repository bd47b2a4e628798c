import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, type Relation } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { Language } from '../tenancy/tenant.entity.js';

export enum OutgoingChannel {
  EMAIL = 'EMAIL',
  SMS = 'SMS',
}
registerEnumType(OutgoingChannel, { name: 'OutgoingChannel' });

/** CAPTURED is what happens to every message of a tenant that is not live. */
export enum OutgoingStatus {
  CAPTURED = 'CAPTURED',
  QUEUED = 'QUEUED',
  DEFERRED = 'DEFERRED',
  SENT = 'SENT',
  DELIVERED = 'DELIVERED',
  BOUNCED = 'BOUNCED',
  REFUSED = 'REFUSED',
}
registerEnumType(OutgoingStatus, {
  name: 'OutgoingStatus',
  description: 'CAPTURED: kept here, the provider is not live. DEFERRED: waits for the morning or for another try. SENT: handed over. DELIVERED: it arrived. BOUNCED: it came back. REFUSED: it was never taken.',
});

/** Why a message waits, came back or was not taken. */
export enum OutgoingReason {
  QUIET_HOURS = 'QUIET_HOURS',
  NO_ANSWER = 'NO_ANSWER',
  TRY_LATER = 'TRY_LATER',
  BAD_SIGN_IN = 'BAD_SIGN_IN',
  NOT_SET_UP = 'NOT_SET_UP',
  NO_SUCH_ADDRESS = 'NO_SUCH_ADDRESS',
  CONTENT_REFUSED = 'CONTENT_REFUSED',
  OPTED_OUT = 'OPTED_OUT',
  NO_CONSENT = 'NO_CONSENT',
  NOT_MOBILE = 'NOT_MOBILE',
  UNREACHABLE = 'UNREACHABLE',
  FILTERED = 'FILTERED',
  GAVE_UP = 'GAVE_UP',
  OTHER = 'OTHER',
}
registerEnumType(OutgoingReason, {
  name: 'OutgoingReason',
  description: 'NO_ANSWER: the service could not be reached. TRY_LATER: it asked to try again. BAD_SIGN_IN: it did not accept our password. OPTED_OUT: the person wants none. FILTERED: the network held it back. GAVE_UP: too many tries.',
});

/** A mail or SMS that the product wrote, as its reader sees it. */
@ObjectType({ description: 'A mail or SMS that the product wrote, as its reader sees it.' })
@Entity()
@Index(['tenantId', 'createdAt', 'id'])
@Index('IDX_outgoing_message_waiting', ['notBefore'], { where: `status in ('QUEUED', 'DEFERRED')` })
export class OutgoingMessage extends TenantRow {
  @Field(() => OutgoingChannel) @EnumColumn(OutgoingChannel) channel: OutgoingChannel;
  @Field(() => OutgoingStatus) @EnumColumn(OutgoingStatus) status: OutgoingStatus;
  @Field({ description: 'Address or number.' }) @Column('text') recipient: string;
  @Field({ description: 'Which message, such as sign-in-link.' }) @Column('text') template: string;
  @Field(() => Language) @EnumColumn(Language) language: Language;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) subject: string | null;
  @Field({ description: 'Plain text.' }) @Column('text') text: string;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) html: string | null;
  @Field(() => String, { nullable: true, description: 'The file that goes with it, such as a statement; `/files/messages/<id>`.' }) @Column('text', { nullable: true }) attachmentName: string | null;
  /** A PDF, read only when it is needed. */
  @Column('bytea', { nullable: true, select: false }) attachment: Buffer | null;
  @Column('uuid', { nullable: true }) customerId: string | null;
  @Field(() => Customer, { nullable: true }) @ManyToOne(() => Customer, { nullable: true }) customer: Relation<Customer> | null;
  /** What it is about, such as `job:` and an id, so that the same news is not told twice. */
  @Index('IDX_outgoing_message_about') @Column('text', { nullable: true }) about: string | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) sentAt: Date | null;
  @Field(() => Date, { nullable: true, description: 'When the other side said that it arrived.' }) @InstantColumn({ nullable: true }) deliveredAt: Date | null;
  @Field(() => OutgoingReason, { nullable: true, description: 'Why it waits, came back or was not taken.' }) @EnumColumn(OutgoingReason, { nullable: true }) reason: OutgoingReason | null;
  @Field(() => String, { nullable: true, description: 'What the other side called it, such as 550 or 30003.' }) @Column('text', { nullable: true }) failure: string | null;
  @Field(() => Int, { description: 'How often it was tried.' }) @Column('int', { default: 0 }) attempts: number;
  @Field(() => Date, { nullable: true, description: 'Until when it waits.' }) @InstantColumn({ nullable: true }) notBefore: Date | null;
  /** Whoever hands it over holds it until then, so that nobody else does. */
  @InstantColumn({ nullable: true }) claimedUntil: Date | null;
  /** What the other side calls it. */
  @Index('IDX_outgoing_message_provider') @Column('text', { nullable: true }) providerId: string | null;
}

@ObjectType()
export class OutgoingMessagePage extends PageOf(OutgoingMessage) {}
