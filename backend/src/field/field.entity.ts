import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, ManyToOne, Unique, type Relation } from 'typeorm';
import { Technician } from '../dispatch/dispatch.entity.js';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { Json } from '../platform/graphql/scalars.js';

/** What became of a command from a phone. */
export enum CommandResult {
  APPLIED = 'APPLIED',
  REFUSED = 'REFUSED',
  CONFLICT = 'CONFLICT',
}
registerEnumType(CommandResult, { name: 'CommandResult' });

/** A technician's phone. */
@ObjectType()
@Entity()
@Unique(['tenantId', 'deviceId'])
export class FieldPhone extends TenantRow {
  @Field({ description: 'The phone’s own name for itself, made at its first start.' }) @Column('text') deviceId: string;
  @Column('uuid') technicianId: string;
  @Field(() => Technician) @ManyToOne(() => Technician, { nullable: false }) technician: Relation<Technician>;
  @Field() @InstantColumn({ default: () => 'now()' }) lastContactAt: Date;
  @Field(() => Int, { description: 'The highest number it has sent and had answered.' }) @Column('int', { default: 0 }) lastSeq: number;
  @Field(() => Int, { description: 'How many actions it said were still waiting.' }) @Column('int', { default: 0 }) pending: number;
  @Field() @Column('text', { default: '' }) appVersion: string;
}

/** Something done in the field, as the phone recorded it, and what became of it. Rows are only ever added. */
@ObjectType()
@Entity()
@Unique(['tenantId', 'commandId'])
@Unique(['tenantId', 'deviceId', 'seq'])
export class FieldCommand extends TenantRow {
  @Field() @Column('uuid') commandId: string;
  @Field() @Column('text') deviceId: string;
  @Field(() => Int) @Column('int') seq: number;
  @Field({ description: 'job.start, job.arrive, job.complete, device.link …' }) @Column('text') kind: string;
  @Field(() => Json) @Column('jsonb') payload: object;
  @Field({ description: 'When it was done, by the phone’s clock.' }) @InstantColumn() occurredAt: Date;
  @Column('uuid') technicianId: string;
  @Field(() => CommandResult) @EnumColumn(CommandResult) result: CommandResult;
  @Field(() => Json, { nullable: true }) @Column('jsonb', { nullable: true }) problem: object | null;
}
