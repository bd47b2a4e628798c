import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
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

export const IssueInvoiceResult = createUnionType({ name: 'IssueInvoiceResult', types: () => [Invoice, InvoiceAlreadyIssued, InvoiceBelowZero] as const });
export const VoidInvoiceResult = createUnionType({ name: 'VoidInvoiceResult', types: () => [Invoice, InvoiceHasPayments, InvoiceNotOpen] as const });
