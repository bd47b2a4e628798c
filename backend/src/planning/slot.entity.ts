import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { Job, Technician } from '../dispatch/dispatch.entity.js';
import { InstantColumn, TenantRow } from '../platform/db/columns.js';

/** A time that can be promised for a visit: somebody can be there, and it says what that costs. */
@ObjectType({ description: 'A time that can be promised for a visit, until it expires or somebody else is given it.' })
@Entity()
export class SlotOffer extends TenantRow {
  @Field(() => ID) @Index('IDX_slot_offer_job') @Column('uuid') jobId: string;
  @ManyToOne(() => Job, { nullable: false, onDelete: 'CASCADE' }) @JoinColumn({ foreignKeyConstraintName: 'FK_slot_offer_job' }) job: Relation<Job>;
  @Column('uuid') customerId: string;
  /** The version of the visit it was worked out for. */
  @Column('int') jobVersion: number;
  @Index('IDX_slot_offer_technician') @Column('uuid') technicianId: string;
  @ManyToOne(() => Technician, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_slot_offer_technician' }) technician: Relation<Technician>;
  /** The technician's day as it was looked at, as a fingerprint. */
  @Column('text') seen: string;
  @InstantColumn() startsAt: Date;
  /** When the technician would set out for it. */
  @InstantColumn() leavesAt: Date;
  @Field({ description: 'The arrival that would be promised, from …' }) @InstantColumn() windowStart: Date;
  @Field({ description: '… until.' }) @InstantColumn() windowEnd: Date;
  /** Everything it adds to the day, in seconds of driving. */
  @Column('int') costSeconds: number;
  @Column('int') travelSeconds: number;
  @Column('int') metres: number;
  @Column('int') lateSeconds: number;
  @Field({ description: 'Until when it can be taken.' }) @InstantColumn() expiresAt: Date;
}
