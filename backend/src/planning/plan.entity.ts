import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, OneToMany, Unique, type Relation } from 'typeorm';
import { Job } from '../dispatch/dispatch.entity.js';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { DateOnly } from '../platform/graphql/scalars.js';
import { TravelSource, TravelTrouble } from './travel.enum.js';

export enum PlanStatus {
  SEARCHING = 'SEARCHING',
  READY = 'READY',
  APPLIED = 'APPLIED',
  UNDONE = 'UNDONE',
  DISCARDED = 'DISCARDED',
  FAILED = 'FAILED',
}
registerEnumType(PlanStatus, { name: 'PlanStatus' });

/** What a plan is for. */
export enum PlanAim {
  BEST_DAY = 'BEST_DAY',
  LEAST_CHANGE = 'LEAST_CHANGE',
}
registerEnumType(PlanAim, { name: 'PlanAim', valuesMap: { BEST_DAY: { description: 'The best day there is; who does what may change freely.' }, LEAST_CHANGE: { description: 'What must change, changes; everything else stays where people know it to be.' } } });

/** What a plan would do with one visit. */
export enum PlanMoveKind {
  ADDED = 'ADDED',
  MOVED = 'MOVED',
  RETIMED = 'RETIMED',
  LEFT_OUT = 'LEFT_OUT',
  STAYS = 'STAYS',
  WAITS = 'WAITS',
}
registerEnumType(PlanMoveKind, { name: 'PlanMoveKind', valuesMap: { ADDED: { description: 'Waited, and has somebody.' }, MOVED: { description: 'Goes to somebody else.' }, RETIMED: { description: 'Same technician, another time.' }, LEFT_OUT: { description: 'Goes back to those that wait.' }, STAYS: { description: 'As it is.' }, WAITS: { description: 'Still waits.' } } });

/** What a day costs. */
@ObjectType({ description: 'What a day costs as it is drawn.' })
export class PlanFigures {
  @Field(() => Int) travelSeconds: number;
  @Field(() => Int) metres: number;
  @Field(() => Int, { description: 'After promised arrivals and due times.' }) lateSeconds: number;
  @Field(() => Int) overtimeSeconds: number;
  @Field(() => Int, { description: 'Visits with somebody.' }) planned: number;
  @Field(() => Int, { description: 'Visits without.' }) waiting: number;
}

/** Why something cannot be. */
@ObjectType({ description: 'Why something cannot be, in the optimiser’s words.' })
export class PlanReason {
  @Field({ description: 'NO_PLACE, SKILL_MISSING, SKILL_LEVEL, OUTSIDE_WINDOW, NO_ROOM …' }) code: string;
  @Field(() => String, { nullable: true, description: 'The skill or territory it is about.' }) about: string | null;
  @Field(() => Int, { nullable: true }) needs: number | null;
  @Field(() => Int, { nullable: true }) has: number | null;
}

/** What would be if somebody else made a visit. */
@ObjectType({ description: 'What would be if this technician made the visit, the others staying as planned.' })
export class PlanVerdict {
  @Field(() => ID) technicianId: string;
  @Field(() => PlanReason, { nullable: true, description: 'Why not; null when they could.' }) reason: PlanReason | null;
  @Field(() => Int, { nullable: true, description: 'How much dearer, in seconds of travel; null with a reason.' }) dearer: number | null;
  @Field(() => Date, { nullable: true, description: 'When they would begin.' }) startsAt: Date | null;
}

/** Something the day does not know of itself. */
@ObjectType()
export class PlanGap {
  @Field({ description: 'JOB_WITHOUT_PLACE, SHIFT_WITHOUT_PLACE, WINDOW_PASSED or a flaw of the day.' }) code: string;
  @Field(() => ID, { nullable: true }) jobId: string | null;
  @Field(() => ID, { nullable: true }) technicianId: string | null;
}

/** A proposal for a day: what would change, why, and what it would save. */
@ObjectType({ description: 'A proposal for a day: what would change, why, and what it would save. Nothing changes until it is applied.' })
@Entity()
@Index('IDX_dispatch_plan_day', ['tenantId', 'day'])
export class DispatchPlan extends TenantRow {
  @Field(() => DateOnly) @Column('date') day: string;
  @Field(() => PlanStatus) @EnumColumn(PlanStatus, { default: PlanStatus.SEARCHING }) status: PlanStatus;
  @Field(() => PlanAim) @EnumColumn(PlanAim, { default: PlanAim.BEST_DAY }) aim: PlanAim;
  @Field({ description: 'Who asked for it.' }) @Column('text') askedBy: string;
  @Field(() => Int, { description: 'Seconds it may search.' }) @Column('int') seconds: number;
  @Field(() => PlanFigures, { nullable: true, description: 'The day as it was when it was asked.' }) @Column('jsonb', { nullable: true }) before: PlanFigures | null;
  @Field(() => PlanFigures, { nullable: true, description: 'The day as the best plan so far would make it.' }) @Column('jsonb', { nullable: true }) after: PlanFigures | null;
  @Field(() => [PlanGap]) @Column('jsonb', { default: [] }) gaps: PlanGap[];
  @Field(() => Int, { description: 'How often a better one was found.' }) @Column('int', { default: 0 }) improvements: number;
  @Field(() => TravelSource) @EnumColumn(TravelSource, { default: TravelSource.ESTIMATE }) travelSource: TravelSource;
  @Field(() => TravelTrouble, { nullable: true }) @EnumColumn(TravelTrouble, { nullable: true }) travelTrouble: TravelTrouble | null;
  @Column('boolean', { default: false }) stopAsked: boolean;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) appliedAt: Date | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) appliedBy: string | null;
  @OneToMany(() => PlanMove, (move) => move.plan) allMoves: Relation<PlanMove[]>;
}

/** What a plan would do with one visit, and why with whom. */
@ObjectType()
@Entity()
@Unique('UQ_plan_move', ['planId', 'jobId'])
export class PlanMove extends TenantRow {
  @Column('uuid') planId: string;
  @ManyToOne(() => DispatchPlan, (plan) => plan.allMoves, { nullable: false, onDelete: 'CASCADE' }) @JoinColumn({ foreignKeyConstraintName: 'FK_plan_move_plan' }) plan: Relation<DispatchPlan>;
  @Index('IDX_plan_move_job') @Column('uuid') jobId: string;
  @Field(() => Job) @ManyToOne(() => Job, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_plan_move_job' }) job: Relation<Job>;
  @Field(() => PlanMoveKind) @EnumColumn(PlanMoveKind) kind: PlanMoveKind;
  /** The version it was decided on, and the one it made. */
  @Column('int') seenVersion: number;
  @Column('int', { nullable: true }) madeVersion: number | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { nullable: true }) fromTechnicianId: string | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) fromStartsAt: Date | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { nullable: true }) toTechnicianId: string | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) toStartsAt: Date | null;
  @Field(() => Int, { description: 'Seconds of the way there.' }) @Column('int', { default: 0 }) travelSeconds: number;
  @Field(() => Int, { description: 'Seconds it could begin later.' }) @Column('int', { default: 0 }) slackSeconds: number;
  @Field(() => PlanReason, { nullable: true, description: 'Why it is left out.' }) @Column('jsonb', { nullable: true }) reason: PlanReason | null;
  @Field(() => [PlanVerdict], { description: 'Everybody with a shift: who could, cheapest first, and why the others could not.' }) @Column('jsonb', { default: [] }) verdicts: PlanVerdict[];
}

