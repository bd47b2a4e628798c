import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, OneToMany, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import { Invoice } from '../invoices/invoice.entity.js';
import { EnumColumn, InstantColumn, MoneyColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { DateOnly, MoneyType } from '../platform/graphql/scalars.js';

export enum PaymentMethod {
  CARD = 'CARD',
  KLARNA = 'KLARNA',
  PRE_AUTHORISED_DEBIT = 'PRE_AUTHORISED_DEBIT',
  CHEQUE = 'CHEQUE',
  OTHER = 'OTHER',
  /** Not money: what a credit note gives. */
  CREDIT_NOTE = 'CREDIT_NOTE',
  /** Not money: what the provider no longer expects. */
  WRITE_OFF = 'WRITE_OFF',
}
registerEnumType(PaymentMethod, { name: 'PaymentMethod' });

export enum PaymentStatus {
  PROCESSING = 'PROCESSING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  REFUNDED = 'REFUNDED',
}
registerEnumType(PaymentStatus, { name: 'PaymentStatus' });

export enum CheckoutStatus {
  OPEN = 'OPEN',
  PROCESSING = 'PROCESSING',
  PAID = 'PAID',
  FAILED = 'FAILED',
  EXPIRED = 'EXPIRED',
}
registerEnumType(CheckoutStatus, { name: 'CheckoutStatus' });

/** What settles invoices: money received from a customer, a credit note, or what is no longer expected. */
@ObjectType()
@Entity()
@Unique(['tenantId', 'sourceId'])
@Unique(['tenantId', 'stripePaymentIntentId'])
export class Payment extends TenantRow {
  @Index() @Column('uuid') customerId: string;
  @Field(() => Customer) @ManyToOne(() => Customer, { nullable: false }) customer: Relation<Customer>;
  @Field(() => MoneyType) @MoneyColumn() amount: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field(() => PaymentMethod) @EnumColumn(PaymentMethod) method: PaymentMethod;
  @Field(() => PaymentStatus) @EnumColumn(PaymentStatus, { default: PaymentStatus.SUCCEEDED }) status: PaymentStatus;
  @Field(() => DateOnly) @Column('date') receivedOn: string;
  @Field({ description: 'Cheque number or the processor’s reference.' }) @Column('text', { default: '' }) reference: string;
  @Field(() => MoneyType, { description: 'What was given back of it.' }) @MoneyColumn({ default: 0 }) refunded: number;
  @Column('uuid', { nullable: true }) creditNoteId: string | null;
  @Field(() => Invoice, { nullable: true, description: 'The credit note it comes from.' }) @ManyToOne(() => Invoice, { nullable: true }) creditNote: Relation<Invoice> | null;
  @Column('text', { nullable: true }) stripePaymentIntentId: string | null;
  @Column('text', { nullable: true }) sourceId: string | null;
  @Field(() => [PaymentAllocation]) @OneToMany(() => PaymentAllocation, (allocation) => allocation.payment) allocations: Relation<PaymentAllocation[]>;
}

@ObjectType()
export class PaymentPage extends PageOf(Payment) {}

/** The part of a payment that settles an invoice. */
@ObjectType()
@Entity()
@Unique(['paymentId', 'invoiceId'])
export class PaymentAllocation extends TenantRow {
  @Column('uuid') paymentId: string;
  @Field(() => Payment) @ManyToOne(() => Payment, (payment) => payment.allocations, { nullable: false }) payment: Relation<Payment>;
  @Index() @Column('uuid') invoiceId: string;
  @Field(() => Invoice) @ManyToOne(() => Invoice, { nullable: false }) invoice: Relation<Invoice>;
  @Column('uuid') customerId: string;
  @Field(() => MoneyType) @MoneyColumn() amount: number;
  @Column('text', { default: 'CAD' }) currency: string;
}

/** A payment page that was opened for a customer. What it may settle is decided here, never by what comes back. */
@ObjectType()
@Entity()
export class CheckoutSession extends TenantRow {
  @Index() @Column('uuid') customerId: string;
  @Column('uuid', { nullable: true }) invoiceId: string | null;
  @Field(() => Invoice, { nullable: true }) @ManyToOne(() => Invoice, { nullable: true }) invoice: Relation<Invoice> | null;
  @Field(() => MoneyType) @MoneyColumn() amount: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field(() => CheckoutStatus) @EnumColumn(CheckoutStatus, { default: CheckoutStatus.OPEN }) status: CheckoutStatus;
  @Column('text', { nullable: true, unique: true }) stripeSessionId: string | null;
  @Field(() => String, { nullable: true, description: 'Where the customer pays.' }) @Column('text', { nullable: true }) url: string | null;
  /** When the customer came back from the payment page. */
  @InstantColumn({ nullable: true }) returnedAt: Date | null;
  /** When the processor was last asked what became of it. */
  @InstantColumn({ nullable: true }) checkedAt: Date | null;
}

/** A webhook as it arrived: kept before it is worked on, and worked on once. */
@Entity()
export class StripeEvent {
  @PrimaryColumn('text') id: string;
  @Column('text') type: string;
  @Column('jsonb') payload: object;
  @InstantColumn({ default: () => 'now()' }) receivedAt: Date;
  @InstantColumn({ nullable: true }) processedAt: Date | null;
  /** Why it changed nothing, when it changed nothing. */
  @Column('text', { nullable: true }) outcome: string | null;
}
