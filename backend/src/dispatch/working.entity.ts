import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { Technician } from './dispatch.entity.js';

/** Why somebody is away. */
export enum AbsenceKind {
  VACATION = 'VACATION',
  SICK = 'SICK',
  TRAINING = 'TRAINING',
  OTHER = 'OTHER',
}
registerEnumType(AbsenceKind, { name: 'AbsenceKind' });

/** A time in which somebody of the field does not work. */
@ObjectType({ description: 'A time in which somebody of the field does not work.' })
@Entity()
@Check('absence_ends_after_it_begins', 'ends_at > starts_at')
export class Absence extends TenantRow {
  @Index('IDX_absence_technician') @Column('uuid') technicianId: string;
  @Field(() => Technician) @ManyToOne(() => Technician, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_absence_technician' }) technician: Relation<Technician>;
  @Field(() => AbsenceKind) @EnumColumn(AbsenceKind, { default: AbsenceKind.OTHER }) kind: AbsenceKind;
  @Field() @InstantColumn() startsAt: Date;
  @Field() @InstantColumn() endsAt: Date;
  @Field() @Column('text', { default: '' }) note: string;
}

/** A part of the area served, by the beginnings of its postal codes. */
@ObjectType({ description: 'A part of the area served, by the beginnings of its postal codes.' })
@Entity()
export class Territory extends TenantRow {
  @Field() @Column('text') name: string;
  @Field(() => [String], { description: 'Such as J7Z, without blanks; the longest that fits a postal code wins.' }) @Column('jsonb', { default: [] }) postalPrefixes: string[];
}
