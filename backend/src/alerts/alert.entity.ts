import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import { Device } from '../equipment/device.entity.js';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { Ticket } from '../tickets/ticket.entity.js';

export enum Comparison {
  BELOW = 'BELOW',
  ABOVE = 'ABOVE',
}
registerEnumType(Comparison, { name: 'Comparison' });

/** A key with which equipment or a collector posts samples; stored as a hash. */
@ObjectType()
@Entity()
@Unique(['hash'])
export class DeviceKey extends TenantRow {
  @Field() @Column('text') name: string;
  @Column('text') hash: string;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) lastUsedAt: Date | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) revokedAt: Date | null;
}

/** One measurement. */
@Entity()
export class Sample {
  @Column('uuid', { primary: true, default: () => 'current_tenant()' }) tenantId: string;
  @PrimaryColumn('uuid') deviceId: string;
  /** `optical_power` in dBm, `latency` in ms, … */
  @PrimaryColumn('text') metric: string;
  @PrimaryColumn('timestamptz') at: Date;
  @Column('double precision') value: number;
}

/** When a measurement is bad enough, for long enough, to tell somebody. */
@ObjectType()
@Entity()
export class AlertRule extends TenantRow {
  @Field() @Column('text') name: string;
  @Field({ description: 'optical_power (dBm), latency (ms) …' }) @Column('text') metric: string;
  @Field(() => Comparison) @EnumColumn(Comparison) comparison: Comparison;
  @Field(() => Float) @Column('double precision') threshold: number;
  @Field(() => Int, { description: 'Seconds it must last before it is an event.' }) @Column('int') forSeconds: number;
  @Field(() => Float, { description: 'The value it must pass to be over; beyond the threshold, so that it does not flutter.' }) @Column('double precision') clearThreshold: number;
  @Field(() => Int) @Column('int', { default: 60 }) clearSeconds: number;
  @Field(() => Int, { description: 'Seconds after clearing in which it stays quiet.' }) @Column('int', { default: 0 }) cooldownSeconds: number;
  @Field() @Column('boolean', { default: true }) enabled: boolean;
  @Field({ description: 'Whether an event opens a ticket.' }) @Column('boolean', { default: true }) opensTicket: boolean;
}

/** A rule that was broken: from its onset, over its worst, until it was clear. */
@ObjectType()
@Entity()
@Index('one_active_event', ['ruleId', 'deviceId'], { unique: true, where: 'cleared_at is null' })
@Index(['tenantId', 'onsetAt', 'id'])
export class AlertEvent extends TenantRow {
  @Column('uuid') ruleId: string;
  @Field(() => AlertRule) @ManyToOne(() => AlertRule, { nullable: false }) rule: Relation<AlertRule>;
  @Column('uuid') deviceId: string;
  @Field(() => Device) @ManyToOne(() => Device, { nullable: false }) device: Relation<Device>;
  @Index() @Column('uuid', { nullable: true }) customerId: string | null;
  @Field(() => Customer, { nullable: true }) @ManyToOne(() => Customer, { nullable: true }) customer: Relation<Customer> | null;
  @Field() @InstantColumn() onsetAt: Date;
  @Field(() => Float, { description: 'The worst value so far.' }) @Column('double precision') peakValue: number;
  @Field() @InstantColumn() peakAt: Date;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) clearedAt: Date | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) acknowledgedAt: Date | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) acknowledgedBy: string | null;
  @Column('uuid', { nullable: true }) ticketId: string | null;
  @Field(() => Ticket, { nullable: true }) @ManyToOne(() => Ticket, { nullable: true }) ticket: Relation<Ticket> | null;
}

/** How far a rule is on its way to an event or back, for one device: survives a restart. */
@Entity()
export class AlertState {
  @Column('uuid', { primary: true, default: () => 'current_tenant()' }) tenantId: string;
  @PrimaryColumn('uuid') ruleId: string;
  @PrimaryColumn('uuid') deviceId: string;
  /** When the value first was beyond the threshold without a break; null while it is fine. */
  @InstantColumn({ nullable: true }) badSince: Date | null;
  /** When it first was past the clear threshold without a break, while an event is active. */
  @InstantColumn({ nullable: true }) goodSince: Date | null;
  @Column('double precision', { nullable: true }) worst: number | null;
  @InstantColumn({ nullable: true }) worstAt: Date | null;
  @InstantColumn({ nullable: true }) clearedAt: Date | null;
  /** The newest sample counted; older ones that arrive late change nothing. */
  @InstantColumn() lastAt: Date;
}

@ObjectType()
export class AlertEventPage extends PageOf(AlertEvent) {}
