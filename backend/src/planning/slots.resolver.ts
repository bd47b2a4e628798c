import { Args, ArgsType, Field, ID, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Outside } from '../platform/graphql/read.interceptor.js';
import { DateOnly } from '../platform/graphql/scalars.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { SlotOffer } from './slot.entity.js';
import { BookSlotResult, OfferSlotsResult, SlotCost, SlotOffers } from './slot.results.js';
import { SlotsService } from './slots.service.js';

/** For which visit, and from when on. */
@ArgsType()
export class OfferSlotsArgs {
  @Field(() => ID) @IsUUID() jobId: string;
  @Field(() => DateOnly, { nullable: true, description: 'The first day; today when left out.' }) @IsOptional() from?: string;
  @Field(() => Int, { defaultValue: 7, description: 'How many days, 1 to 14.' }) @IsInt() @Min(1) @Max(14) days: number = 7;
}

/** Offers times for a visit, to whoever is on the phone and to the customer alone. */
@Resolver(() => SlotOffer)
export class SlotsResolver {
  constructor(private readonly slots: SlotsService) {}

  @Allow('dispatch:write', 'own:tickets')
  @Outside('travel times may be asked of a road service')
  @Mutation(() => OfferSlotsResult, { description: 'The three best times for a visit that waits or is to be moved. They hold for a quarter of an hour, unless somebody else takes them.' })
  offerSlots(@Me() me: Actor, @Args() { jobId, from, days }: OfferSlotsArgs) {
    return this.slots.offer(me, jobId, from, days);
  }

  @Allow('dispatch:write', 'own:tickets')
  @Mutation(() => BookSlotResult, { description: 'Gives an offered time to its visit. Of many who take the same time, one is given it.' })
  bookSlot(@Me() me: Actor, @Args('offerId', { type: () => ID }) offerId: string) {
    return this.slots.book(me, offerId);
  }

  @Allow('dispatch:read')
  @FromSql(SlotOffer, (offer) => sql`(select jsonb_build_object('technicianId', t.id, 'technician', t.name, 'startsAt', ${offer.startsAt}, 'costSeconds', ${offer.costSeconds}, 'travelSeconds', ${offer.travelSeconds}, 'metres', ${offer.metres}, 'lateSeconds', ${offer.lateSeconds}) from technician t where t.id = ${offer.technicianId})`)
  @ResolveField(() => SlotCost, { description: 'Who would come, and what it adds to the day.' })
  cost(): void {}
}

/** The offers themselves, as rows. */
@Resolver(() => SlotOffers)
export class SlotOffersResolver {
  @Allow('dispatch:write', 'own:tickets')
  @ResolveField(() => [SlotOffer], { description: 'Cheapest first.' })
  offers(@Parent() { ids }: SlotOffers) {
    return many(SlotOffer, { where: (offer) => sql`${offer.id} = any(${ids}::uuid[])`, order: [[(offer) => offer.costSeconds, 'asc'], [(offer) => offer.windowStart, 'asc']] });
  }
}
