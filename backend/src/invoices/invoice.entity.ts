import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, OneToMany, Unique, type Relation } from 'typeorm';
import { TaxClass } from '../catalog/catalog.entity.js';
import { Customer } from '../customers/customer.entity.js';
import { EnumColumn, InstantColumn, MoneyColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { DateOnly, MoneyType } from '../platform/graphql/scalars.js';

/** Where an invoice stands. OVERDUE is never stored: it is an unpaid one whose due date has passed. */
export enum InvoiceStatus {
  DRAFT = 'DRAFT',
  ISSUED = 'ISSUED',
  PARTLY_PAID = 'PARTLY_PAID',
  PAID = 'PAID',
  OVERDUE = 'OVERDUE',
  VOID = 'VOID',
  CREDITED = 'CREDITED',
}
registerEnumType(InvoiceStatus, { name: 'InvoiceStatus' });

/** Whether a paper asks for money or gives it back. */
export enum InvoiceKind {
  INVOICE = 'INVOICE',
  CREDIT_NOTE = 'CREDIT_NOTE',
}
registerEnumType(InvoiceKind, { name: 'InvoiceKind' });

/** One tax of an invoice, as printed. */
@ObjectType()
export class InvoiceTax {
  @Field({ description: 'GST, QST, HST or PST.' }) code: string;
  @Field(() => Int, { description: 'Rate in millionths: 99750 is 9.975 %.' }) rateMillionths: number;
  @Field(() => Int, { description: 'Minor units.' }) amount: number;
}

/** What a customer owes for one billing period. A negative total is a credit note. */
@ObjectType({ description: 'What a customer owes for one billing period; a negative total is a credit note.' })
@Entity()
@Unique(['tenantId', 'number'])
@Unique(['tenantId', 'sourceId'])
@Index(['customerId', 'issuedOn', 'id'])
@Index(['tenantId', 'issuedOn', 'id'])
export class Invoice extends TenantRow {
  @Field(() => String, { nullable: true, description: 'INV-2026-000123; null while a draft.' }) @Column('text', { nullable: true }) number: string | null;
  /** As stored; the GraphQL field `status` adds OVERDUE. */
  @EnumColumn(InvoiceStatus, { default: InvoiceStatus.DRAFT }) state: InvoiceStatus;
  @Field(() => InvoiceKind) @EnumColumn(InvoiceKind, { default: InvoiceKind.INVOICE }) kind: InvoiceKind;
  @Column('uuid', { nullable: true }) creditsId: string | null;
  @Field(() => Invoice, { nullable: true, description: 'Of a credit note: the invoice it takes back.' }) @ManyToOne(() => Invoice, { nullable: true }) credits: Relation<Invoice> | null;
  @Column('uuid') customerId: string;
  @Field(() => Customer) @ManyToOne(() => Customer, { nullable: false }) customer: Relation<Customer>;
  @Column('text', { default: 'CAD' }) currency: string;
  @Field(() => MoneyType, { description: 'Before taxes.' }) @MoneyColumn() subtotal: number;
  @Field(() => MoneyType) @MoneyColumn() taxTotal: number;
  @Field(() => MoneyType) @MoneyColumn() total: number;
  @Field(() => MoneyType, { description: 'What is still to be paid.' }) @MoneyColumn() balance: number;
  @Field(() => [InvoiceTax]) @Column('jsonb', { default: [] }) taxes: InvoiceTax[];
  @Field({ description: 'Where the service is rendered, which decides the taxes.' }) @Column('text', { default: 'QC' }) province: string;
  @Field(() => DateOnly) @Column('date') issuedOn: string;
  @Field(() => DateOnly) @Column('date') dueOn: string;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) issuedAt: Date | null;
  @Field({ description: 'Text printed under the lines.' }) @Column('text', { default: '' }) memo: string;
  /** For the office; the GraphQL field is not for customers. */
  @Column('text', { nullable: true }) voidReason: string | null;
  @Column('text', { nullable: true }) sourceId: string | null;
  @Field(() => [InvoiceLine]) @OneToMany(() => InvoiceLine, (line) => line.invoice, { cascade: ['insert'] }) lines: Relation<InvoiceLine[]>;
}

/** One item on an invoice. */
@ObjectType()
@Entity()
export class InvoiceLine extends TenantRow {
  @Index() @Column('uuid') invoiceId: string;
  @ManyToOne(() => Invoice, (invoice) => invoice.lines, { nullable: false }) invoice: Relation<Invoice>;
  @Column('uuid') customerId: string;
  @Field(() => Int) @Column('int') position: number;
  @Field() @Column('text') description: string;
  @Field(() => Int) @Column('int', { default: 1 }) quantity: number;
  @Field(() => MoneyType) @MoneyColumn() unitPrice: number;
  @Field(() => MoneyType) @MoneyColumn() amount: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Column('boolean', { default: true }) taxable: boolean;
  @Field(() => TaxClass) @EnumColumn(TaxClass, { default: TaxClass.STANDARD }) taxClass: TaxClass;
  @Column('uuid', { nullable: true }) subscriptionId: string | null;
  @Field({ description: 'How the amount comes about, such as “17 of 31 days × $79.95”; empty when it is quantity times price.' }) @Column('text', { default: '' }) explanation: string;
  @Field(() => DateOnly, { nullable: true }) @Column('date', { nullable: true }) periodStart: string | null;
  @Field(() => DateOnly, { nullable: true, description: 'Last day of the period.' }) @Column('date', { nullable: true }) periodEnd: string | null;
}

@ObjectType()
export class InvoicePage extends PageOf(Invoice) {}
