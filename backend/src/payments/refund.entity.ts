import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, type Relation } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import { EnumColumn, InstantColumn, MoneyColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { MoneyType } from '../platform/graphql/scalars.js';
import { Payment } from './payment.entity.js';

export enum RefundStatus {
  /** With the processor or the bank. */
  PENDING = 'PENDING',
  SUCCEEDED = 'SUCCEEDED',
  /** The bank sent it back: the money is the customer’s credit again. */
  FAILED = 'FAILED',
}
registerEnumType(RefundStatus, { name: 'RefundStatus' });

/** Money of a payment that goes back to the customer. */
@ObjectType({ description: 'Money of a payment that goes back to the customer.' })
@Entity()
export class Refund extends TenantRow {
  @Index('IDX_refund_payment') @Column('uuid') paymentId: string;
  @Field(() => Payment) @ManyToOne(() => Payment, { nullable: false }) payment: Relation<Payment>;
  @Column('uuid') customerId: string;
  @Field(() => MoneyType) @MoneyColumn() amount: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field(() => RefundStatus) @EnumColumn(RefundStatus, { default: RefundStatus.PENDING }) status: RefundStatus;
  @Field() @Column('text', { default: '' }) reason: string;
  @Column('text', { default: '' }) requestedBy: string;
  @Column('text', { nullable: true, unique: true }) stripeRefundId: string | null;
  @Field(() => String, { nullable: true, description: 'Why the bank sent it back.' }) @Column('text', { nullable: true }) failure: string | null;
}

export enum DisputeStatus {
  /** The provider should answer with evidence. */
  NEEDS_RESPONSE = 'NEEDS_RESPONSE',
  UNDER_REVIEW = 'UNDER_REVIEW',
  WON = 'WON',
  LOST = 'LOST',
}
registerEnumType(DisputeStatus, { name: 'DisputeStatus' });

/** A payment that the customer’s bank wants back. */
@ObjectType({ description: 'A payment that the customer’s bank wants back.' })
@Entity()
export class Dispute extends TenantRow {
  @Index('IDX_dispute_payment') @Column('uuid') paymentId: string;
  @Field(() => Payment) @ManyToOne(() => Payment, { nullable: false }) payment: Relation<Payment>;
  @Column('uuid') customerId: string;
  @Field(() => Customer) @ManyToOne(() => Customer, { nullable: false }) customer: Relation<Customer>;
  @Field(() => MoneyType) @MoneyColumn() amount: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field(() => DisputeStatus) @EnumColumn(DisputeStatus) status: DisputeStatus;
  @Field({ description: 'The bank’s word for it.' }) @Column('text', { default: '' }) reason: string;
  @Column('text', { unique: true }) stripeDisputeId: string;
  @Field(() => Date, { nullable: true, description: 'Until when evidence can be given.' }) @InstantColumn({ nullable: true }) answerBy: Date | null;
  @Field() @InstantColumn() openedAt: Date;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) closedAt: Date | null;
}

@ObjectType()
export class DisputePage extends PageOf(Dispute) {}
