import { createUnionType, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import { CheckoutSession, Payment } from './payment.entity.js';

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

/** The day given has not come yet. */
@ObjectType({ implements: Problem })
export class PaymentInTheFuture extends Problem {
  protected readonly says = { fr: 'La date de réception est dans le futur.', en: 'The day it was received is in the future.' };
}

export const CreateCheckoutResult = createUnionType({ name: 'CreateCheckoutResult', types: () => [CheckoutSession, NothingToPay, PaymentUnderWay, PaymentsUnavailable] as const });
export const RecordPaymentResult = createUnionType({ name: 'RecordPaymentResult', types: () => [Payment, PaymentInTheFuture] as const });
