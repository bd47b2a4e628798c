import type { Money } from '@demarc/money';
import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import { DateOnly, MoneyType } from '../platform/graphql/scalars.js';
import { DunningAccount, DunningStage, PaymentArrangement } from './dunning.entity.js';

/** What would be done about a customer, and what stands in its way. */
@ObjectType({ description: 'What would be done about a customer on a day, and what stands in its way.' })
export class DunningForecast {
  @Field(() => ID) customerId: string;
  @Field() name: string;
  @Field() number: string;
  @Field(() => DunningStage) stage: DunningStage;
  @Field(() => MoneyType, { description: 'Overdue and under no arrangement, less credits.' }) owed: Money;
  @Field(() => MoneyType, { description: 'Still to be paid of an arrangement.' }) arranged: Money;
  @Field(() => DateOnly, { nullable: true }) oldestDueOn: string | null;
  @Field(() => Int, { description: 'Days since the oldest was due.' }) daysLate: number;
  @Field(() => String, { nullable: true, description: 'REMIND, LATE_FEE, SUSPEND, RESTORE, CLOSE, BREAK_ARRANGEMENT or END_ARRANGEMENT on that day; null for nothing.' }) act: string | null;
  @Field(() => String, { nullable: true, description: 'The next step of the policy.' }) next: string | null;
  @Field(() => DateOnly, { nullable: true, description: 'The first day for it.' }) nextOn: string | null;
  @Field(() => [String], { description: 'What stands in the way of the next step: PAUSED, UNDER_MINIMUM, DISPUTE, PAYMENT_PROCESSING, ON_HOLD, PROTECTED, HOLIDAY, OFFICE_CLOSED, NOT_WARNED.' }) blockers: readonly string[];
}

/** Who would be touched by the next run. */
@ObjectType({ description: 'Who would be touched by the next run, and who would not, and why.' })
export class DunningPlan {
  @Field(() => DateOnly, { description: 'The day of the next run.' }) day: string;
  @Field(() => Int) hour: number;
  @Field({ description: 'Whether it begins by itself.' }) active: boolean;
  @Field() paused: boolean;
  @Field(() => Int, { description: 'Everybody with something overdue or arranged.' }) customers: number;
  @Field(() => MoneyType) owed: Money;
  @Field(() => [DunningForecast], { description: 'Those touched first, then by what they owe; at most 500.' }) lines: DunningForecast[];
}

/** Nothing is owed that could be arranged. */
@ObjectType({ implements: Problem })
export class NothingOwed extends Problem {
  protected readonly says = { fr: 'Ce client ne doit rien : il n’y a rien à étaler.', en: 'This customer owes nothing: there is nothing to arrange.' };
}

/** The parts are not the whole. */
@ObjectType({ implements: Problem })
export class InstalmentsDoNotAddUp extends Problem {
  @Field(() => MoneyType, { description: 'What they have to come to.' }) total: Money;
  protected readonly says = { fr: 'Les versements ne font pas le total dû. Corrigez un montant.', en: 'The instalments do not come to what is owed. Correct an amount.' };

  static to(amount: number, currency: string): InstalmentsDoNotAddUp {
    return Object.assign(new InstalmentsDoNotAddUp(), { total: { amount, currency } });
  }
}

/** There is an arrangement already. */
@ObjectType({ implements: Problem })
export class ArrangementUnderWay extends Problem {
  protected readonly says = { fr: 'Une entente est déjà en cours. Annulez-la d’abord.', en: 'An arrangement is under way already. Cancel it first.' };
}

/** The service is not cut off. */
@ObjectType({ implements: Problem })
export class NotSuspended extends Problem {
  protected readonly says = { fr: 'Le service de ce client n’est pas coupé.', en: 'This customer’s service is not cut off.' };
}

/** The arrangement has ended. */
@ObjectType({ implements: Problem })
export class ArrangementEnded extends Problem {
  protected readonly says = { fr: 'Cette entente est terminée.', en: 'This arrangement has ended.' };
}

export const ArrangeResult = createUnionType({ name: 'ArrangeResult', types: () => [PaymentArrangement, NothingOwed, InstalmentsDoNotAddUp, ArrangementUnderWay] as const });
export const CancelArrangementResult = createUnionType({ name: 'CancelArrangementResult', types: () => [PaymentArrangement, ArrangementEnded] as const });
export const RestoreServiceResult = createUnionType({ name: 'RestoreServiceResult', types: () => [DunningAccount, NotSuspended] as const });
