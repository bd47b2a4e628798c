import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { JobAlreadyDone, JobNotThere } from '../dispatch/dispatch.results.js';
import type { Locale } from '../platform/caller.js';
import { Problem } from '../platform/graphql/problem.js';
import { DateOnly } from '../platform/graphql/scalars.js';
import { DayIsOver } from './plan.results.js';
import type { NoSlotCode } from './slot-rules.js';
import { SlotOffer } from './slot.entity.js';
import { TravelSource } from './travel.enum.js';

/** Who would come, and what it adds to their day. */
@ObjectType({ description: 'Who would come, and what it adds to the day.' })
export class SlotCost {
  @Field(() => ID) technicianId: string;
  @Field() technician: string;
  @Field({ description: 'When the visit would begin.' }) startsAt: Date;
  @Field(() => Int, { description: 'Everything it adds, in seconds of driving.' }) costSeconds: number;
  @Field(() => Int, { description: 'Driving it adds.' }) travelSeconds: number;
  @Field(() => Int) metres: number;
  @Field(() => Int, { description: 'Lateness it adds.' }) lateSeconds: number;
}

/** The best times for a visit, cheapest first. */
@ObjectType({ description: 'The best times for a visit, cheapest first.' })
export class SlotOffers {
  ids: string[];
  @Field(() => TravelSource, { description: 'Where the travel times came from.' }) travelSource: TravelSource;

  static of(offers: readonly SlotOffer[], travelSource: TravelSource): SlotOffers {
    return Object.assign(new SlotOffers(), { ids: offers.map(({ id }) => id), travelSource });
  }
}

const NO_SLOT: Readonly<Record<NoSlotCode, Readonly<Record<Locale, string>>>> = {
  NO_PLACE: { fr: 'La position de cette adresse n’est pas connue : on ne peut pas calculer qui peut y être à temps. Corrigez l’adresse, puis redemandez.', en: 'The position of this address is not known, so nobody can tell who could be there in time. Correct the address, then ask again.' },
  NOBODY_WORKS: { fr: 'Personne ne travaille ces jours-là, ou le point de départ de personne n’est connu. Choisissez d’autres jours.', en: 'Nobody works on those days, or nobody’s starting point is known. Choose other days.' },
  SKILL_NOBODY_HAS: { fr: 'Personne n’a la compétence demandée.', en: 'Nobody has the skill this needs.' },
  LONGER_THAN_EVERY_SHIFT: { fr: 'Cette visite est plus longue que toutes les journées de travail. Divisez-la en deux.', en: 'This visit is longer than every working day. Split it in two.' },
  FULL: { fr: 'Toutes les plages de ces jours sont prises. Choisissez un jour plus tard.', en: 'Every time of those days is taken. Choose a later day.' },
};

/** No time can be offered: says why. */
@ObjectType({ implements: Problem, description: 'No time can be offered.' })
export class NoSlotFree extends Problem {
  @Field({ description: 'NO_PLACE, NOBODY_WORKS, SKILL_NOBODY_HAS, LONGER_THAN_EVERY_SHIFT or FULL.' }) code: string;
  @Field(() => String, { nullable: true, description: 'The skill it is about.' }) about: string | null;
  @Field(() => DateOnly, { description: 'The first day that was not looked at.' }) after: string;
  protected says: Readonly<Record<Locale, string>>;

  static because({ code, about }: { code: NoSlotCode; about: string | null }, after: string): NoSlotFree {
    return Object.assign(new NoSlotFree(), { code, about, after, says: NO_SLOT[code] });
  }
}

/** Why an offered time can no longer be taken. */
export enum SlotGoneWhy {
  TAKEN = 'TAKEN',
  EXPIRED = 'EXPIRED',
  PASSED = 'PASSED',
  CHANGED = 'CHANGED',
}
registerEnumType(SlotGoneWhy, { name: 'SlotGoneWhy', valuesMap: { TAKEN: { description: 'Somebody else was given it.' }, EXPIRED: { description: 'It was offered too long ago.' }, PASSED: { description: 'It lies in the past.' }, CHANGED: { description: 'The visit has changed since.' } } });

const GONE: Readonly<Record<SlotGoneWhy, Readonly<Record<Locale, string>>>> = {
  [SlotGoneWhy.TAKEN]: { fr: 'Quelqu’un vient de prendre cette plage. Voici celles qui restent.', en: 'Somebody has just taken this time. Here are those that are left.' },
  [SlotGoneWhy.EXPIRED]: { fr: 'Cette plage a été proposée il y a trop longtemps. Voici celles qui restent.', en: 'This time was offered too long ago. Here are those that are left.' },
  [SlotGoneWhy.PASSED]: { fr: 'Cette plage est passée. Voici celles qui restent.', en: 'This time has passed. Here are those that are left.' },
  [SlotGoneWhy.CHANGED]: { fr: 'La visite a changé entre-temps. Voici les plages qui conviennent maintenant.', en: 'The visit has changed meanwhile. Here are the times that fit now.' },
};

/** The offered time can no longer be taken; nothing was changed. */
@ObjectType({ implements: Problem, description: 'The offered time can no longer be taken. Nothing was changed: ask for new ones.' })
export class SlotGone extends Problem {
  @Field(() => SlotGoneWhy) why: SlotGoneWhy;
  protected says: Readonly<Record<Locale, string>>;

  static because(why: SlotGoneWhy): SlotGone {
    return Object.assign(new SlotGone(), { why, says: GONE[why] });
  }
}

/** Too close to the visit for a customer to move it alone. */
@ObjectType({ implements: Problem })
export class TooLateToMove extends Problem {
  protected readonly says = { fr: 'La visite est trop proche pour être déplacée ici. Appelez-nous, nous trouverons une solution.', en: 'The visit is too near to be moved here. Call us and we will find a way.' };
}

/** A time was given to a visit. */
@ObjectType({ description: 'The time is the visit’s now.' })
export class SlotBooked {
  @Field(() => ID) jobId: string;
  @Field({ description: 'An arrival was promised from …' }) windowStart: Date;
  @Field({ description: '… until.' }) windowEnd: Date;

  static of({ jobId, windowStart, windowEnd }: SlotOffer): SlotBooked {
    return Object.assign(new SlotBooked(), { jobId, windowStart, windowEnd });
  }
}

export const OfferSlotsResult = createUnionType({ name: 'OfferSlotsResult', types: () => [SlotOffers, NoSlotFree, DayIsOver, TooLateToMove, JobAlreadyDone, JobNotThere] as const });
export const BookSlotResult = createUnionType({ name: 'BookSlotResult', types: () => [SlotBooked, SlotGone, TooLateToMove, JobAlreadyDone, JobNotThere] as const });
