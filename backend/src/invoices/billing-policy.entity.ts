import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { InstantColumn, MoneyColumn } from '../platform/db/columns.js';
import { DateOnly, MoneyType } from '../platform/graphql/scalars.js';

/** One step of dunning: what happens so many days after an invoice was due. */
export interface DunningStep {
  readonly afterDays: number;
  readonly act: 'REMIND' | 'LATE_FEE' | 'SUSPEND';
}

/** How a provider bills and what it does about debts. One row a provider; without one the defaults hold. */
@ObjectType({ description: 'How the provider bills and what it does about debts.' })
@Entity()
export class BillingPolicy {
  @Column('uuid', { primary: true, default: () => 'current_tenant()' }) tenantId: string;
  @Field({ description: 'Printed on invoices; empty when not registered.' }) @Column('text', { default: '' }) gstNumber: string = '';
  @Field({ description: 'Printed on invoices; empty when not registered.' }) @Column('text', { default: '' }) qstNumber: string = '';
  @Field(() => Int, { description: 'The day of the month on which a billing period begins, 1 to 28.' }) @Column('int', { default: 1 }) billingDay: number = 1;
  @Field({ description: 'Whether all billing stands still: runs, automatic payments, dunning.' }) @Column('boolean', { default: false }) paused: boolean = false;
  @Field() @Column('text', { default: '' }) pausedBy: string = '';
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) pausedAt: Date | null = null;
  @Field({ description: 'Whether customers may pay a part of what they owe.' }) @Column('boolean', { default: true }) partialPayments: boolean = true;
  @Field(() => MoneyType, { description: 'The least a customer may pay at once.' }) @MoneyColumn({ default: 1000 }) smallestPayment: number = 1000;
  @Field(() => [Int], { description: 'Days after a failed automatic payment on which it is tried again.' }) @Column('int', { array: true, default: [3, 5, 7] }) retryDays: number[] = [3, 5, 7];
  @Column('jsonb', { default: [] }) dunning: DunningStep[] = [];
  @Field(() => MoneyType, { description: 'Charged once for an overdue invoice; 0 charges none.' }) @MoneyColumn({ default: 0 }) lateFee: number = 0;
  @Field({ description: 'Whether dunning runs by itself each day.' }) @Column('boolean', { default: false }) dunningActive: boolean = false;
  @Field(() => Int, { description: 'The local hour from which it runs, 0 to 23.' }) @Column('int', { default: 9 }) dunningHour: number = 9;
  @Field(() => MoneyType, { description: 'Nobody is reminded or cut off for less than this.' }) @MoneyColumn({ default: 2000 }) smallestDebt: number = 2000;
  @Field(() => [DateOnly], { description: 'Days of the provider’s own on which nobody is reminded or cut off.' }) @Column('date', { array: true, default: [] }) quietDays: string[] = [];
  @Field() @Column('text', { default: 'CAD' }) currency: string = 'CAD';
  /** Numbers of the provider’s chart of accounts, by our account. */
  @Column('jsonb', { default: {} }) accounts: Record<string, string> = {};
}
