import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { Customer } from '../customers/customer.entity.js';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { PaymentMethod } from './payment.entity.js';

/** A card or bank account that a customer has left with the processor; what we keep of it cannot be charged by anybody else. */
@ObjectType({ description: 'A card or bank account that a customer has saved for later payments.' })
@Entity()
@Index('UQ_saved_method_preferred', ['customerId'], { unique: true, where: 'preferred and removed_at is null' })
@Index('IDX_saved_method_customer', ['customerId'])
export class SavedMethod extends TenantRow {
  @Column('uuid') customerId: string;
  @ManyToOne(() => Customer, { nullable: false }) @JoinColumn({ foreignKeyConstraintName: 'FK_saved_method_customer' }) customer: Relation<Customer>;
  @Field(() => PaymentMethod, { description: 'CARD or PRE_AUTHORISED_DEBIT.' }) @EnumColumn(PaymentMethod) kind: PaymentMethod;
  @Field({ description: 'Brand of the card, or name of the bank.' }) @Column('text', { default: '' }) brand: string;
  @Field() @Column('text') last4: string;
  @Field(() => String, { nullable: true, description: 'Last month of a card, YYYY-MM.' }) @Column('text', { nullable: true }) expiresOn: string | null;
  @Field({ description: 'Whether it is offered first.' }) @Column('boolean', { default: false }) preferred: boolean;
  @Column('text', { unique: true }) stripeMethodId: string;
  /** The same card or account has the same one, however often it is saved. */
  @Column('text', { default: '' }) fingerprint: string;
  @InstantColumn({ nullable: true }) removedAt: Date | null;
}

export enum MethodSetupStatus {
  OPEN = 'OPEN',
  SAVED = 'SAVED',
  EXPIRED = 'EXPIRED',
}
registerEnumType(MethodSetupStatus, { name: 'MethodSetupStatus' });

/** A page on which a customer saves a card or an account. Whose it will be is decided here, never by what comes back. */
@ObjectType({ description: 'A page on which a customer saves a card or a bank account.' })
@Entity()
@Index('IDX_method_setup_customer', ['customerId'])
export class MethodSetup extends TenantRow {
  @Column('uuid') customerId: string;
  @Field(() => PaymentMethod) @EnumColumn(PaymentMethod) kind: PaymentMethod;
  @Field(() => MethodSetupStatus) @EnumColumn(MethodSetupStatus, { default: MethodSetupStatus.OPEN }) status: MethodSetupStatus;
  @Column('text', { nullable: true, unique: true }) stripeSessionId: string | null;
  @Field(() => String, { nullable: true, description: 'Where the customer enters it.' }) @Column('text', { nullable: true }) url: string | null;
  @Column('uuid', { nullable: true }) savedMethodId: string | null;
  @Field(() => SavedMethod, { nullable: true, description: 'What was saved.' }) @ManyToOne(() => SavedMethod, { nullable: true }) @JoinColumn({ foreignKeyConstraintName: 'FK_method_setup_saved_method' }) savedMethod: Relation<SavedMethod> | null;
  /** When the processor was last asked what became of it. */
  @InstantColumn({ nullable: true }) checkedAt: Date | null;
}

/** The processor’s own page for a customer’s methods. */
@ObjectType({ description: 'The processor’s own page for a customer’s methods; its address works once and for minutes.' })
export class BillingPortal {
  @Field(() => ID) id: string;
  @Field() url: string;
}
