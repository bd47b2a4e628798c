import { ResolveField, Resolver } from '@nestjs/graphql';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { MoneyType } from '../platform/graphql/scalars.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many, moneyOf } from '../platform/read/read.js';
import { sql, type Sql } from '../platform/read/sql.js';
import { ServiceSubscription } from './catalog.entity.js';

/** What active subscriptions come to in a month, before taxes; a yearly one counts a twelfth, rounded per subscription as it is shown. */
const monthly = (whose: Sql): Sql => sql`coalesce((select sum(case s.frequency when 'MONTHLY' then s.price * s.quantity when 'YEARLY' then round(s.price * s.quantity / 12.0) else 0 end)
  from subscription s where ${whose} and s.status = 'ACTIVE'), 0)`;

/** Adds to a customer what they subscribe to and what it costs a month. */
@Resolver(() => Customer)
export class CustomerSubscriptionsResolver {
  @ResolveField(() => [ServiceSubscription], { description: 'Active ones first.' })
  @FromSql(Customer, (customer) => many(ServiceSubscription, { where: (s) => sql`${s.customerId} = ${customer.id}`, order: [[(s) => s.status, 'asc'], [(s) => s.startsOn, 'asc']] }))
  subscriptions(): void {}

  @ResolveField(() => MoneyType, { description: 'All active subscriptions, a month, before taxes.' })
  @FromSql(Customer, (customer) => moneyOf(monthly(sql`s.customer_id = ${customer.id}`), customer.currency))
  monthlyTotal(): void {}
}

/** Adds to a place what is subscribed to there. */
@Resolver(() => ServiceLocation)
export class LocationSubscriptionsResolver {
  @ResolveField(() => [ServiceSubscription])
  @FromSql(ServiceLocation, (place) => many(ServiceSubscription, { where: (s) => sql`${s.locationId} = ${place.id}`, order: [[(s) => s.status, 'asc'], [(s) => s.startsOn, 'asc']] }))
  subscriptions(): void {}

  @ResolveField(() => MoneyType, { description: 'Active subscriptions of this place, a month, before taxes.' })
  @FromSql(ServiceLocation, (place) => moneyOf(monthly(sql`s.location_id = ${place.id}`), sql`(select c.currency from customer c where c.id = ${place.customerId})`))
  monthlyTotal(): void {}
}
