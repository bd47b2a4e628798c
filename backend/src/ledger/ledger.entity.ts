import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, OneToMany, type Relation } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import { EnumColumn, MoneyColumn, TenantRow } from '../platform/db/columns.js';
import { PageOf } from '../platform/graphql/page.type.js';
import { DateOnly, MoneyType } from '../platform/graphql/scalars.js';

/** Where money stands in the books. A debit is positive, a credit negative. */
export enum LedgerAccount {
  /** What customers owe, by invoice. */
  RECEIVABLE = 'RECEIVABLE',
  /** What customers have paid or been credited and no invoice has taken. */
  CUSTOMER_CREDIT = 'CUSTOMER_CREDIT',
  REVENUE = 'REVENUE',
  LATE_FEES = 'LATE_FEES',
  /** Sales taxes collected for the state; `taxCode` says which. */
  TAX = 'TAX',
  /** Money on its way from the payment processor. */
  PROCESSOR = 'PROCESSOR',
  BANK = 'BANK',
  /** What the processor keeps for its work. */
  FEES = 'FEES',
  /** Money the processor holds back while a bank disputes it. */
  DISPUTED = 'DISPUTED',
  WRITE_OFF = 'WRITE_OFF',
  /** Where an imported paper's own sums disagree. */
  ROUNDING = 'ROUNDING',
  /** What was settled in the system before this one. */
  OPENING = 'OPENING',
}
registerEnumType(LedgerAccount, { name: 'LedgerAccount' });

/** What happened to the books. */
export enum LedgerKind {
  INVOICE_ISSUED = 'INVOICE_ISSUED',
  INVOICE_VOIDED = 'INVOICE_VOIDED',
  INVOICE_CORRECTED = 'INVOICE_CORRECTED',
  CREDIT_NOTE_ISSUED = 'CREDIT_NOTE_ISSUED',
  PAYMENT_RECEIVED = 'PAYMENT_RECEIVED',
  PAYMENT_CORRECTED = 'PAYMENT_CORRECTED',
  ALLOCATED = 'ALLOCATED',
  UNALLOCATED = 'UNALLOCATED',
  REFUNDED = 'REFUNDED',
  REFUND_FAILED = 'REFUND_FAILED',
  WRITTEN_OFF = 'WRITTEN_OFF',
  FEE_CHARGED = 'FEE_CHARGED',
  /** A fee for paying late: what its invoice booked as a sale is moved apart. */
  LATE_FEE = 'LATE_FEE',
  DISPUTE_OPENED = 'DISPUTE_OPENED',
  DISPUTE_WON = 'DISPUTE_WON',
  DISPUTE_LOST = 'DISPUTE_LOST',
  OPENING = 'OPENING',
}
registerEnumType(LedgerKind, { name: 'LedgerKind' });

/** One thing that happened to the books, whose entries come to zero. PostgreSQL refuses any other, and any change. */
@ObjectType({ description: 'One thing that happened to the books; its entries come to zero.' })
@Entity()
@Index('IDX_ledger_operation_customer', ['customerId', 'occurredOn'])
@Index('IDX_ledger_operation_day', ['tenantId', 'occurredOn'])
export class LedgerOperation extends TenantRow {
  @Field(() => LedgerKind) @EnumColumn(LedgerKind) kind: LedgerKind;
  @Column('uuid') customerId: string;
  @Field(() => Customer) @ManyToOne(() => Customer, { nullable: false }) customer: Relation<Customer>;
  @Column('uuid', { nullable: true }) invoiceId: string | null;
  @Column('uuid', { nullable: true }) paymentId: string | null;
  @Field(() => DateOnly, { description: 'The provider’s local day.' }) @Column('date') occurredOn: string;
  @Field() @Column('text', { default: '' }) memo: string;
  @Field(() => [LedgerEntry]) @OneToMany(() => LedgerEntry, (entry) => entry.operation) entries: Relation<LedgerEntry[]>;
}

/** One side of an operation. */
@ObjectType({ description: 'One side of an operation: a debit is positive, a credit negative.' })
@Entity()
@Index('IDX_ledger_entry_customer', ['customerId', 'account'])
export class LedgerEntry extends TenantRow {
  @Index('IDX_ledger_entry_operation') @Column('uuid') operationId: string;
  @ManyToOne(() => LedgerOperation, (operation) => operation.entries, { nullable: false }) operation: Relation<LedgerOperation>;
  @Field(() => LedgerAccount) @EnumColumn(LedgerAccount) account: LedgerAccount;
  @Field(() => String, { nullable: true, description: 'GST, QST … of a tax.' }) @Column('text', { nullable: true }) taxCode: string | null;
  @Field(() => MoneyType) @MoneyColumn() amount: number;
  @Column('text', { default: 'CAD' }) currency: string;
  @Column('uuid') customerId: string;
  @Index('IDX_ledger_entry_invoice') @Column('uuid', { nullable: true }) invoiceId: string | null;
  @Index('IDX_ledger_entry_payment') @Column('uuid', { nullable: true }) paymentId: string | null;
}

@ObjectType()
export class LedgerOperationPage extends PageOf(LedgerOperation) {}
