import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
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
  SENT = 'SENT',
  FAILED = 'FAILED',
}
registerEnumType(OutgoingStatus, { name: 'OutgoingStatus' });

/** A mail or SMS that the product wrote, as its reader sees it. */
@ObjectType({ description: 'A mail or SMS that the product wrote, as its reader sees it.' })
@Entity()
@Index(['tenantId', 'createdAt', 'id'])
export class OutgoingMessage extends TenantRow {
  @Field(() => OutgoingChannel) @EnumColumn(OutgoingChannel) channel: OutgoingChannel;
  @Field(() => OutgoingStatus) @EnumColumn(OutgoingStatus) status: OutgoingStatus;
  @Field({ description: 'Address or number.' }) @Column('text') recipient: string;
  @Field({ description: 'Which message, such as sign-in-link.' }) @Column('text') template: string;
  @Field(() => Language) @EnumColumn(Language) language: Language;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) subject: string | null;
  @Field({ description: 'Plain text.' }) @Column('text') text: string;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) html: string | null;
  @Column('uuid', { nullable: true }) customerId: string | null;
  @Field(() => Customer, { nullable: true }) @ManyToOne(() => Customer, { nullable: true }) customer: Relation<Customer> | null;
  /** What it is about, such as `job:` and an id, so that the same news is not told twice. */
  @Index('IDX_outgoing_message_about') @Column('text', { nullable: true }) about: string | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) sentAt: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it could not be sent.' }) @Column('text', { nullable: true }) failure: string | null;
}

@ObjectType()
export class OutgoingMessagePage extends PageOf(OutgoingMessage) {}
