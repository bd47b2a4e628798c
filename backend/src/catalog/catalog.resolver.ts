import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import type { Actor } from '../auth/actor.js';
import { Me } from '../auth/me.js';
import { DateOnly } from '../platform/graphql/scalars.js';
import { CatalogItem, TaxRateRow } from './catalog.entity.js';
import { CatalogItemChange, CatalogItemInput } from './catalog.inputs.js';
import { CatalogItemResult } from './catalog.results.js';
import { CatalogService } from './catalog.service.js';

@Resolver(() => CatalogItem)
export class CatalogResolver {
  constructor(private readonly service: CatalogService) {}

  @Allow('catalog:read')
  @Query(() => [CatalogItem], { description: 'By group and name; `active: null` also shows what is no longer sold.' })
  catalogItems(@Args('active', { type: () => Boolean, nullable: true, defaultValue: true }) active: boolean | null) {
    return this.service.items(active);
  }

  @Allow('catalog:read')
  @Query(() => [TaxRateRow], { description: 'The sales taxes of each province that hold on a day.' })
  taxRates(@Args('day', { type: () => DateOnly }) day: string) {
    return this.service.taxRates(day);
  }

  @Allow('catalog:write')
  @Mutation(() => CatalogItemResult)
  createCatalogItem(@Me() me: Actor, @Args('input') input: CatalogItemInput) {
    return this.service.create(me, input);
  }

  @Allow('catalog:write')
  @Mutation(() => CatalogItem, { description: 'Another price holds for new subscriptions; agreed prices stay.' })
  updateCatalogItem(@Me() me: Actor, @Args('id', { type: () => ID }) id: string, @Args('input') input: CatalogItemChange) {
    return this.service.change(me, id, input);
  }
}
