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

/** A picture on its way from a phone, piece by piece, and then where it is kept until an action names it. */
@Entity()
export class FieldUpload extends TenantRow {
  @Column('uuid') technicianId: string;
  @Column('uuid') jobId: string;
  @Column('int') size: number;
  /** The pieces that came so far; emptied once the whole is kept as a file. */
  @Column('bytea') bytes: Buffer;
  @Column('int', { default: 0 }) received: number;
  @Column('text', { nullable: true }) fileKey: string | null;
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
  @Field(() => Technician) @ManyToOne(() => Technician, { nullable: false, createForeignKeyConstraints: false }) technician: Relation<Technician>;
  @Field(() => CommandResult) @EnumColumn(CommandResult) result: CommandResult;
  @Field(() => Json, { nullable: true }) @Column('jsonb', { nullable: true }) problem: object | null;
}
