import { Args, ArgsType, Field, ID, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { IsEnum, IsOptional, MaxLength } from 'class-validator';
import { Allow } from '../auth/allow.js';
import type { Actor } from '../auth/actor.js';
import { Me } from '../auth/me.js';
import { Customer } from '../customers/customer.entity.js';
import { Job } from '../dispatch/dispatch.entity.js';
import { live } from '../platform/graphql/live.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many, one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Order, OrderPage, OrderStatus } from './order.entity.js';
import { OrderChanged, OrderPlaced } from './order.events.js';
import { CancelOrderResult } from './order.results.js';
import { OrdersService } from './orders.service.js';

@ArgsType()
class OrderListArgs extends PageArgs {
  @Field(() => OrderStatus, { nullable: true }) @IsOptional() @IsEnum(OrderStatus) status?: OrderStatus | null;
  @Field(() => String, { nullable: true, description: 'Number or name of the customer.' }) @IsOptional() @MaxLength(80) text?: string | null;
}

/** Orders, as the office sees them. */
@Resolver(() => Order)
export class OrdersResolver {
  constructor(private readonly service: OrdersService) {}

  @Allow('customers:read')
  @Query(() => OrderPage, { description: 'The newest first.' })
  orders(@Args() { status, text, ...page }: OrderListArgs) {
    return this.service.list({ status: status ?? null, text: text ?? null }, page);
  }

  @Allow('customers:write')
  @Mutation(() => CancelOrderResult, { description: 'Cancels an order that has not begun, with its visit; its window is free again.' })
  cancelOrder(@Me() me: Actor, @Args('id', { type: () => ID }) id: string, @Args('reason') reason: string) {
    return this.service.cancel(me, id, reason.slice(0, 200));
  }

  @Allow('customers:read')
  @Subscription(() => Order, { description: 'An order was placed, has begun, or was cancelled.' })
  orderChanged() {
    return live([OrderPlaced, OrderChanged], { read: ({ orderId }) => one(Order, (order) => sql`${order.id} = ${orderId}`) });
  }

  @FromSql(Order, (order) => sql`(select coalesce(j.window_start, j.starts_at, ${order.windowStart}) from job j where j.id = ${order.jobId})`)
  @ResolveField(() => Date, { nullable: true, description: 'From when the technician may come, as it is planned now …' })
  comesFrom(): void {}

  @FromSql(Order, (order) => sql`(select coalesce(j.window_end, j.ends_at, ${order.windowEnd}) from job j where j.id = ${order.jobId})`)
  @ResolveField(() => Date, { nullable: true, description: '… until.' })
  comesUntil(): void {}

  @Allow('dispatch:read')
  @FromSql(Order, (order) => one(Job, (job) => sql`${job.id} = ${order.jobId}`))
  @ResolveField(() => Job, { nullable: true, description: 'The installation.' })
  job(): void {}
}

/** Adds their orders to customers, so customers need not know of orders. */
@Resolver(() => Customer)
export class CustomerOrdersResolver {
  @Allow('customers:read', 'own:read')
  @FromSql(Customer, (customer) => many(Order, { where: (order) => sql`${order.customerId} = ${customer.id}`, order: [[(order) => order.createdAt, 'desc']], limit: 20 }))
  @ResolveField(() => [Order], { description: 'The newest first.' })
  orders(): void {}
}
