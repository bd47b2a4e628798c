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

/** A customer's account and, where there is one, the contact who opens it. */
export interface AccountRef {
  readonly customerId: string;
  readonly contactId: string | null;
}

/** How a session was opened. */
export type SignInWay = 'link' | 'code' | 'password' | 'passkey' | 'oidc';

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
  /** The link it was opened with, so that the same browser comes back to the same session. */
  @Index('IDX_session_link') @Column('uuid', { nullable: true }) linkId: string | null;
  /** SHA-256 of the cookie of the browser that holds it. */
  @Column('text', { nullable: true }) browser: string | null;
  /** Who of the office sees what the customer sees, reading only; null for the customer's own sessions. */
  @Column('uuid', { nullable: true }) viewedBy: string | null;
  @Column('text', { nullable: true }) viewedByName: string | null;
  /** How it was opened. */
  @Column('text', { default: 'link' }) method: SignInWay;
  /** When its owner last proved who they are by code, password or passkey. */
  @InstantColumn({ nullable: true }) verifiedAt: Date | null;
  /** Accounts that signing in opened, among which its owner may change. */
  @Column('jsonb', { default: [] }) choices: AccountRef[];
}

/** A sign-in link that was sent: a signed token names it by `jti`; this row says whether it still opens. */
@Entity()
export class SignInLink extends TenantRow {
  @EnumColumn(Realm) realm: Realm;
  /** `sub` of its token: customer number, or the id of a staff user or technician. */
  @Column('text') subject: string;
  /** Whom it greets. */
  @Column('text') name: string;
  /** Where it is sent: either or both. */
  @Column('text', { nullable: true }) email: string | null;
  @Column('text', { nullable: true }) phone: string | null;
  @EnumColumn(Language) language: Language;
  /** The customer, staff user or technician it signs in; null while several accounts are to choose from. */
  @Column('uuid', { nullable: true }) subjectId: string | null;
  /** Accounts the holder may choose among. */
  @Column('jsonb', { default: [] }) choices: AccountRef[];
  @Column('uuid', { nullable: true }) jobId: string | null;
  /** SHA-256 of the cookie of the browser that asked; null when staff asked. */
  @Column('text', { nullable: true }) askedBy: string | null;
  /** SHA-256 of the cookie of the browser that redeemed it. */
  @Column('text', { nullable: true }) redeemedBy: string | null;
  @InstantColumn() expiresAt: Date;
  @InstantColumn({ nullable: true }) usedAt: Date | null;
  @InstantColumn({ nullable: true }) revokedAt: Date | null;
}

/** A single-use token that carries a session from the canonical host to a vanity host, for 90 seconds; kept as SHA-256 only. */
@Entity()
@Unique(['hash'])
@Index('IDX_transfer_token_expires', ['expiresAt'])
export class TransferToken extends TenantRow {
  @Column('text') hash: string;
  @Column('uuid') sessionId: string;
  /** The vanity host it opens, and no other. */
  @Column('text') host: string;
  /** SHA-256 of the cookie of the browser that left that host. */
  @Column('text') browser: string;
  @InstantColumn() expiresAt: Date;
  @InstantColumn({ nullable: true }) usedAt: Date | null;
}

/** Attempts at something that is limited, within a sliding window; one row each, shared by all processes and kept over restarts. */
@Entity()
export class RateWindow {
  /** What is limited and for whom, hashed where it would name a person. */
  @Column('text', { primary: true }) bucket: string;
  /** When the accepted attempts were made. */
  @Column('timestamptz', { array: true }) hits: Date[];
  /** Whether the last attempt was accepted. */
  @Column('boolean', { default: true }) accepted: boolean;
  /** When the row may be forgotten. */
  @Index('IDX_rate_window_until') @Column('timestamptz') until: Date;
}
