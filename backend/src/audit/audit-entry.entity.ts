import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index } from 'typeorm';
import { TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';

/** Who did what; rows are only ever added. */
@ObjectType()
@Entity()
@Index(['tenantId', 'createdAt'])
export class AuditEntry extends TenantRow {
  @Field({ description: 'customer, staff, technician, device or system.' }) @Column('text') actorKind: string;
  @Column('text', { nullable: true }) actorId: string | null;
  @Field() @Column('text') actorName: string;
  @Field({ description: 'What was done, such as session.started.' }) @Column('text') action: string;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) target: string | null;
  @Column('jsonb', { default: {} }) detail: object;
  @Column('text', { nullable: true }) address: string | null;
}

@ObjectType()
export class AuditEntryPage extends PageOf(AuditEntry) {}
