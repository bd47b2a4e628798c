import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Check, Column, Entity, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import { EnumColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';

export enum StockPlaceKind {
  WAREHOUSE = 'WAREHOUSE',
  VAN = 'VAN',
}
registerEnumType(StockPlaceKind, { name: 'StockPlaceKind' });

/** What happened to parts; each row moves a quantity from a place, to a place, or between two. */
export enum PartMovementKind {
  RECEIVED = 'RECEIVED',
  TRANSFERRED = 'TRANSFERRED',
  USED = 'USED',
  RETURNED = 'RETURNED',
  LOST = 'LOST',
  COUNTED = 'COUNTED',
}
registerEnumType(PartMovementKind, { name: 'PartMovementKind' });

/** Where stock lies: a warehouse, or the van of a technician. */
@ObjectType({ description: 'Where stock lies: a warehouse, or the van of a technician.' })
@Entity()
@Unique(['tenantId', 'name'])
export class StockPlace extends TenantRow {
  @Field() @Column('text') name: string;
  @Field(() => StockPlaceKind) @EnumColumn(StockPlaceKind, { default: StockPlaceKind.WAREHOUSE }) kind: StockPlaceKind;
  @Field(() => ID, { nullable: true, description: 'Whose van it is.' }) @Column('uuid', { nullable: true }) technicianId: string | null;
}

/** Something that is counted and not known by serial: connectors, cable, brackets. */
@ObjectType({ description: 'Something that is counted and not known by serial.' })
@Entity()
@Unique(['tenantId', 'code'])
export class Part extends TenantRow {
  @Field() @Column('text') code: string;
  @Field() @Column('text') name: string;
  @Field({ description: 'What one of it is: piece, metre, box.' }) @Column('text', { default: '' }) unit: string;
  @Field(() => Int, { description: 'Fewer than this over all places is too few.' }) @Column('int', { default: 0 }) minimum: number;
}

/** Parts that came, went or changed place; rows are only ever added, and what lies where is their sum. */
@ObjectType()
@Entity()
@Check('part_movement_moves', `quantity > 0 and (from_place_id is not null or to_place_id is not null) and from_place_id is distinct from to_place_id`)
export class PartMovement extends TenantRow {
  @Index() @Column('uuid') partId: string;
  @Field(() => Part) @ManyToOne(() => Part, { nullable: false }) part: Relation<Part>;
  @Field(() => PartMovementKind) @EnumColumn(PartMovementKind) kind: PartMovementKind;
  @Field(() => Int) @Column('int') quantity: number;
  @Index() @Column('uuid', { nullable: true }) fromPlaceId: string | null;
  @Field(() => StockPlace, { nullable: true }) @ManyToOne(() => StockPlace, { nullable: true }) fromPlace: Relation<StockPlace> | null;
  @Index() @Column('uuid', { nullable: true }) toPlaceId: string | null;
  @Field(() => StockPlace, { nullable: true }) @ManyToOne(() => StockPlace, { nullable: true }) toPlace: Relation<StockPlace> | null;
  /** The visit they were used at. */
  @Index() @Column('uuid', { nullable: true }) jobId: string | null;
  @Field({ description: 'Who moved it.' }) @Column('text') by: string;
  @Field({ description: 'Why, or for whom.' }) @Column('text', { default: '' }) note: string;
}

/** How many of a part lie at a place. */
@ObjectType({ description: 'How many of a part lie at a place.' })
export class StockLevel {
  @Field(() => ID) placeId: string;
  @Field(() => Int) quantity: number;
}

@ObjectType()
export class PartMovementPage extends PageOf(PartMovement) {}
