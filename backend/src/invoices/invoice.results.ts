import type { Money } from '@demarc/money';
import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import { MoneyType } from '../platform/graphql/scalars.js';
import { Invoice } from './invoice.entity.js';

/** It has its number already. */
@ObjectType({ implements: Problem })
export class InvoiceAlreadyIssued extends Problem {
  @Field() number: string;
  @Field() issuedAt: Date;
  protected readonly says = { fr: 'Cette facture a déjà été émise.', en: 'This invoice has already been issued.' };

  static as(number: string, issuedAt: Date): InvoiceAlreadyIssued {
    return Object.assign(new InvoiceAlreadyIssued(), { number, issuedAt });
  }
}

/** There is nothing on it, or less than nothing. */
@ObjectType({ implements: Problem })
export class InvoiceBelowZero extends Problem {
  protected readonly says = { fr: 'Le total est négatif. Retirez une remise avant d’émettre la facture.', en: 'The total is below zero. Remove a discount before issuing the invoice.' };
}

/** Money was received for it, which has to be given back or moved first. */
@ObjectType({ implements: Problem })
export class InvoiceHasPayments extends Problem {
  protected readonly says = { fr: 'Des paiements ont été reçus pour cette facture. Remboursez-les ou déplacez-les d’abord.', en: 'Payments were received for this invoice. Refund or move them first.' };
}

/** Only an issued invoice is a debt that can be made void. */
@ObjectType({ implements: Problem })
export class InvoiceNotOpen extends Problem {
  protected readonly says = { fr: 'Cette facture n’est pas ouverte : elle est un brouillon, ou déjà annulée.', en: 'This invoice is not open: it is a draft, or void already.' };
}

/** More than is left of the invoice to credit. */
@ObjectType({ implements: Problem })
export class CreditTooLarge extends Problem {
  @Field(() => MoneyType, { description: 'What can still be credited, taxes included.' }) left: Money;
  protected readonly says = { fr: 'Le crédit dépasse ce qui reste à créditer de cette facture. Réduisez le montant.', en: 'The credit is larger than what is left of this invoice to credit. Lower the amount.' };

  static of(amount: number, currency: string): CreditTooLarge {
    return Object.assign(new CreditTooLarge(), { left: { amount, currency } });
  }
}

/** It is an invoice that people may have seen, not a draft. */
@ObjectType({ implements: Problem })
export class NotADraft extends Problem {
  protected readonly says = { fr: 'Cette facture est déjà émise : on ne peut plus la modifier ni la jeter. Créditez-la ou annulez-la.', en: 'This invoice has been issued: it can no longer be changed or thrown away. Credit it or void it.' };
}

/** A draft that is gone, with what it was. */
@ObjectType({ description: 'A draft that is gone.' })
export class DiscardedDraft {
  @Field(() => ID) id: string;
}

export const DiscardDraftResult = createUnionType({ name: 'DiscardDraftResult', types: () => [DiscardedDraft, NotADraft] as const });
export const ReviseDraftResult = createUnionType({ name: 'ReviseDraftResult', types: () => [Invoice, NotADraft] as const });
export const CreditInvoiceResult = createUnionType({ name: 'CreditInvoiceResult', types: () => [Invoice, CreditTooLarge, InvoiceNotOpen] as const });
export const WriteOffResult = createUnionType({ name: 'WriteOffResult', types: () => [Invoice, InvoiceNotOpen] as const });
export const IssueInvoiceResult = createUnionType({ name: 'IssueInvoiceResult', types: () => [Invoice, InvoiceAlreadyIssued, InvoiceBelowZero] as const });
export const VoidInvoiceResult = createUnionType({ name: 'VoidInvoiceResult', types: () => [Invoice, InvoiceHasPayments, InvoiceNotOpen] as const });
