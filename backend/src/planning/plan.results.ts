import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import type { Locale } from '../platform/caller.js';
import { Problem } from '../platform/graphql/problem.js';
import { DispatchPlan } from './plan.entity.js';

/** The day is over. */
@ObjectType({ implements: Problem })
export class DayIsOver extends Problem {
  protected readonly says = { fr: 'Cette journée est passée : il n’y a plus rien à y planifier.', en: 'That day is over: there is nothing left to plan.' };
}

/** Nothing to plan: nobody works, or no visit is left. */
@ObjectType({ implements: Problem })
export class NothingToPlan extends Problem {
  protected says: Readonly<Record<Locale, string>>;

  static because(what: 'nobody' | 'nothing'): NothingToPlan {
    const says = what === 'nobody'
      ? { fr: 'Personne ne travaille ce jour-là, ou le point de départ de personne n’est connu. Voyez le répertoire des techniciens.', en: 'Nobody works that day, or nobody’s starting point is known. See the technicians’ directory.' }
      : { fr: 'Il ne reste aucune visite à planifier ce jour-là.', en: 'No visit is left to plan that day.' };
    return Object.assign(new NothingToPlan(), { says });
  }
}

/** A visit that is no longer as the plan saw it. */
@ObjectType()
export class StaleJob {
  @Field(() => ID) jobId: string;
  @Field() number: string;
}

/** Visits have changed since the plan was made; nothing of it was done. */
@ObjectType({ implements: Problem, description: 'Visits have changed since. Nothing was done.' })
export class PlanStale extends Problem {
  @Field(() => [StaleJob]) jobs: StaleJob[];
  protected says: Readonly<Record<Locale, string>>;

  static of(jobs: StaleJob[], step: 'apply' | 'undo'): PlanStale {
    const shown = jobs.slice(0, 4).map(({ number }) => number).join(', ') + (jobs.length > 4 ? ' …' : '');
    const says = step === 'apply'
      ? { fr: `Des visites ont changé depuis ce plan (${shown}). Rien n’a été fait : redemandez un plan.`, en: `Visits have changed since this plan (${shown}). Nothing was done: ask for a new one.` }
      : { fr: `Des visites ont changé depuis que le plan a été appliqué (${shown}). Rien n’a été repris.`, en: `Visits have changed since the plan was applied (${shown}). Nothing was taken back.` };
    return Object.assign(new PlanStale(), { jobs, says });
  }
}

/** The plan is not at a stage where this can be done. */
@ObjectType({ implements: Problem })
export class PlanNotReady extends Problem {
  protected readonly says = { fr: 'Ce plan n’est pas à cette étape : il cherche encore, ou il a déjà été appliqué ou écarté.', en: 'This plan is not at that stage: it is still searching, or was applied or put away.' };
}

export const AskForPlanResult = createUnionType({ name: 'AskForPlanResult', types: () => [DispatchPlan, DayIsOver, NothingToPlan] as const });
export const ChangePlanResult = createUnionType({ name: 'ChangePlanResult', types: () => [DispatchPlan, PlanStale, PlanNotReady] as const });
