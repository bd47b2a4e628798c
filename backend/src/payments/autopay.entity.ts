import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, Unique, type Relation } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import { EnumColumn, InstantColumn, MoneyColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { DateOnly, MoneyType } from '../platform/graphql/scalars.js';
import { SavedMethod } from './saved-method.entity.js';

/** Whether, and with what, a customer pays by itself. */
@ObjectType({ description: 'Whether, and with what, a customer’s invoices are paid by themselves on their due date.' })
@Entity()
@Unique('UQ_autopay_customer', ['customerId'])
export class Autopay extends TenantRow {
  @Column('uuid') customerId: string;
  @Column('uuid') savedMethodId: string;
  @Field(() => SavedMethod) @ManyToOne(() => SavedMethod, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_autopay_saved_method' }) savedMethod: Relation<SavedMethod>;
  @Field() @Column('boolean') active: boolean;
  @Field({ description: 'Since when it is on or off.' }) @InstantColumn() since: Date;
  @Field({ description: 'Who turned it on or off.' }) @Column('text', { default: '' }) changedBy: string;
  @Field(() => String, { nullable: true, description: 'The bank’s word for why it was turned off by itself.' }) @Column('text', { nullable: true }) stopReason: string | null;
}

export enum AutopayStatus {
  /** Will be charged on its day. */
  PLANNED = 'PLANNED',
  /** Waits for a person. */
  HELD = 'HELD',
  /** Asked for; nobody knows the answer yet. */
  CHARGING = 'CHARGING',
  /** The bank takes days to say. */
  PROCESSING = 'PROCESSING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  /** Was not needed or not possible when its time came. */
  SKIPPED = 'SKIPPED',
}
registerEnumType(AutopayStatus, { name: 'AutopayStatus' });

export enum HoldReason {
  BY_HAND = 'BY_HAND',
  MUCH_MORE_THAN_USUAL = 'MUCH_MORE_THAN_USUAL',
  LARGE_FIRST_TIME = 'LARGE_FIRST_TIME',
  METHOD_EXPIRED = 'METHOD_EXPIRED',
  CURRENCY_DIFFERS = 'CURRENCY_DIFFERS',
}
registerEnumType(HoldReason, { name: 'HoldReason' });

/** One morning of automatic payments: planned the evening before, begun at six. */
@ObjectType({ description: 'One morning of automatic payments: planned the evening before, begun at 06:00 of the provider’s zone.' })
@Entity()
@Unique('UQ_autopay_run_day', ['tenantId', 'day'])
export class AutopayRun extends TenantRow {
  @Field(() => DateOnly) @Column('date') day: string;
  @Field(() => Date, { nullable: true, description: 'When charging began.' }) @InstantColumn({ nullable: true }) startedAt: Date | null;
}

@ObjectType()
export class AutopayRunPage extends PageOf(AutopayRun) {}

/** What one customer pays by itself on one day: one row, one attempt, one idempotency key at the processor. */
@ObjectType({ description: 'What one customer pays by itself on one day.' })
@Entity()
@Unique('UQ_autopay_charge_customer_day', ['tenantId', 'customerId', 'day'])
@Index('IDX_autopay_charge_run', ['runId'])
@Index('IDX_autopay_charge_open', ['status'], { where: `status in ('CHARGING', 'PROCESSING')` })
export class AutopayCharge extends TenantRow {
  @Column('uuid') runId: string;
  @ManyToOne(() => AutopayRun, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_autopay_charge_run' }) run: Relation<AutopayRun>;
  @Column('uuid') customerId: string;
  @Field(() => Customer) @ManyToOne(() => Customer, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_autopay_charge_customer' }) customer: Relation<Customer>;
  @Field(() => DateOnly) @Column('date') day: string;
  @Column('uuid') savedMethodId: string;
  @Field(() => SavedMethod) @ManyToOne(() => SavedMethod, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_autopay_charge_saved_method' }) savedMethod: Relation<SavedMethod>;
  @Field(() => MoneyType) @MoneyColumn() amount: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field(() => MoneyType, { nullable: true, description: 'The middle of the last six payments.' }) @MoneyColumn({ nullable: true }) usual: number | null;
  @Field(() => AutopayStatus) @EnumColumn(AutopayStatus) status: AutopayStatus;
  @Field(() => HoldReason, { nullable: true }) @EnumColumn(HoldReason, { nullable: true }) holdReason: HoldReason | null;
  @Field({ description: 'Who held it or let it go.' }) @Column('text', { default: '' }) handledBy: string;
  @Field(() => Int, { description: 'How often this debt has been tried, this one included.' }) @Column('int', { default: 1 }) attempt: number;
  @Field(() => [ID]) @Column('uuid', { array: true, default: [] }) invoiceIds: string[];
  @Column('text', { nullable: true, unique: true }) stripeIntentId: string | null;
  @Field(() => String, { nullable: true, description: 'The bank’s word for why it failed, or ours for why it was skipped.' }) @Column('text', { nullable: true }) failure: string | null;
  @Field(() => DateOnly, { nullable: true, description: 'When it is tried again; null when it is not.' }) @Column('date', { nullable: true }) nextTryOn: string | null;
  /** When it was asked for: from here on the processor may have taken the money. */
  @InstantColumn({ nullable: true }) claimedAt: Date | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) settledAt: Date | null;
}

@ObjectType()
export class AutopayChargePage extends PageOf(AutopayCharge) {}
