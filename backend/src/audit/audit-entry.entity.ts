import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index } from 'typeorm';
import { TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { Json } from '../platform/graphql/scalars.js';

/** Who did what; rows are only ever added, each chained to the one before. */
@ObjectType()
@Entity()
@Index(['tenantId', 'createdAt'])
@Index('UQ_audit_entry_seq', ['tenantId', 'seq'], { unique: true })
@Index('IDX_audit_entry_actor', ['tenantId', 'actorId'])
@Index('IDX_audit_entry_target', ['tenantId', 'target'])
export class AuditEntry extends TenantRow {
  @Field({ description: 'customer, staff, technician, integrator, device, system or anonymous.' }) @Column('text') actorKind: string;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) actorId: string | null;
  @Field() @Column('text') actorName: string;
  @Field({ description: 'What was done, such as session.started.' }) @Column('text') action: string;
  @Field(() => String, { nullable: true, description: 'What it was done to, as kind:id.' }) @Column('text', { nullable: true }) target: string | null;
  @Field(() => Json, { description: 'What is worth knowing about it; its shape depends on the action.' }) @Column('jsonb', { default: {} }) detail: object;
  @Field(() => String, { nullable: true, description: 'The network address it came from.' }) @Column('text', { nullable: true }) address: string | null;
  /** Its place in the provider's log, without gaps. The database gives it. */
  @Field(() => Int, { description: 'Its place in the log: 1, 2, 3 … without gaps.' }) @Column('bigint') seq: string;
  /** SHA-256 over the entry and the hash of the one before. The database computes it. */
  @Field({ description: 'SHA-256 over this entry and the hash of the one before.' }) @Column('text') hash: string;
}

@ObjectType()
export class AuditEntryPage extends PageOf(AuditEntry) {}
