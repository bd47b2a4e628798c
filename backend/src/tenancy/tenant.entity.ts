import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import type { Locale } from '../platform/caller.js';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { uuidv7 } from '../platform/ids.js';

export enum Language {
  FR = 'FR',
  EN = 'EN',
}
registerEnumType(Language, { name: 'Language' });

/** The same language as texts and formats name it. */
export const localeOf = (language: Language): Locale => (language === Language.EN ? 'en' : 'fr');

/** How often a sign-in link opens: by the browser that redeemed it, only once, or by anybody who holds it until it expires. */
export enum LinkUse {
  BROWSER = 'BROWSER',
  ONCE = 'ONCE',
  EVERYWHERE = 'EVERYWHERE',
}
registerEnumType(LinkUse, { name: 'LinkUse' });

/** A way to prove who one is. A tenant keeps an ordered set of them for each kind of person; the first is offered first. */
export enum SignInMethod {
  LINK = 'LINK',
  CODE = 'CODE',
  PASSWORD = 'PASSWORD',
  OIDC = 'OIDC',
  PASSKEY = 'PASSKEY',
}
registerEnumType(SignInMethod, { name: 'SignInMethod', description: 'A way to prove who one is: a link, a 6-digit code, a password, the company’s own sign-in (OIDC) or a passkey.' });

/** What a signed-in customer is asked to prove themselves once more for. */
export enum StepUpArea {
  MONEY = 'MONEY',
  CONTRACTS = 'CONTRACTS',
  CONTACTS = 'CONTACTS',
  WIFI = 'WIFI',
}
registerEnumType(StepUpArea, { name: 'StepUpArea', description: 'What needs a fresh proof of who one is: money, contracts, contacts, Wi-Fi passwords.' });

/** An internet or managed-service provider that runs its business here. */
@ObjectType({ description: 'The provider: its name, colours, language and zone.' })
@Entity()
export class Tenant {
  @Field(() => ID) @PrimaryColumn('uuid') id: string = uuidv7();
  /** Short name in addresses and file keys. */
  @Field() @Column('text', { unique: true }) slug: string;
  @Field() @Column('text') name: string;
  @Field({ description: 'Name on invoices.' }) @Column('text') legalName: string;
  @Field(() => Language) @Column('text', { default: Language.FR }) language: Language;
  @Field(() => [Language], { description: 'Languages its customers may choose; its own is among them.' }) @Column('text', { array: true, default: ['FR', 'EN'] }) languages: Language[];
  @Field({ description: 'IANA name, such as America/Toronto.' }) @Column('text', { default: 'America/Toronto' }) timeZone: string;
  @Field() @Column('text', { default: 'CAD' }) currency: string;
  @Field({ description: 'Accent colour as #rrggbb.' }) @Column('text', { default: '#0b6e4f' }) colour: string;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) logoUrl: string | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) email: string | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) phone: string | null;
  @Field({ description: 'Printed at the foot of invoices: address, tax numbers.' }) @Column('text', { default: '' }) invoiceFooter: string;
  @Field(() => Int, { description: 'Days between an invoice and its due date.' }) @Column('int', { default: 21 }) termsDays: number;
  /** Whether messages leave. Until a tenant is live they are captured and shown in the outbox. */
  @Field({ description: 'Whether messages are really sent; until then they are captured in the outbox.' }) @Column('boolean', { default: false }) live: boolean;
  @Field(() => String, { nullable: true, description: 'The number its texts come from, as +14505550100; null for that of the server.' }) @Index('UQ_tenant_sms_number', { unique: true, where: 'sms_number is not null' }) @Column('text', { nullable: true }) smsNumber: string | null;
  @Field(() => Int, { description: 'From when nobody gets a text that can wait, in minutes after local midnight.' }) @Column('int', { default: 1_260 }) quietFrom: number;
  @Field(() => Int, { description: 'Until when; the same as the beginning for never.' }) @Column('int', { default: 480 }) quietTo: number;
  /** Whether it is the tenant that comes with a fresh start. */
  @Field() @Column('boolean', { default: false }) demo: boolean;
  /** Who a visitor of the demo tenant may sign in as; empty everywhere else. */
  @Column('jsonb', { default: [] }) signInAs: { readonly label: string; readonly identifier: string; readonly password?: string }[];
  /** Sign-in answers tell which channels were used (requirement AUTH 3). */
  @Field({ description: 'Whether asking for a sign-in link tells where it was sent.' }) @Column('boolean', { default: false }) disclosingSignIn: boolean;
  @Field(() => Int, { description: 'How long a sign-in link works, in hours.' }) @Column('int', { default: 24 }) linkHours: number;
  @Field(() => LinkUse, { description: 'How often a sign-in link opens.' }) @Column('text', { default: LinkUse.BROWSER }) linkUse: LinkUse;
  @Field(() => [SignInMethod], { description: 'How households sign in, in the order they are offered.' }) @Column('text', { array: true, default: ['LINK', 'CODE'] }) householdSignIn: SignInMethod[];
  @Field(() => [SignInMethod], { description: 'How people of companies sign in, in the order they are offered.' }) @Column('text', { array: true, default: ['PASSWORD', 'OIDC'] }) companySignIn: SignInMethod[];
  @Field({ description: 'Whether a company’s password needs the code of an authenticator app as well.' }) @Column('boolean', { default: true }) companyTotp: boolean;
  @Field(() => [SignInMethod], { description: 'How the office signs in, in the order they are offered.' }) @Column('text', { array: true, default: ['LINK', 'PASSWORD', 'OIDC', 'PASSKEY'] }) staffSignIn: SignInMethod[];
  @Field({ description: 'Whether an office password needs the code of an authenticator app as well.' }) @Column('boolean', { default: false }) staffTotp: boolean;
  @Field(() => [StepUpArea], { description: 'What needs a fresh code, password or passkey in the portal.' }) @Column('text', { array: true, default: ['MONEY', 'CONTRACTS', 'CONTACTS', 'WIFI'] }) stepUp: StepUpArea[];
  @Field(() => [StepUpArea], { description: 'The same for the office: refunds, credits and write-offs are money.' }) @Column('text', { array: true, default: ['MONEY'] }) staffStepUp: StepUpArea[];
  @Field(() => Int, { description: 'How many minutes such a proof is fresh.' }) @Column('int', { default: 15 }) stepUpMinutes: number;
  @Field({ description: 'Whether the office may see the portal as a customer sees it.' }) @Column('boolean', { default: true }) viewAsCustomer: boolean;
  @Field({ description: 'Whether links may show a place to people without an account.' }) @Column('boolean', { default: false }) shareLinks: boolean;
  @Field(() => Int, { description: 'After how many days without use a customer is signed out.' }) @Column('int', { default: 30 }) customerSessionDays: number;
  @Field(() => Int, { description: 'After how many days without use somebody of the office is signed out.' }) @Column('int', { default: 7 }) staffSessionDays: number;
  @Field(() => Int, { description: 'After how many days without use a technician is signed out.' }) @Column('int', { default: 30 }) technicianSessionDays: number;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
}

