import { Args, ID, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import type { Actor } from '../auth/actor.js';
import { Me } from '../auth/me.js';
import { DateOnly, MoneyType } from '../platform/graphql/scalars.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many, moneyOf } from '../platform/read/read.js';
import { raw, sql } from '../platform/read/sql.js';
import { CatalogItem, CatalogPrice, TaxRateRow } from './catalog.entity.js';
import { CatalogItemChange, CatalogItemInput, CatalogPriceInput, TaxRateInput } from './catalog.inputs.js';
import { CatalogItemResult, CatalogPriceResult } from './catalog.results.js';
import { CatalogService } from './catalog.service.js';

/** The tenant's local day, asked once per statement. */
const TODAY = raw(`(select (now() at time zone zone.time_zone)::date from tenant zone where zone.id = (select current_tenant()))`);

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

  @Allow('catalog:read')
  @Query(() => [TaxRateRow], { description: 'Every sales tax of a province with the days from which it holds, newest first.' })
  taxHistory(@Args('province') province: string) {
    return many(TaxRateRow, { where: (rate) => sql`${rate.province} = ${province}`, order: [[(rate) => rate.validFrom, 'desc'], [(rate) => rate.code, 'asc']] });
  }

  @Allow('catalog:write')
  @Mutation(() => CatalogPriceResult, { description: 'What an item costs from a day on; agreed prices stay.' })
  setCatalogPrice(@Me() me: Actor, @Args('input') input: CatalogPriceInput) {
    return this.service.price(me, input);
  }

  @Allow('catalog:write')
  @Mutation(() => TaxRateRow, { description: 'A sales tax from a day on.' })
  setTaxRate(@Me() me: Actor, @Args('input') input: TaxRateInput) {
    return this.service.setTaxRate(me, input);
  }

  @Allow('catalog:write')
  @Mutation(() => [TaxRateRow], { description: 'Adds Canada’s published rates where the provider has none; answers those that hold today.' })
  async adoptPublishedTaxRates(@Me() me: Actor) {
    return this.service.adoptPublished(me, await this.service.today(me));
  }

  @FromSql(CatalogItem, (item) => moneyOf(sql`coalesce((select dated.price from catalog_price dated where dated.item_id = ${item.id} and dated.valid_from <= ${TODAY} order by dated.valid_from desc limit 1), ${item.price})`, item.currency))
  @ResolveField(() => MoneyType, { description: 'Today’s, for new subscriptions.' })
  price(): void {}

  @FromSql(CatalogItem, (item) => many(CatalogPrice, { where: (price) => sql`${price.itemId} = ${item.id}`, order: [[(price) => price.validFrom, 'desc']] }))
  @Allow('catalog:read')
  @ResolveField(() => [CatalogPrice], { description: 'Prices by the day from which they hold, latest first.' })
  prices(): void {}

  @FromSql(CatalogItem, (item) => sql`(${item.taxClass} <> 'EXEMPT')`)
  @ResolveField(() => Boolean)
  taxable(): void {}

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
