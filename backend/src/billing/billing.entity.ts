import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import { BillingFrequency, CatalogItem, ServiceSubscription, SubscriptionStatus } from '../catalog/catalog.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { Invoice, InvoiceTax } from '../invoices/invoice.entity.js';
import { EnumColumn, InstantColumn, MoneyColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { DateOnly, MoneyType } from '../platform/graphql/scalars.js';

/** What a subscription is and costs from a day on. Without one the subscription's own columns hold since it began. */
@ObjectType({ description: 'What a subscription is and costs from a day on.' })
@Entity()
@Unique(['subscriptionId', 'validFrom'])
export class SubscriptionTerm extends TenantRow {
  @Column('uuid') subscriptionId: string;
  @ManyToOne(() => ServiceSubscription, { nullable: false }) subscription: Relation<ServiceSubscription>;
  @Column('uuid') customerId: string;
  @Column('uuid') itemId: string;
  @Field(() => CatalogItem) @ManyToOne(() => CatalogItem, { nullable: false }) item: Relation<CatalogItem>;
  @Field(() => MoneyType) @MoneyColumn() price: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field(() => Int) @Column('int', { default: 1 }) quantity: number;
  @EnumColumn(BillingFrequency) frequency: BillingFrequency;
  @Field(() => SubscriptionStatus) @EnumColumn(SubscriptionStatus) status: SubscriptionStatus;
  @Field(() => DateOnly) @Column('date') validFrom: string;
  /** Whether the subscription's own columns say so already. */
  @Column('boolean', { default: false }) applied: boolean;
  @Field() @Column('text', { default: '' }) changedBy: string;
}

/** An amount that a change brought about for days already billed; the next invoice takes it. */
@Entity()
export class BillingCharge extends TenantRow {
  @Column('uuid') subscriptionId: string;
  @ManyToOne(() => ServiceSubscription, { nullable: false }) subscription: Relation<ServiceSubscription>;
  @Index('IDX_billing_charge_waiting') @Column('uuid') customerId: string;
  @Column('uuid') itemId: string;
  @ManyToOne(() => CatalogItem, { nullable: false }) item: Relation<CatalogItem>;
  @Column('date') fromDay: string;
  @Column('date') toDay: string;
  @Column('int') days: number;
  @Column('int') ofDays: number;
  @MoneyColumn() price: number;
  @MoneyColumn() amount: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Column('uuid', { nullable: true }) invoiceId: string | null;
  @ManyToOne(() => Invoice, { nullable: true }) invoice: Relation<Invoice> | null;
}

export enum BillingRunStatus {
  PREVIEWING = 'PREVIEWING',
  /** Computed, and waiting for a person to look and confirm. */
  READY = 'READY',
  ISSUING = 'ISSUING',
  DONE = 'DONE',
  /** Given up; what was issued before stays. */
  UNDONE = 'UNDONE',
  FAILED = 'FAILED',
}
registerEnumType(BillingRunStatus, { name: 'BillingRunStatus' });

/** The invoices of all customers for one period: computed, looked at, confirmed, issued. A shadow run issues nothing. */
@ObjectType({ description: 'The invoices of all customers for one period. A shadow run only compares with what was imported.' })
@Entity()
@Index('IDX_billing_run_created', ['tenantId', 'createdAt'])
export class BillingRun extends TenantRow {
  @Field(() => DateOnly) @Column('date') periodStart: string;
  @Field(() => DateOnly, { description: 'Last day of the period.' }) @Column('date') periodEnd: string;
  @Field(() => BillingRunStatus) @EnumColumn(BillingRunStatus, { default: BillingRunStatus.PREVIEWING }) status: BillingRunStatus;
  @Field() @Column('boolean', { default: false }) shadow: boolean;
  @Field() @Column('text', { default: '' }) startedBy: string;
  @Field() @Column('text', { default: '' }) confirmedBy: string;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field(() => Int, { description: 'Customers with something to bill, so far.' }) @Column('int', { default: 0 }) customers: number;
  @Field(() => Int) @Column('int', { default: 0 }) issued: number;
  @Field(() => Int) @Column('int', { default: 0 }) held: number;
  @Field(() => MoneyType, { description: 'Of everything that is not held.' }) @MoneyColumn({ default: 0 }) total: number;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) finishedAt: Date | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) failure: string | null;
}

