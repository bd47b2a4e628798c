import { createUnionType, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import { PaymentsUnavailable } from './payment.results.js';
import { BillingPortal, MethodSetup, SavedMethod } from './saved-method.entity.js';

/** Automatic payments are made with it. */
@ObjectType({ implements: Problem })
export class MethodInUse extends Problem {
  protected readonly says = {
    fr: 'Vos paiements automatiques se font avec ce moyen de paiement. Choisissez-en un autre ou désactivez-les d’abord.',
    en: 'Your automatic payments are made with it. Choose another one for them or turn them off first.',
  };
}

/** The payment processor does not know this customer. */
@ObjectType({ implements: Problem })
export class UnknownToProcessor extends Problem {
  protected readonly says = {
    fr: 'Notre service de paiement ne trouve plus votre dossier. Vos cartes ne peuvent pas être gérées ici pour le moment : écrivez-nous ou appelez-nous, nous le rétablirons.',
    en: 'Our payment service no longer finds your file. Your cards cannot be managed here for now: write or call us and we will restore it.',
  };
}

export const StartMethodSetupResult = createUnionType({ name: 'StartMethodSetupResult', types: () => [MethodSetup, PaymentsUnavailable, UnknownToProcessor] as const });
export const RemoveMethodResult = createUnionType({ name: 'RemoveMethodResult', types: () => [SavedMethod, MethodInUse] as const });
export const BillingPortalResult = createUnionType({ name: 'BillingPortalResult', types: () => [BillingPortal, PaymentsUnavailable, UnknownToProcessor] as const });
