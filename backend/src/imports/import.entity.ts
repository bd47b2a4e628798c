import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, type Relation } from 'typeorm';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { Json } from '../platform/graphql/scalars.js';

/** QUEUED waits for a worker; INTERRUPTED goes on where it stopped when it is started again. */
export enum ImportStatus {
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  INTERRUPTED = 'INTERRUPTED',
  DONE = 'DONE',
  FAILED = 'FAILED',
}
registerEnumType(ImportStatus, { name: 'ImportStatus' });

/** One go at reading another system’s data, with its report. */
@ObjectType()
@Entity()
export class ImportRun extends TenantRow {
  @Field({ description: 'erpnext' }) @Column('text') kind: string;
  @Field({ description: 'Where it was read from.' }) @Column('text') source: string;
  @Field() @Column('boolean') dryRun: boolean;
  @Field(() => ImportStatus) @EnumColumn(ImportStatus, { default: ImportStatus.RUNNING }) status: ImportStatus;
  @Field() @Column('text') startedBy: string;
  @Field(() => Int) @Column('int', { default: 0 }) rowsRead: number;
  @Field(() => Int, { description: 'As far as it could be counted beforehand.' }) @Column('int', { default: 0 }) rowsTotal: number;
  @Field({ description: 'What is being read now.' }) @Column('text', { default: '' }) stage: string;
  @Field(() => Json, { nullable: true, description: 'Counts and control totals per kind.' }) @Column('jsonb', { nullable: true }) report: object | null;
  /** How far it is, so that an interrupted run goes on where it stopped. */
  @Column('jsonb', { nullable: true }) progress: object | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) finishedAt: Date | null;
}

/** A row that was not taken as it was, and why. */
@ObjectType()
@Entity()
@Index('import_issue_in_order', ['runId', 'createdAt', 'id'])
export class ImportIssue extends TenantRow {
  @Column('uuid') runId: string;
  @ManyToOne(() => ImportRun, { nullable: false, onDelete: 'CASCADE' }) run: Relation<ImportRun>;
  @Field({ description: 'Kind of record in the other system.' }) @Column('text') doctype: string;
  @Field() @Column('text') name: string;
  @Field({ description: 'Whether the row was left out.' }) @Column('boolean') refused: boolean;
  @Field({ description: 'Code of the reason.' }) @Column('text') reason: string;
  @Field() @Column('text') explanation: string;
  @Column('jsonb', { nullable: true }) row: object | null;
}

@ObjectType()
export class ImportRunPage extends PageOf(ImportRun) {}

@ObjectType()
export class ImportIssuePage extends PageOf(ImportIssue) {}
