import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Check, Column, Entity, ManyToOne, Unique, type Relation } from 'typeorm';
import { JobKind } from '../dispatch/dispatch.entity.js';
import { Part } from '../equipment/stock.entity.js';
import { EnumColumn, TenantRow } from '../platform/db/columns.js';

/** How much of a part a visit of a kind usually takes; from it a phone tells what is missing on board for tomorrow. */
@ObjectType({ description: 'How much of a part a visit of a kind usually takes.' })
@Entity()
@Unique(['tenantId', 'partId', 'kind'])
@Check('part_need_some', 'quantity > 0')
export class PartNeed extends TenantRow {
  @Column('uuid') partId: string;
  @Field(() => Part) @ManyToOne(() => Part, { nullable: false }) part: Relation<Part>;
  @Field(() => JobKind) @EnumColumn(JobKind) kind: JobKind;
  @Field(() => Int) @Column('int') quantity: number;
}