@ObjectType()
export class BillingRunPage extends PageOf(BillingRun) {}

export enum RunItemStatus {
  READY = 'READY',
  /** A person should look first; not issued. */
  HELD = 'HELD',
  ISSUED = 'ISSUED',
}
registerEnumType(RunItemStatus, { name: 'RunItemStatus' });

export enum HoldReason {
  NONE = '',
  /** Far from what this customer usually pays. */
  UNUSUAL_AMOUNT = 'UNUSUAL_AMOUNT',
  /** Less than nothing. */
  NEGATIVE = 'NEGATIVE',
  /** There is no tax rate for the province on that day. */
  MISSING_RATE = 'MISSING_RATE',
  BY_HAND = 'BY_HAND',
  /** Changed or billed after it was previewed. */
  STALE = 'STALE',
}

/** A line of a previewed invoice. */
@ObjectType()
export class RunLine {
  @Field() description: string;
  @Field() explanation: string;
  @Field(() => Int) quantity: number;
  @Field(() => Int, { description: 'Minor units.' }) unitPrice: number;
  @Field(() => Int, { description: 'Minor units.' }) amount: number;
  @Field(() => DateOnly) periodStart: string;
  @Field(() => DateOnly) periodEnd: string;
  subscriptionId: string;
  taxClass: string;
  /** The waiting charge it comes from, if any. */
  chargeId: string | null;
}

/** One customer in a billing run. */
@ObjectType({ description: 'One customer in a billing run.' })
@Entity()
@Unique(['runId', 'customerId'])
@Index('IDX_billing_run_item_status', ['runId', 'status'])
export class BillingRunItem extends TenantRow {
  @Column('uuid') runId: string;
  @ManyToOne(() => BillingRun, { nullable: false, onDelete: 'CASCADE' }) run: Relation<BillingRun>;
  @Column('uuid') customerId: string;
  @Field(() => Customer) @ManyToOne(() => Customer, { nullable: false }) customer: Relation<Customer>;
  @Field(() => RunItemStatus) @EnumColumn(RunItemStatus, { default: RunItemStatus.READY }) status: RunItemStatus;
  @Field(() => MoneyType) @MoneyColumn() total: number;
  @Field(() => MoneyType) @MoneyColumn() subtotal: number;
  @Field(() => MoneyType) @MoneyColumn() taxTotal: number;
  @Field(() => MoneyType, { nullable: true, description: 'The middle of this customer’s last invoices.' }) @MoneyColumn({ nullable: true }) usual: number | null;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field(() => [RunLine]) @Column('jsonb', { default: [] }) lines: RunLine[];
  @Field(() => [InvoiceTax]) @Column('jsonb', { default: [] }) taxes: InvoiceTax[];
  @Column('text', { default: 'QC' }) province: string;
  @Field({ description: 'Why it is held: UNUSUAL_AMOUNT, NEGATIVE, MISSING_RATE, BY_HAND; empty when it is not.' }) @Column('text', { default: '' }) reason: string;
  @Column('uuid', { nullable: true }) invoiceId: string | null;
  @Field(() => Invoice, { nullable: true }) @ManyToOne(() => Invoice, { nullable: true }) invoice: Relation<Invoice> | null;
  @Field(() => MoneyType, { nullable: true, description: 'In a shadow run: what the other system billed.' }) @MoneyColumn({ nullable: true }) theirs: number | null;
}

@ObjectType()
export class BillingRunItemPage extends PageOf(BillingRunItem) {}
