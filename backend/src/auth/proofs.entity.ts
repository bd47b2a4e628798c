import { Column, Entity, Index, Unique } from 'typeorm';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { Language } from '../tenancy/tenant.entity.js';
import type { AccountRef } from './auth.entity.js';

/** What a 6-digit code is for. */
export enum CodePurpose {
  SIGN_IN = 'SIGN_IN',
  STEP_UP = 'STEP_UP',
  /** Where somebody who is signed in wants to be reached from now on; they have to show that it is theirs. */
  NEW_EMAIL = 'NEW_EMAIL',
  NEW_BILLING_EMAIL = 'NEW_BILLING_EMAIL',
  NEW_PHONE = 'NEW_PHONE',
}

export type ReachPurpose = CodePurpose.NEW_EMAIL | CodePurpose.NEW_BILLING_EMAIL | CodePurpose.NEW_PHONE;

/**
 * A 6-digit code that was asked for, whether or not anybody was found to send it to: nobody can tell the two apart. Only
 * the browser that asked may use it, a few times, for some minutes.
 */
@Entity()
@Index('IDX_sign_in_code_asked', ['tenantId', 'browser', 'about'])
export class SignInCode extends TenantRow {
  @EnumColumn(CodePurpose) purpose: CodePurpose;
  /** SHA-256 of what was typed, or the session that is to be proven once more, or whose owner gives another address. */
  @Column('text') about: string;
  /** SHA-256 of the cookie of the browser that asked, or the session. */
  @Column('text') browser: string;
  /** The code under a key of ours: `kid.mac`. */
  @Column('text') seal: string;
  @Column('int', { default: 0 }) tries: number;
  @InstantColumn() expiresAt: Date;
  @InstantColumn({ nullable: true }) usedAt: Date | null;
  /** Whom it signs in, once somebody was found. */
  @Column('uuid', { nullable: true }) staffId: string | null;
  @Column('jsonb', { default: [] }) choices: AccountRef[];
  @Column('text', { default: '' }) name: string;
  @Column('text', { nullable: true }) email: string | null;
  @Column('text', { nullable: true }) phone: string | null;
  @EnumColumn(Language, { default: Language.FR }) language: Language;
}

/** The password of a person of the portal: null until the invitation is followed. */
@Entity()
@Unique(['ownerId'])
export class ContactPassword extends TenantRow {
  /** The contact, or the customer itself where it has none. */
  @Column('uuid') ownerId: string;
  /** argon2id in PHC form. */
  @Column('text', { nullable: true }) hash: string | null;
  @InstantColumn() invitedAt: Date;
  @InstantColumn({ nullable: true }) activatedAt: Date | null;
}

/** What a single-use token of a letter lets one do. */
export enum PasswordTokenKind {
  ACTIVATION = 'ACTIVATION',
  RESET = 'RESET',
}

/** A single-use token that lets its holder set a password; kept as SHA-256 only. */
abstract class PasswordToken extends TenantRow {
  @Column('uuid') ownerId: string;
  @EnumColumn(PasswordTokenKind) kind: PasswordTokenKind;
  @Column('text') hash: string;
  @Column('text') name: string;
  @Column('text') email: string;
  @EnumColumn(Language) language: Language;
  @InstantColumn() expiresAt: Date;
  @InstantColumn({ nullable: true }) usedAt: Date | null;
}

/** Tokens of people of the portal. */
@Entity()
@Unique(['hash'])
@Index(['ownerId'])
export class ContactPasswordToken extends PasswordToken {
  /** The customer whose page it was sent from, or that asked. */
  @Column('uuid') customerId: string;
}

/** Tokens of the office's people. */
@Entity()
@Unique(['hash'])
@Index(['ownerId'])
export class StaffPasswordToken extends PasswordToken {}

/** An authenticator app: its secret is sealed, and no code of it counts twice. */
abstract class Totp extends TenantRow {
  @Column('uuid') ownerId: string;
  /** Sealed by a key of ours, and again by the newest one when keys rotate. */
  @Column('text') secret: string;
  /** When a first code proved that the app holds the secret; null while it is being set up. */
  @InstantColumn({ nullable: true }) confirmedAt: Date | null;
  /** The last 30-second step whose code was taken. */
  @Column('int', { default: 0 }) lastStep: number;
}

@Entity()
@Unique(['ownerId'])
export class ContactTotp extends Totp {}

@Entity()
@Unique(['ownerId'])
export class StaffTotp extends Totp {}

/** A code on paper that stands in for the authenticator app once. */
abstract class RecoveryCode extends TenantRow {
  @Column('uuid') ownerId: string;
  @Column('text') hash: string;
  @InstantColumn({ nullable: true }) usedAt: Date | null;
}

@Entity()
@Unique(['ownerId', 'hash'])
export class ContactRecoveryCode extends RecoveryCode {}

@Entity()
@Unique(['ownerId', 'hash'])
export class StaffRecoveryCode extends RecoveryCode {}

/** A key that a phone, computer or security key keeps for its owner; we hold its public half. */
abstract class PasskeyRow extends TenantRow {
  @Column('uuid') ownerId: string;
  @Column('text') name: string;
  /** As the authenticator names it, in base64url. */
  @Column('text') credentialId: string;
  @Column('bytea') publicKey: Buffer;
  /** The authenticator's own count of uses; going back means a copy. */
  @Column('bigint', { default: 0, transformer: { to: (value: number) => value, from: Number } }) counter: number;
  @Column('text', { array: true, default: [] }) transports: string[];
  /** The host it was made for: it works there only. */
  @Column('text') rpId: string;
  /** Whether the owner's other devices have it too. */
  @Column('boolean', { default: false }) synced: boolean;
  @InstantColumn({ nullable: true }) lastUsedAt: Date | null;
}

@Entity()
@Unique(['tenantId', 'credentialId'])
@Index(['ownerId'])
export class ContactPasskey extends PasskeyRow {}

@Entity()
@Unique(['tenantId', 'credentialId'])
@Index(['ownerId'])
export class StaffPasskey extends PasskeyRow {}

/** A question to an authenticator, answered once and by the browser that was asked. */
@Entity()
export class PasskeyChallenge extends TenantRow {
  @Column('text') browser: string;
  @Column('text') challenge: string;
  /** Who adds a passkey or proves themselves once more; null when somebody signs in. */
  @Column('uuid', { nullable: true }) ownerId: string | null;
  @Index('IDX_passkey_challenge_expires') @InstantColumn() expiresAt: Date;
}
