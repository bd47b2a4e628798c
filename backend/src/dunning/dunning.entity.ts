import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import { Invoice } from '../invoices/invoice.entity.js';
import { EnumColumn, InstantColumn, MoneyColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { DateOnly, MoneyType } from '../platform/graphql/scalars.js';

/** Where a customer stands with their debts. */
export enum DunningStage {
  CURRENT = 'CURRENT',
  REMINDED = 'REMINDED',
  FEE_CHARGED = 'FEE_CHARGED',
  ARRANGED = 'ARRANGED',
  SUSPENDED = 'SUSPENDED',
}
registerEnumType(DunningStage, { name: 'DunningStage' });

/** What was done about a customer's debts. */
export enum DunningDeed {
  REMINDED = 'REMINDED',
  FEE_CHARGED = 'FEE_CHARGED',
  SUSPENDED = 'SUSPENDED',
  RESTORED = 'RESTORED',
  CLOSED = 'CLOSED',
  ARRANGED = 'ARRANGED',
  ARRANGEMENT_KEPT = 'ARRANGEMENT_KEPT',
  ARRANGEMENT_BROKEN = 'ARRANGEMENT_BROKEN',
  ARRANGEMENT_CANCELLED = 'ARRANGEMENT_CANCELLED',
  HELD = 'HELD',
  RELEASED = 'RELEASED',
  PROTECTED = 'PROTECTED',
  UNPROTECTED = 'UNPROTECTED',
}
registerEnumType(DunningDeed, { name: 'DunningDeed' });

/** Where a customer stands with their debts, and what the office has said about it. */
@ObjectType({ description: 'Where a customer stands with their debts, and what the office has said about it.' })
@Entity()
@Unique(['customerId'])
@Index('IDX_dunning_account_stage', ['tenantId', 'stage'])
export class DunningAccount extends TenantRow {
  @Column('uuid') customerId: string;
  @Field(() => Customer) @ManyToOne(() => Customer, { nullable: false }) customer: Relation<Customer>;
  @Field(() => DunningStage) @EnumColumn(DunningStage, { default: DunningStage.CURRENT }) stage: DunningStage;
  @Field(() => Int, { description: 'How many steps of the policy were taken for this debt.' }) @Column('int', { default: 0 }) stepsDone: number;
  @Field(() => DateOnly, { nullable: true }) @Column('date', { nullable: true }) lastStepOn: string | null;
  @Column('date', { nullable: true }) notBefore: string | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) suspendedAt: Date | null;
  @Field(() => DateOnly, { nullable: true, description: 'The last day on which nothing is done, as the office has promised.' }) @Column('date', { nullable: true }) heldUntil: string | null;
  @Field() @Column('text', { default: '' }) heldBecause: string;
  @Field({ description: 'Why the service must not be cut off, such as a medical alarm; empty when nothing is known.' }) @Column('text', { default: '' }) protectedBecause: string;
}

/** One thing that was done about a customer's debts. Only ever added to. */
@ObjectType({ description: 'One thing that was done about a customer’s debts.' })
@Entity()
@Index('IDX_dunning_entry_customer', ['customerId', 'createdAt'])
export class DunningEntry extends TenantRow {
  @Column('uuid') customerId: string;
  @Field(() => DunningDeed) @EnumColumn(DunningDeed) deed: DunningDeed;
  @Field(() => DateOnly, { description: 'The provider’s local day.' }) @Column('date') day: string;
  @Field(() => Int, { description: 'Which reminder it was: 1, 2 …; 0 for anything else.' }) @Column('int', { default: 0 }) reminder: number;
  @Field(() => MoneyType, { description: 'Overdue at that moment.' }) @MoneyColumn() owed: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field({ description: 'What a person wrote about it.' }) @Column('text', { default: '' }) note: string;
  @Field({ description: 'Who did it; `system` for the daily run.' }) @Column('text') by: string;
  @Column('uuid', { nullable: true }) invoiceId: string | null;
  @Field(() => Invoice, { nullable: true, description: 'Of a late fee: its invoice.' }) @ManyToOne(() => Invoice, { nullable: true }) invoice: Relation<Invoice> | null;
}

export enum ArrangementStatus {
  ACTIVE = 'ACTIVE',
  KEPT = 'KEPT',
  BROKEN = 'BROKEN',
  CANCELLED = 'CANCELLED',
}
registerEnumType(ArrangementStatus, { name: 'ArrangementStatus' });

