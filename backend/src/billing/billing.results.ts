import type { Money } from '@demarc/money';
import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { BillingFrequency, ServiceSubscription } from '../catalog/catalog.entity.js';
import { InvoiceTax } from '../invoices/invoice.entity.js';
import { Problem } from '../platform/graphql/problem.js';
import { DateOnly, MoneyType } from '../platform/graphql/scalars.js';
import { BillingRun } from './billing.entity.js';

/** One line of what a change costs. */
@ObjectType()
export class ChangeCostLine {
  @Field() description: string;
  @Field({ description: 'Such as “17 of 31 days × $79.95”.' }) explanation: string;
  @Field(() => MoneyType) amount: Money;
  @Field(() => DateOnly) periodStart: string;
  @Field(() => DateOnly) periodEnd: string;
}

/** What a change would cost on the next invoice, and every month from then on. */
@ObjectType({ description: 'What a change would cost on the next invoice, and from then on.' })
export class ChangeCost {
  @Field(() => DateOnly) effectiveOn: string;
  @Field(() => [ChangeCostLine]) lines: ChangeCostLine[];
  @Field(() => MoneyType) subtotal: Money;
  @Field(() => [InvoiceTax]) taxes: InvoiceTax[];
  @Field(() => MoneyType) taxTotal: Money;
  @Field(() => MoneyType, { description: 'On the next invoice, taxes included; negative gives back.' }) total: Money;
  @Field(() => MoneyType, { description: 'A cycle until now, before taxes.' }) before: Money;
  @Field(() => MoneyType, { description: 'A cycle from then on, before taxes.' }) after: Money;
  @Field(() => BillingFrequency) frequency: BillingFrequency;
  @Field({ description: 'What it will be.' }) item: string;
}

/** A change is there already from a later day. */
@ObjectType({ implements: Problem })
export class ChangeOverlaps extends Problem {
  @Field(() => DateOnly, { description: 'The first day that is free.' }) since: string;
  protected readonly says = { fr: 'Cette période chevauche un changement déjà prévu, ou le début de l’abonnement. Choisissez un jour plus tard.', en: 'This period overlaps a change that is there already, or the start of the subscription. Choose a later day.' };

  static since(day: string): ChangeOverlaps {
    return Object.assign(new ChangeOverlaps(), { since: day });
  }
}

/** It has ended, or will: start a new one. */
@ObjectType({ implements: Problem })
export class SubscriptionEnded extends Problem {
  protected readonly says = { fr: 'Cet abonnement est annulé. Commencez-en un nouveau.', en: 'This subscription has been cancelled. Start a new one.' };
}

/** Between looking and agreeing the cost has changed. */
@ObjectType({ implements: Problem })
export class CostHasChanged extends Problem {
  @Field(() => MoneyType) total: Money;
  protected readonly says = { fr: 'Le montant a changé depuis que vous l’avez vu. Regardez le nouveau calcul avant d’accepter.', en: 'The amount has changed since you saw it. Look at the new figures before agreeing.' };

  static to(total: Money): CostHasChanged {
    return Object.assign(new CostHasChanged(), { total });
  }
}

/** Billing stands still by the provider's own switch. */
@ObjectType({ implements: Problem })
export class BillingPaused extends Problem {
  protected readonly says = { fr: 'La facturation est suspendue. Remettez-la en marche d’abord.', en: 'Billing is paused. Switch it on again first.' };
}

/** A run for an overlapping period is not finished. */
@ObjectType({ implements: Problem })
export class RunUnderWay extends Problem {
  protected readonly says = { fr: 'Une facturation est déjà en cours. Confirmez-la ou abandonnez-la d’abord.', en: 'A billing run is under way already. Confirm it or give it up first.' };
}

/** The run is not in a state for it. */
@ObjectType({ implements: Problem })
export class RunNotReady extends Problem {
  protected readonly says = { fr: 'Cette facturation n’attend pas cela : elle est encore en calcul, déjà émise ou abandonnée.', en: 'This run does not wait for that: it is still being computed, issued already, or given up.' };
}

export const ChangeCostResult = createUnionType({ name: 'ChangeCostResult', types: () => [ChangeCost, ChangeOverlaps, SubscriptionEnded] as const });
export const ChangeSubscriptionResult = createUnionType({ name: 'ChangeSubscriptionResult', types: () => [ServiceSubscription, ChangeOverlaps, SubscriptionEnded, CostHasChanged] as const });
export const StartRunResult = createUnionType({ name: 'StartRunResult', types: () => [BillingRun, RunUnderWay] as const });
export const MoveRunResult = createUnionType({ name: 'MoveRunResult', types: () => [BillingRun, RunNotReady, BillingPaused] as const });
