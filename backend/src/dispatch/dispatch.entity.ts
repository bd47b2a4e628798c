import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Exclusion, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { Device } from '../equipment/device.entity.js';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { DateOnly, Json } from '../platform/graphql/scalars.js';
import { Priority, Ticket } from '../tickets/ticket.entity.js';

export enum JobKind {
  INSTALLATION = 'INSTALLATION',
  REPAIR = 'REPAIR',
  MOVE = 'MOVE',
  SWAP = 'SWAP',
  MAINTENANCE = 'MAINTENANCE',
}
registerEnumType(JobKind, { name: 'JobKind' });

/** A job's life. OPEN waits for a technician and a time. */
export enum JobStatus {
  OPEN = 'OPEN',
  SCHEDULED = 'SCHEDULED',
  EN_ROUTE = 'EN_ROUTE',
  ON_SITE = 'ON_SITE',
  PAUSED = 'PAUSED',
  COMPLETED = 'COMPLETED',
  COULD_NOT_COMPLETE = 'COULD_NOT_COMPLETE',
  CANCELLED = 'CANCELLED',
}
registerEnumType(JobStatus, { name: 'JobStatus' });

/** A skill and how well somebody has it, 1 to 5. */
@ObjectType()
export class Skill {
  @Field() name: string;
  @Field(() => Int) level: number;
}

/** One line of a job's checklist. */
@ObjectType()
export class ChecklistItem {
  @Field() id: string;
  @Field() text: string;
  @Field() done: boolean;
}

/** A stretch of the week somebody works: a split day has two of the same weekday. */
@ObjectType({ description: 'A stretch of the week somebody works.' })
export class WorkingHours {
  @Field(() => Int, { description: '1 is Monday, 7 is Sunday.' }) weekday: number;
  @Field(() => Int, { description: 'Minutes after local midnight.' }) start: number;
  @Field(() => Int, { description: 'At most 1440.' }) end: number;
}

/** Somebody who works in the field. */
@ObjectType()
@Entity()
@Unique(['tenantId', 'sourceId'])
@Index('UQ_technician_tracker', ['tenantId', 'trackerId'], { unique: true })
export class Technician extends TenantRow {
  @Field() @Column('text') name: string;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) phone: string | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) email: string | null;
  @Field(() => [Skill]) @Column('jsonb', { default: [] }) skills: Skill[];
  @Field(() => Float, { nullable: true }) @Column('double precision', { nullable: true }) homeLat: number | null;
  @Field(() => Float, { nullable: true }) @Column('double precision', { nullable: true }) homeLon: number | null;
  @Field(() => Int, { description: 'Minutes after local midnight.' }) @Column('int', { default: 480 }) shiftStart: number;
  @Field(() => Int) @Column('int', { default: 990 }) shiftEnd: number;
  @Field(() => [WorkingHours], { description: 'The week, when its days differ; empty: shiftStart to shiftEnd every day.' }) @Column('jsonb', { default: [] }) hours: WorkingHours[];
  @Field(() => Int, { description: 'Lunch begins between these minutes after local midnight …' }) @Column('int', { default: 690 }) lunchStart: number;
  @Field(() => Int, { description: '… and these.' }) @Column('int', { default: 780 }) lunchEnd: number;
  @Field(() => Int, { description: '0: none.' }) @Column('int', { default: 30 }) lunchMinutes: number;
  @Field({ description: 'What they drive, such as “Camion 12”.' }) @Column('text', { default: '' }) vehicle: string;
  @Field(() => [ID], { description: 'Territories they cover; empty: every one.' }) @Column('jsonb', { default: [] }) territoryIds: string[];
  /** SHA-256 of the secret in the address of their calendar; the secret itself is kept nowhere. */
  @Index('UQ_technician_feed_hash', { unique: true }) @Column('text', { nullable: true }) feedHash: string | null;
  @Field(() => String, { nullable: true, description: 'The name under which their tracker reports positions.' }) @Column('text', { nullable: true }) trackerId: string | null;
  @Field({ description: '#rrggbb on board and map.' }) @Column('text', { default: '#3b6fd4' }) colour: string;
  @Field() @Column('boolean', { default: true }) active: boolean;
  @Column('text', { nullable: true }) sourceId: string | null;
}

