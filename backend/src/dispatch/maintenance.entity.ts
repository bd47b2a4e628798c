import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, Unique, type Relation } from 'typeorm';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { EnumColumn, TenantRow } from '../platform/db/columns.js';
import { DateOnly } from '../platform/graphql/scalars.js';
import { Priority } from '../tickets/ticket.entity.js';
import { ChecklistItem, Job, JobKind, Skill } from './dispatch.entity.js';

/** What a recurrence counts in. */
export enum RecurrenceUnit {
  DAY = 'DAY',
  WEEK = 'WEEK',
  MONTH = 'MONTH',
  YEAR = 'YEAR',
}
registerEnumType(RecurrenceUnit, { name: 'RecurrenceUnit' });

/** A visit that comes back: preventive maintenance, or whatever else is done again and again at a place. */
@ObjectType({ description: 'A visit that comes back. Its visits are made by themselves, some days ahead.' })
@Entity()
@Check('maintenance_ends_after_it_starts', 'ends_on is null or ends_on >= starts_on')
export class MaintenancePlan extends TenantRow {
  @Field() @Column('text') title: string;
  @Field(() => JobKind) @EnumColumn(JobKind, { default: JobKind.MAINTENANCE }) kind: JobKind;
  @Field(() => Priority) @EnumColumn(Priority, { default: Priority.LOW }) priority: Priority;
  @Field(() => Int) @Column('int', { default: 60 }) durationMinutes: number;
  @Field(() => [Skill]) @Column('jsonb', { default: [] }) skills: Skill[];
  @Field(() => [ChecklistItem]) @Column('jsonb', { default: [] }) checklist: ChecklistItem[];
  @Field({ description: 'For the technician.' }) @Column('text', { default: '' }) notes: string;
  @Index('IDX_maintenance_plan_customer') @Column('uuid') customerId: string;
  @Field(() => Customer) @ManyToOne(() => Customer, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_maintenance_plan_customer' }) customer: Relation<Customer>;
  @Column('uuid', { nullable: true }) locationId: string | null;
  @Field(() => ServiceLocation, { nullable: true }) @ManyToOne(() => ServiceLocation, { nullable: true }) @JoinColumn({ foreignKeyConstraintName: 'FK_maintenance_plan_location' }) location: Relation<ServiceLocation> | null;
  @Field(() => RecurrenceUnit) @EnumColumn(RecurrenceUnit, { default: RecurrenceUnit.MONTH }) unit: RecurrenceUnit;
  @Field(() => Int, { description: 'Every so many units.' }) @Column('int', { default: 1 }) every: number;
  @Field(() => DateOnly) @Column('date') startsOn: string;
  @Field(() => DateOnly, { nullable: true, description: 'The last day it may be due on; none: it goes on.' }) @Column('date', { nullable: true }) endsOn: string | null;
  @Field({ description: 'Due on a Saturday or Sunday, it is due on Monday.' }) @Column('boolean', { default: true }) skipsWeekends: boolean;
  @Field(() => Int, { description: 'How many days ahead a visit is made.' }) @Column('int', { default: 14 }) leadDays: number;
  @Field(() => Int, { description: 'How many days after the day it is due it should have been done by.' }) @Column('int', { default: 7 }) graceDays: number;
  @Field(() => Int, { nullable: true, description: 'An arrival is promised from this minute after local midnight …' }) @Column('int', { nullable: true }) windowFrom: number | null;
  @Field(() => Int, { nullable: true, description: '… until this one.' }) @Column('int', { nullable: true }) windowTo: number | null;
  @Field() @Column('boolean', { default: true }) active: boolean;
  @Field(() => DateOnly, { nullable: true, description: 'The next day it is due on; none while it rests, or when it has ended.' }) @Column('date', { nullable: true }) nextOn: string | null;
  /** Days before this one are over for it: before it was made, or while it rested. */
  @Column('date') madeFrom: string;
}

/** A visit that a plan has made, once for each day it was due on. */
@ObjectType({ description: 'A visit that a maintenance plan has made.' })
@Entity()
@Unique('UQ_maintenance_visit', ['planId', 'dueOn'])
export class MaintenanceVisit extends TenantRow {
  @Column('uuid') planId: string;
  @ManyToOne(() => MaintenancePlan, { nullable: false, onDelete: 'CASCADE' }) @JoinColumn({ foreignKeyConstraintName: 'FK_maintenance_visit_plan' }) plan: Relation<MaintenancePlan>;
  @Field(() => DateOnly) @Column('date') dueOn: string;
  @Index('IDX_maintenance_visit_job') @Column('uuid') jobId: string;
  @Field(() => Job) @ManyToOne(() => Job, { nullable: false, onDelete: 'CASCADE' }) @JoinColumn({ foreignKeyConstraintName: 'FK_maintenance_visit_job' }) job: Relation<Job>;
}
