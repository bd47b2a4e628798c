import { formatMoney, type Money } from '@demarc/money';
import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import type { Locale } from '../platform/caller.js';
import { Problem } from '../platform/graphql/problem.js';
import { MoneyType } from '../platform/graphql/scalars.js';
import { CheckoutSession, Payment } from './payment.entity.js';
import { Refund } from './refund.entity.js';

/** Nothing is owed, so there is nothing to pay. */
@ObjectType({ implements: Problem })
export class NothingToPay extends Problem {
  protected readonly says = { fr: 'Il n’y a rien à payer : tout est réglé.', en: 'There is nothing to pay: all is settled.' };
}

/** A payment for it is with the bank already. */
@ObjectType({ implements: Problem })
export class PaymentUnderWay extends Problem {
  protected readonly says = { fr: 'Votre banque confirme déjà un paiement pour cette facture. Attendez sa réponse avant de payer de nouveau.', en: 'Your bank is already confirming a payment for this invoice. Wait for its answer before paying again.' };
}

/** The payment processor cannot be reached. */
@ObjectType({ implements: Problem })
export class PaymentsUnavailable extends Problem {
  protected readonly says = { fr: 'Le paiement par carte est indisponible pour le moment. Réessayez dans quelques minutes.', en: 'Card payment is unavailable right now. Try again in a few minutes.' };
}

/** A part of a debt that may not be paid alone, or more than all of it. */
@ObjectType({ implements: Problem })
export class PartOutOfRange extends Problem {
  @Field(() => MoneyType, { description: 'The least that can be paid now.' }) least: Money;
  @Field(() => MoneyType, { description: 'All that is owed.' }) most: Money;

  protected get says(): { fr: string; en: string } {
    const [least, most] = [(locale: Locale) => formatMoney(this.least, locale), (locale: Locale) => formatMoney(this.most, locale)];
    if (this.least.amount === this.most.amount) return { fr: `Seul le montant entier peut être payé : ${most('fr')}.`, en: `Only the whole amount can be paid: ${most('en')}.` };
    return { fr: `Entrez un montant entre ${least('fr')} et ${most('fr')}.`, en: `Enter an amount between ${least('en')} and ${most('en')}.` };
  }

  static of(least: number, most: number, currency: string): PartOutOfRange {
    return Object.assign(new PartOutOfRange(), { least: { amount: least, currency }, most: { amount: most, currency } });
  }
}

/** The day given has not come yet. */
@ObjectType({ implements: Problem })
export class PaymentInTheFuture extends Problem {
  protected readonly says = { fr: 'La date de réception est dans le futur.', en: 'The day it was received is in the future.' };
}

/** More than is left of the payment to give back. */
@ObjectType({ implements: Problem })
export class RefundTooLarge extends Problem {
  @Field(() => MoneyType, { description: 'What can still be given back.' }) left: Money;
  protected readonly says = { fr: 'Le remboursement dépasse ce qui reste de ce paiement. Réduisez le montant.', en: 'The refund is larger than what is left of this payment. Lower the amount.' };

  static of(amount: number, currency: string): RefundTooLarge {
    return Object.assign(new RefundTooLarge(), { left: { amount, currency } });
  }
}

/** There is no money in it that could be given back. */
@ObjectType({ implements: Problem })
export class NotRefundable extends Problem {
  protected readonly says = { fr: 'Ce paiement ne peut pas être remboursé : il n’est pas encaissé, ou il est déjà remboursé en entier.', en: 'This payment cannot be refunded: it has not been received, or has been given back whole.' };
}

/** Nothing is left of the payment, or the invoice needs nothing. */
@ObjectType({ implements: Problem })
export class NothingToAllocate extends Problem {
  protected readonly says = { fr: 'Il n’y a rien à affecter : le paiement est déjà utilisé, ou la facture ne doit plus rien.', en: 'There is nothing to allocate: the payment is used already, or the invoice owes nothing.' };
}

/** Two papers of different customers or currencies do not meet. */
@ObjectType({ implements: Problem })
export class PapersDoNotMatch extends Problem {
  protected readonly says = { fr: 'Le paiement et la facture ne sont pas du même client ou de la même devise.', en: 'The payment and the invoice are not of the same customer or currency.' };
}

export const RefundPaymentResult = createUnionType({ name: 'RefundPaymentResult', types: () => [Refund, RefundTooLarge, NotRefundable] as const });
export const AllocatePaymentResult = createUnionType({ name: 'AllocatePaymentResult', types: () => [Payment, NothingToAllocate, PapersDoNotMatch] as const });
export const MovePaymentResult = createUnionType({ name: 'MovePaymentResult', types: () => [Payment, NotRefundable, PapersDoNotMatch] as const });
export const CreateCheckoutResult = createUnionType({ name: 'CreateCheckoutResult', types: () => [CheckoutSession, NothingToPay, PartOutOfRange, PaymentUnderWay, PaymentsUnavailable] as const });
export const RecordPaymentResult = createUnionType({ name: 'RecordPaymentResult', types: () => [Payment, PaymentInTheFuture] as const });