/** A visit: what has to be done, where, when and by whom. */
@ObjectType({ description: 'A visit: what has to be done, where, when and by whom.' })
@Entity()
@Unique(['tenantId', 'number'])
@Unique(['tenantId', 'sourceId'])
@Index(['tenantId', 'day'])
@Index(['technicianId', 'day'])
@Exclusion('job_booked_once', 'using gist (technician_id with =, booked with &&)')
export class Job extends TenantRow {
  @Field({ description: 'J-000123.' }) @Column('text') number: string;
  @Field() @Column('text') title: string;
  @Field(() => JobKind) @EnumColumn(JobKind, { default: JobKind.REPAIR }) kind: JobKind;
  @Field(() => JobStatus) @EnumColumn(JobStatus, { default: JobStatus.OPEN }) status: JobStatus;
  @Field(() => Priority) @EnumColumn(Priority, { default: Priority.MEDIUM }) priority: Priority;
  @Field(() => Int) @Column('int', { default: 60 }) durationMinutes: number;
  /** Local day it is on the board: the day it is planned for, or wanted for while unassigned. */
  @Field(() => DateOnly, { nullable: true }) @Column('date', { nullable: true }) day: string | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) startsAt: Date | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) endsAt: Date | null;
  @Field(() => Date, { nullable: true, description: 'The customer was promised an arrival from …' }) @InstantColumn({ nullable: true }) windowStart: Date | null;
  @Field(() => Date, { nullable: true, description: '… until.' }) @InstantColumn({ nullable: true }) windowEnd: Date | null;
  @Field(() => Date, { nullable: true, description: 'Should have been done by then.' }) @InstantColumn({ nullable: true }) dueAt: Date | null;
  @Field({ description: 'A person decided who and when: plans leave it there.' }) @Column('boolean', { default: false }) pinned: boolean;
  /** The time that was given away with a slot, its way there included: no technician has two that meet. Whoever plans by hand gives it up. */
  @Column('tstzrange', { nullable: true }) booked: string | null;
  @Column('uuid', { nullable: true }) technicianId: string | null;
  @Field(() => Technician, { nullable: true }) @ManyToOne(() => Technician, { nullable: true }) technician: Relation<Technician> | null;
  @Index() @Column('uuid') customerId: string;
  @Field(() => Customer) @ManyToOne(() => Customer, { nullable: false }) customer: Relation<Customer>;
  @Column('uuid', { nullable: true }) locationId: string | null;
  @Field(() => ServiceLocation, { nullable: true }) @ManyToOne(() => ServiceLocation, { nullable: true }) location: Relation<ServiceLocation> | null;
  @Index() @Column('uuid', { nullable: true }) ticketId: string | null;
  @Field(() => Ticket, { nullable: true }) @ManyToOne(() => Ticket, { nullable: true }) ticket: Relation<Ticket> | null;
  @Column('uuid', { nullable: true }) deviceId: string | null;
  @Field(() => Device, { nullable: true }) @ManyToOne(() => Device, { nullable: true }) device: Relation<Device> | null;
  @Field(() => [Skill]) @Column('jsonb', { default: [] }) skills: Skill[];
  @Field(() => [ChecklistItem]) @Column('jsonb', { default: [] }) checklist: ChecklistItem[];
  @Field({ description: 'For the technician.' }) @Column('text', { default: '' }) notes: string;
  @Field(() => Int, { description: 'Grows with each change; send back the one you saw, so that a stale change is refused.' }) @Column('int', { default: 1 }) version: number;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) enRouteAt: Date | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) arrivedAt: Date | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) completedAt: Date | null;
  @Field({ description: 'What was done, or why not.' }) @Column('text', { default: '' }) outcome: string;
  @Column('text', { nullable: true }) sourceId: string | null;
}

/** Something that happened to a job; rows are only ever added. */
@ObjectType()
@Entity()
export class JobHistory extends TenantRow {
  @Index() @Column('uuid') jobId: string;
  @ManyToOne(() => Job, { nullable: false }) job: Relation<Job>;
  @Column('uuid') customerId: string;
  @Field({ description: 'created, scheduled, moved, en_route, arrived, completed …' }) @Column('text') what: string;
  @Field() @Column('text') by: string;
  @Field({ description: 'When it happened, which offline may be long before it was known.' }) @InstantColumn({ default: () => 'now()' }) at: Date;
  @Field(() => Json) @Column('jsonb', { default: {} }) detail: object;
}

/** What a picture of a job is. */
export enum JobPhotoKind {
  PHOTO = 'PHOTO',
  SIGNATURE = 'SIGNATURE',
}
registerEnumType(JobPhotoKind, { name: 'JobPhotoKind' });

/** A photograph taken on a job, or the signature of whoever was there. */
@ObjectType()
@Entity()
export class JobPhoto extends TenantRow {
  @Index() @Column('uuid') jobId: string;
  @ManyToOne(() => Job, { nullable: false }) job: Relation<Job>;
  @Column('uuid') customerId: string;
  @Column('text') fileKey: string;
  @Field(() => JobPhotoKind) @EnumColumn(JobPhotoKind, { default: JobPhotoKind.PHOTO }) kind: JobPhotoKind;
  @Field({ description: 'What it shows, or who signed.' }) @Column('text', { default: '' }) caption: string;
  @Field({ description: 'Who took it.' }) @Column('text', { default: '' }) by: string;
  @Field() @InstantColumn({ default: () => 'now()' }) takenAt: Date;
}