/** What a host name is to a tenant. */
export enum DomainKind {
  CANONICAL = 'CANONICAL',
  VANITY = 'VANITY',
  LEGACY = 'LEGACY',
}
registerEnumType(DomainKind, { name: 'DomainKind', description: 'CANONICAL is where people sign in; VANITY shows the portal under a name of the provider’s own; LEGACY leads on to the canonical one.' });

/** Why a domain is not active yet. */
export enum DomainProblem {
  NO_RECORD = 'NO_RECORD',
  POINTS_ELSEWHERE = 'POINTS_ELSEWHERE',
  NO_ANSWER = 'NO_ANSWER',
  TAKEN = 'TAKEN',
}
registerEnumType(DomainProblem, { name: 'DomainProblem', description: 'NO_RECORD: it has no CNAME; POINTS_ELSEWHERE: its CNAME is another; NO_ANSWER: the name servers did not answer; TAKEN: another provider uses it.' });

/** A host name of a tenant. Several may ask for the same one; only one can be active. */
@ObjectType({ description: 'A host name of the provider.' })
@Entity()
@Unique(['tenantId', 'host'])
@Index('UQ_tenant_domain_active', ['host'], { unique: true, where: 'active_since is not null' })
export class TenantDomain extends TenantRow {
  @Field() @Column('text') host: string;
  @ManyToOne(() => Tenant, { nullable: false }) tenant: Relation<Tenant>;
  @Field(() => DomainKind) @EnumColumn(DomainKind, { default: DomainKind.CANONICAL }) kind: DomainKind;
  @Field(() => Date, { nullable: true, description: 'Since when it leads here; null until its CNAME has been seen.' }) @InstantColumn({ nullable: true, default: () => 'now()' }) activeSince: Date | null;
  @Field(() => Date, { nullable: true, description: 'When its CNAME was looked at last.' }) @InstantColumn({ nullable: true }) checkedAt: Date | null;
  @Field(() => DomainProblem, { nullable: true }) @EnumColumn(DomainProblem, { nullable: true }) problem: DomainProblem | null;
  @Field(() => String, { nullable: true, description: 'Where its CNAME leads instead.' }) @Column('text', { nullable: true }) pointsAt: string | null;
}

/** The last number of a series such as `INV-2026`; taken under its row lock, so there are no gaps. */
@Entity()
export class NumberSeries {
  @Column('uuid', { primary: true, default: () => 'current_tenant()' }) tenantId: string;
  @PrimaryColumn('text') series: string;
  @Column('bigint', { default: 0 }) last: string;
}
