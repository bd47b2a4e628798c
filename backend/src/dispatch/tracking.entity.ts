import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, Unique, type Relation } from 'typeorm';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { Job, Technician } from './dispatch.entity.js';

/** Who told where a technician is. */
export enum PositionSource {
  PHONE = 'PHONE',
  TRACKER = 'TRACKER',
}
registerEnumType(PositionSource, { name: 'PositionSource' });

/** Where a technician was last; one row each, nothing is kept of the way there. */
@ObjectType({ description: 'Where a technician was last. Nothing is kept of the way there.' })
@Entity()
@Unique('UQ_technician_position', ['technicianId'])
export class TechnicianPosition extends TenantRow {
  @Column('uuid') technicianId: string;
  @ManyToOne(() => Technician, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_technician_position_technician' }) technician: Relation<Technician>;
  @Field(() => Float) @Column('double precision') lat: number;
  @Field(() => Float) @Column('double precision') lon: number;
  @Field(() => Float, { nullable: true, description: 'Metres.' }) @Column('double precision', { nullable: true }) accuracy: number | null;
  @Field() @InstantColumn() at: Date;
  @Field(() => PositionSource) @EnumColumn(PositionSource) source: PositionSource;
}

/** Somebody of the office who had a technician's place before them: once for each hour, forgotten after thirty days. */
@ObjectType({ description: 'Somebody of the office who had the caller’s place before them, once for each hour.' })
@Entity()
@Unique('UQ_position_look', ['technicianId', 'by', 'hour'])
export class PositionLook extends TenantRow {
  @Column('uuid') technicianId: string;
  @ManyToOne(() => Technician, { nullable: false, onDelete: 'CASCADE' }) @JoinColumn({ foreignKeyConstraintName: 'FK_position_look_technician' }) technician: Relation<Technician>;
  @Field({ description: 'The name of whoever looked.' }) @Column('text') by: string;
  @Field({ description: 'The beginning of the hour.' }) @InstantColumn() hour: Date;
}

/** A link that shows a customer one visit while it is on its way; each time somebody sets out makes one. */
@Entity()
@Unique('UQ_visit_link_trip', ['jobId', 'enRouteAt'])
export class VisitLink extends TenantRow {
  @Column('uuid') jobId: string;
  @ManyToOne(() => Job, { nullable: false, onDelete: 'CASCADE' }) @JoinColumn({ foreignKeyConstraintName: 'FK_visit_link_job' }) job: Relation<Job>;
  @Column('uuid') customerId: string;
  @InstantColumn() enRouteAt: Date;
  /** SHA-256 of the link's secret; the secret itself is kept nowhere. */
  @Index('UQ_visit_link_hash', { unique: true }) @Column('text') hash: string;
  @InstantColumn({ nullable: true }) endedAt: Date | null;
}