/** One part of what was agreed. */
@ObjectType()
export class Instalment {
  @Field(() => DateOnly) dueOn: string;
  @Field(() => Int, { description: 'Minor units.' }) amount: number;
}

/** What a customer has promised to pay, and when; while they do, the invoices under it count as not overdue. */
@ObjectType({ description: 'What a customer has promised to pay, and when.' })
@Entity()
@Index('IDX_payment_arrangement_customer', ['customerId'])
export class PaymentArrangement extends TenantRow {
  @Column('uuid') customerId: string;
  @Field(() => Customer) @ManyToOne(() => Customer, { nullable: false }) customer: Relation<Customer>;
  @Field(() => ArrangementStatus) @EnumColumn(ArrangementStatus, { default: ArrangementStatus.ACTIVE }) status: ArrangementStatus;
  @Field(() => MoneyType) @MoneyColumn() total: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field(() => [Instalment]) @Column('jsonb') instalments: Instalment[];
  @Column('uuid', { array: true }) invoiceIds: string[];
  /** The step at which dunning goes on when it is broken. */
  @Column('int', { default: 0 }) resumeAt: number;
  @Field() @Column('text', { default: '' }) note: string;
  @Field() @Column('text') agreedBy: string;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) endedAt: Date | null;
}

export enum ServiceState {
  ON = 'ON',
  OFF = 'OFF',
}
registerEnumType(ServiceState, { name: 'ServiceState' });

export enum ServiceOrderStatus {
  ASKED = 'ASKED',
  /** Done, and read back from the equipment. */
  CONFIRMED = 'CONFIRMED',
  /** A later order took its place. */
  SUPERSEDED = 'SUPERSEDED',
}
registerEnumType(ServiceOrderStatus, { name: 'ServiceOrderStatus' });

/** That a customer's service is to be cut off or given back, and whether the equipment says that it is so. */
@ObjectType({ description: 'That a customer’s service is to be cut off or given back, and whether the equipment says that it is so.' })
@Entity()
@Index('IDX_service_order_customer', ['customerId', 'id'])
export class ServiceOrder extends TenantRow {
  @Column('uuid') customerId: string;
  @Field(() => ServiceState) @EnumColumn(ServiceState) wanted: ServiceState;
  @Field(() => ServiceOrderStatus) @EnumColumn(ServiceOrderStatus, { default: ServiceOrderStatus.ASKED }) status: ServiceOrderStatus;
  @Field(() => Date, { nullable: true, description: 'When the equipment said that it is so.' }) @InstantColumn({ nullable: true }) confirmedAt: Date | null;
  @Field(() => String, { nullable: true, description: 'What went wrong the last time it was tried.' }) @Column('text', { nullable: true }) failure: string | null;
}

/** What the embedded switch was asked to do: its memory, and what it reads back. */
@Entity()
@Index('IDX_switched_service_customer', ['customerId', 'id'])
export class SwitchedService extends TenantRow {
  @Column('uuid') customerId: string;
  @EnumColumn(ServiceState) state: ServiceState;
  @Column('uuid', { unique: true }) orderId: string;
}

/** One day's look at everybody who owes. */
@ObjectType({ description: 'One day’s look at everybody who owes.' })
@Entity()
@Unique(['tenantId', 'day'])
export class DunningRun extends TenantRow {
  @Field(() => DateOnly) @Column('date') day: string;
  @Field({ description: 'Who started it; `system` for the daily run.' }) @Column('text', { default: 'system' }) startedBy: string;
  @Field(() => Int, { description: 'Customers looked at so far.' }) @Column('int', { default: 0 }) looked: number;
  @Field(() => Int) @Column('int', { default: 0 }) reminded: number;
  @Field(() => Int) @Column('int', { default: 0 }) charged: number;
  @Field(() => Int) @Column('int', { default: 0 }) suspended: number;
  @Field(() => Int) @Column('int', { default: 0 }) restored: number;
  /** The last customer looked at; a run that was cut off goes on after them. */
  @Column('uuid', { nullable: true }) after: string | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) finishedAt: Date | null;
}

@ObjectType()
export class DunningRunPage extends PageOf(DunningRun) {}
