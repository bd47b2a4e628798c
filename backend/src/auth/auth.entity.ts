import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, Unique } from 'typeorm';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { Language } from '../tenancy/tenant.entity.js';

/** Portal and staff identities never mix; technicians are a third realm. */
export enum Realm {
  CUSTOMER = 'CUSTOMER',
  STAFF = 'STAFF',
  TECHNICIAN = 'TECHNICIAN',
}
registerEnumType(Realm, { name: 'Realm' });

/** Somebody of the office. */
@ObjectType()
@Entity()
@Unique(['tenantId', 'email'])
export class StaffUser extends TenantRow {
  @Field() @Column('text') email: string;
  @Field() @Column('text') name: string;
  @Field() @Column('text') role: string;
  @Field(() => Language) @EnumColumn(Language, { default: Language.FR }) language: Language;
  @Field() @Column('boolean', { default: true }) active: boolean;
  /** argon2id in PHC form; null until the account is activated. */
  @Column('text', { nullable: true }) passwordHash: string | null;
}

/** A role of a tenant and what it may do. */
@ObjectType()
@Entity()
@Unique(['tenantId', 'name'])
export class Role extends TenantRow {
  @Field() @Column('text') name: string;
  @Field(() => [String]) @Column('text', { array: true }) permissions: string[];
}

/** A signed-in browser. Revoking the row signs it out, its sockets included. */
@ObjectType()
@Entity()
export class Session extends TenantRow {
  @Field(() => Realm) @EnumColumn(Realm) realm: Realm;
  @Index() @Column('uuid', { nullable: true }) customerId: string | null;
  @Column('uuid', { nullable: true }) contactId: string | null;
  @Column('uuid', { nullable: true }) staffId: string | null;
  @Column('uuid', { nullable: true }) technicianId: string | null;
  @Field({ description: 'Browser and system, as it told us.' }) @Column('text', { default: '' }) device: string;
  @Field() @InstantColumn({ default: () => 'now()' }) lastUsedAt: Date;
  @Field() @InstantColumn() expiresAt: Date;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) revokedAt: Date | null;
}

/** A sign-in link that was sent: a signed token names it by `jti`; this row says whether it still opens. */
@Entity()
export class SignInLink extends TenantRow {
  @EnumColumn(Realm) realm: Realm;
  /** The customer, staff user or technician it signs in; null while several accounts are to choose from. */
  @Column('uuid', { nullable: true }) subjectId: string | null;
  /** Accounts the holder may choose among. */
  @Column('jsonb', { default: [] }) choices: { readonly customerId: string; readonly contactId: string | null }[];
  @Column('uuid', { nullable: true }) jobId: string | null;
  /** SHA-256 of the cookie of the browser that asked; null when staff asked. */
  @Column('text', { nullable: true }) askedBy: string | null;
  /** SHA-256 of the cookie of the browser that redeemed it. */
  @Column('text', { nullable: true }) redeemedBy: string | null;
  @InstantColumn() expiresAt: Date;
  @InstantColumn({ nullable: true }) usedAt: Date | null;
  @InstantColumn({ nullable: true }) revokedAt: Date | null;
}

/** Attempts at something that is limited, in one window; shared by all processes and kept over restarts. */
@Entity()
@Index(['bucket', 'at'])
export class RateHit {
  @Column('bigint', { primary: true, generated: 'increment' }) id: string;
  /** What is limited and for whom, hashed where it would name a person. */
  @Column('text') bucket: string;
  @Column('timestamptz') at: Date;
}
