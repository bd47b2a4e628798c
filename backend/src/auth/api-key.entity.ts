import { Field, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index } from 'typeorm';
import { InstantColumn, TenantRow } from '../platform/db/columns.js';

/** A key with which a program speaks for the provider, within the permissions it was given. */
@ObjectType({ description: 'A key with which a program speaks for the provider.' })
@Entity()
export class ApiKey extends TenantRow {
  @Field({ description: 'What it is for.' }) @Column('text') name: string;
  @Field({ description: 'How the key begins, to recognise it by.' }) @Column('text') start: string;
  /** SHA-256 of the key; the key itself is kept nowhere. */
  @Index('UQ_api_key_hash', { unique: true }) @Column('text') hash: string;
  @Field(() => [String]) @Column('text', { array: true }) permissions: string[];
  @Column('uuid', { nullable: true }) createdBy: string | null;
  @Field({ description: 'Who made it.' }) @Column('text') createdByName: string;
  @Field() @InstantColumn() expiresAt: Date;
  @Field(() => Date, { nullable: true, description: 'Within five minutes.' }) @InstantColumn({ nullable: true }) lastUsedAt: Date | null;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) revokedAt: Date | null;
}
