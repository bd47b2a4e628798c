import { Args, ArgsType, Field, Float, ID, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Customer } from '../customers/customer.entity.js';
import { Invoice } from '../invoices/invoice.entity.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { Outside } from '../platform/graphql/read.interceptor.js';
import { MoneyType } from '../platform/graphql/scalars.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many, moneyOf } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { CheckoutsService } from './checkouts.service.js';
import { Payment, PaymentAllocation, PaymentPage } from './payment.entity.js';
import { PaymentInput } from './payment.inputs.js';
import { CreateCheckoutResult, RecordPaymentResult } from './payment.results.js';
import { PaymentsService } from './payments.service.js';

@ArgsType()
class CheckoutArgs {
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() invoiceId?: string | null;
  @Field(() => Float, { nullable: true, description: 'Minor units, where the provider allows a part; otherwise all of it.' }) @IsOptional() @IsInt() @Min(1) @Max(100_000_000) amount?: number | null;
}

@Resolver(() => Payment)
export class PaymentsResolver {
  constructor(
    private readonly service: PaymentsService,
    private readonly checkouts: CheckoutsService,
  ) {}

  @Allow('payments:read', 'own:read')
  @Query(() => PaymentPage, { description: 'Latest first. A customer sees their own.' })
  payments(@Me() me: Actor, @Args() page: PageArgs, @Args('customerId', { type: () => ID, nullable: true }) customerId?: string) {
    return this.service.list(me, customerId ?? null, page);
  }

  @Allow('payments:write')
  @Mutation(() => RecordPaymentResult, { description: 'Writes down a cheque or other money that came past the processor, and settles with it.' })
  recordPayment(@Me() me: Actor, @Args('input') input: PaymentInput) {
    return this.service.record(me, input);
  }

  @Outside('opens a page at Stripe')
  @Allow('own:pay')
  @Mutation(() => CreateCheckoutResult, { description: 'Opens a payment page for one invoice, or for all that is owed; send the customer to `url`.' })
  createCheckout(@Me() me: Actor, @Args() { invoiceId, amount }: CheckoutArgs) {
    return this.checkouts.open(me, invoiceId ?? null, amount ?? null);
  }
}

/** Adds payments to invoices, so invoices need not know of them. */
@Resolver(() => Invoice)
export class InvoicePaymentsResolver {
  @FromSql(Invoice, (invoice) => many(PaymentAllocation, { where: (a) => sql`${a.invoiceId} = ${invoice.id}`, order: [[(a) => a.createdAt, 'asc']] }))
  @ResolveField(() => [PaymentAllocation], { description: 'What was paid for it, oldest first.' })
  payments(): void {}
}

/** Adds payments to customers, so customers need not know of them. */
@Resolver(() => Customer)
export class CustomerPaymentsResolver {
  @Allow('payments:read', 'own:read')
  @FromSql(Customer, (customer) =>
    moneyOf(
      sql`(select coalesce(sum(paid.amount - paid.refunded), 0) - coalesce(sum((select sum(part.amount) from payment_allocation part where part.payment_id = paid.id)), 0)
        from payment paid where paid.customer_id = ${customer.id} and paid.status in ('SUCCEEDED', 'REFUNDED'))`,
      customer.currency,
    ))
  @ResolveField(() => MoneyType, { description: 'Money received that no invoice has needed yet.' })
  credit(): void {}
  @Allow('payments:read', 'own:read')
  @FromSql(Customer, (customer) => moneyOf(sql`coalesce((select case when policy.partial_payments then policy.smallest_payment end from billing_policy policy where policy.tenant_id = ${customer.tenantId} union all select 1000 where not exists (select from billing_policy policy where policy.tenant_id = ${customer.tenantId})), 0)`, customer.currency))
  @ResolveField(() => MoneyType, { description: 'The least that can be paid of a larger debt; 0 where only all of it can be paid.' })
  leastPayment(): void {}
}
