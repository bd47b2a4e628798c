import { createUnionType, Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { Invoice } from '../invoices/invoice.entity.js';
import { InstantColumn, TenantRow } from '../platform/db/columns.js';
import { Problem } from '../platform/graphql/problem.js';
import { NothingToPay } from './payment.results.js';

/** How a payment link reaches its customer. */
export enum LinkChannel {
  EMAIL = 'EMAIL',
  SMS = 'SMS',
}
registerEnumType(LinkChannel, { name: 'LinkChannel' });

/** A link that brings a customer to what they owe, signed in. It opens nothing else and ends by itself. */
@ObjectType({ description: 'A link that brings a customer to what they owe, signed in.' })
@Entity()
@Index('IDX_payment_link_customer', ['customerId'])
export class PaymentLink extends TenantRow {
  @Column('uuid') customerId: string;
  @Column('uuid', { nullable: true }) invoiceId: string | null;
  @Field(() => Invoice, { nullable: true, description: 'The invoice it leads to; otherwise all that is owed.' }) @ManyToOne(() => Invoice, { nullable: true }) @JoinColumn({ foreignKeyConstraintName: 'FK_payment_link_invoice' }) invoice: Relation<Invoice> | null;
  /** SHA-256 of its secret; the secret itself is kept nowhere. */
  @Index('UQ_payment_link_hash', { unique: true }) @Column('text') hash: string;
  /** The sign-in behind it; null where such customers do not sign in by link. */
  @Column('uuid', { nullable: true }) signInLinkId: string | null;
  @Field({ description: 'Who sent it; empty when it was sent by itself.' }) @Column('text', { default: '' }) sentBy: string;
  @Field() @InstantColumn() expiresAt: Date;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) openedAt: Date | null;
}

/** The customer has no address of that kind. */
@ObjectType({ implements: Problem })
export class NoAddressForLink extends Problem {
  protected readonly says = {
    fr: 'Ce client n’a pas d’adresse de ce type. Ajoutez un courriel ou un cellulaire à sa fiche, ou choisissez l’autre moyen.',
    en: 'This customer has no address of that kind. Add an e-mail or a cell phone to their file, or choose the other way.',
  };
}

export const SendPaymentLinkResult = createUnionType({ name: 'SendPaymentLinkResult', types: () => [PaymentLink, NothingToPay, NoAddressForLink] as const });
