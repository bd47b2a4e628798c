import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, OneToMany, Unique, type Relation } from 'typeorm';
import { EnumColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { Language } from '../tenancy/tenant.entity.js';

export enum CustomerKind {
  RESIDENTIAL = 'RESIDENTIAL',
  COMPANY = 'COMPANY',
}
registerEnumType(CustomerKind, { name: 'CustomerKind' });

export enum CustomerStatus {
  ACTIVE = 'ACTIVE',
  SUSPENDED = 'SUSPENDED',
  CLOSED = 'CLOSED',
}
registerEnumType(CustomerStatus, { name: 'CustomerStatus' });

export enum PhoneKind {
  CELL = 'CELL',
  HOME = 'HOME',
  OFFICE = 'OFFICE',
}
registerEnumType(PhoneKind, { name: 'PhoneKind' });

export enum ContactRoleName {
  OWNER = 'OWNER',
  BILLING = 'BILLING',
  TECHNICAL = 'TECHNICAL',
  VIEWER = 'VIEWER',
}
registerEnumType(ContactRoleName, { name: 'ContactRoleName' });

/** A subscriber: a household or a company. */
@ObjectType({ description: 'A subscriber: a household or a company.' })
@Entity()
@Unique(['tenantId', 'number'])
@Unique(['tenantId', 'sourceId'])
@Index(['tenantId', 'name'])
export class Customer extends TenantRow {
  @Field({ description: 'C-00042.' }) @Column('text') number: string;
  @Field() @Column('text') name: string;
  @Field(() => CustomerKind) @EnumColumn(CustomerKind, { default: CustomerKind.RESIDENTIAL }) kind: CustomerKind;
  @Field(() => CustomerStatus) @EnumColumn(CustomerStatus, { default: CustomerStatus.ACTIVE }) status: CustomerStatus;
  @Field(() => Language) @EnumColumn(Language, { default: Language.FR }) language: Language;
  @Field() @Column('text', { default: 'CAD' }) currency: string;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) billingEmail: string | null;
  /** Notes of the office; the GraphQL field is for staff only. */
  @Column('text', { default: '' }) notes: string;
  @Column('text', { array: true, default: [] }) tags: string[];
  /** Number in the system it was imported from, accepted at sign-in. */
  @Index() @Column('text', { nullable: true }) legacyNumber: string | null;
  @Column('text', { nullable: true }) sourceId: string | null;
  @Column('text', { nullable: true }) stripeCustomerId: string | null;
  @Field(() => [ServiceLocation]) @OneToMany(() => ServiceLocation, (location) => location.customer) locations: Relation<ServiceLocation[]>;
  @Field(() => [Phone]) @OneToMany(() => Phone, (phone) => phone.customer) phones: Relation<Phone[]>;
  @Field(() => [CustomerContact]) @OneToMany(() => CustomerContact, (link) => link.customer) contacts: Relation<CustomerContact[]>;
}

/** A person who may sign in for one or several customers. */
@ObjectType()
@Entity()
@Index(['tenantId', 'email'])
export class Contact extends TenantRow {
  @Field() @Column('text') name: string;
  /** Lower case, without blanks around it. */
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) email: string | null;
  @Field(() => Language) @EnumColumn(Language, { default: Language.FR }) language: Language;
}

/** What a contact is to a customer. */
@ObjectType()
@Entity()
@Unique(['customerId', 'contactId'])
export class CustomerContact extends TenantRow {
  @Column('uuid') customerId: string;
  @ManyToOne(() => Customer, (customer) => customer.contacts, { nullable: false }) customer: Relation<Customer>;
  @Index() @Column('uuid') contactId: string;
  @Field(() => Contact) @ManyToOne(() => Contact, { nullable: false }) contact: Relation<Contact>;
  @Field(() => ContactRoleName) @EnumColumn(ContactRoleName, { default: ContactRoleName.OWNER }) role: ContactRoleName;
}

/** A telephone number of a customer. */
@ObjectType()
@Entity()
@Index(['tenantId', 'lastTen'])
export class Phone extends TenantRow {
  @Index() @Column('uuid') customerId: string;
  @ManyToOne(() => Customer, (customer) => customer.phones, { nullable: false }) customer: Relation<Customer>;
  @Field(() => PhoneKind) @EnumColumn(PhoneKind) kind: PhoneKind;
  @Field({ description: 'As it was given.' }) @Column('text') number: string;
  /** The last 10 digits, by which sign-in and search find it. */
  @Column('text') lastTen: string;
}

/** Somebody to ask for at a place: a tenant, a caretaker, a night watch. */
@ObjectType({ description: 'Somebody to ask for at a place.' })
export class PlaceContact {
  @Field() name: string;
  @Field({ description: 'Empty when there is none.' }) phone: string;
  @Field({ description: 'Who that is, or when to call.' }) note: string;
}

/** A place where a customer is served. */
@ObjectType()
@Entity()
@Unique(['tenantId', 'sourceId'])
export class ServiceLocation extends TenantRow {
  @Index() @Column('uuid') customerId: string;
  @Field(() => Customer) @ManyToOne(() => Customer, (customer) => customer.locations, { nullable: false }) customer: Relation<Customer>;
  @Field() @Column('text', { default: 'Principal' }) name: string;
  @Field() @Column('text') line1: string;
  @Field() @Column('text') city: string;
  @Field({ description: 'Two letters, such as QC; decides the taxes.' }) @Column('text', { default: 'QC' }) province: string;
  @Field() @Column('text', { default: '' }) postalCode: string;
  @Field(() => Float, { nullable: true, description: 'Degrees; null when unknown.' }) @Column('double precision', { nullable: true }) lat: number | null;
  @Field(() => Float, { nullable: true }) @Column('double precision', { nullable: true }) lon: number | null;
  @Field({ description: 'How to get in; for technicians.' }) @Column('text', { default: '' }) accessNotes: string;
  @Field(() => [PlaceContact], { description: 'Whom to ask for there; for technicians.' }) @Column('jsonb', { default: [] }) contacts: PlaceContact[];
  @Column('text', { nullable: true }) sourceId: string | null;
}

@ObjectType()
export class CustomerPage extends PageOf(Customer) {}
