import { Args, ArgsType, Field, Float, ID, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { IsInt, IsOptional, IsUUID, Length, Max, Min } from 'class-validator';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { StepUp } from '../auth/step-up.js';
import { CreditInvoiceResult, WriteOffResult } from '../invoices/invoice.results.js';
import { live } from '../platform/graphql/live.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { MoneyType } from '../platform/graphql/scalars.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many, moneyOf, one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { StepUpArea } from '../tenancy/tenant.entity.js';
import { CreditsService } from './credits.service.js';
import { DisputesService } from './disputes.service.js';
import { Payment } from './payment.entity.js';
import { PAYMENT_EVENTS } from './payment.events.js';
import { AllocatePaymentResult, MovePaymentResult, RefundPaymentResult } from './payment.results.js';
import { PaymentsService } from './payments.service.js';
import { Dispute, DisputePage, Refund } from './refund.entity.js';
import { RefundsService } from './refunds.service.js';

const MOST = 100_000_000;

@ArgsType()
class AmountArgs {
  @Field(() => Float, { nullable: true, description: 'Minor units, taxes included; otherwise all that is left.' }) @IsOptional() @IsInt() @Min(1) @Max(MOST) amount?: number | null;
  @Field({ description: 'For the books.' }) @Length(3, 500) reason: string;
}

@ArgsType()
class AllocationArgs {
  @Field(() => ID) @IsUUID() paymentId: string;
  @Field(() => ID) @IsUUID() invoiceId: string;
  @Field(() => Float, { nullable: true, description: 'Minor units; otherwise as much as fits.' }) @IsOptional() @IsInt() @Min(1) @Max(MOST) amount?: number | null;
}

const id = { type: () => ID } as const;

/** What the office does with invoices and payments after the fact. */
@Resolver(() => Payment)
export class PaymentActionsResolver {
  constructor(
    private readonly credits: CreditsService,
    private readonly refunds: RefundsService,
    private readonly payments: PaymentsService,
    private readonly disputed: DisputesService,
  ) {}

  @Allow('payments:read', 'own:read')
  @Query(() => Payment, { nullable: true })
  payment(@Me() me: Actor, @Args('id', id) paymentId: string) {
    return this.payments.get(me, paymentId);
  }

  @Allow('payments:read')
  @Query(() => DisputePage, { description: 'Payments that banks want back, the latest first.' })
  disputes(@Args() page: PageArgs) {
    return this.disputed.list(page);
  }

  @Allow('invoices:write')
  @StepUp(StepUpArea.MONEY)
  @Mutation(() => CreditInvoiceResult, { description: 'Issues a credit note; answers the note. What money had settled becomes the customer’s credit.' })
  creditInvoice(@Me() me: Actor, @Args('id', id) invoiceId: string, @Args() { amount, reason }: AmountArgs) {
    return this.credits.creditInvoice(me, invoiceId, amount ?? null, reason);
  }

  @Allow('invoices:write')
  @StepUp(StepUpArea.MONEY)
  @Mutation(() => WriteOffResult, { description: 'No longer expects what the invoice still owes.' })
  writeOffInvoice(@Me() me: Actor, @Args('id', id) invoiceId: string, @Args('reason') reason: string) {
    return this.credits.writeOff(me, invoiceId, reason);
  }

  @Allow('payments:write')
  @StepUp(StepUpArea.MONEY)
  @Mutation(() => RefundPaymentResult, { description: 'Gives a payment back, in part or whole. What it settled with that money is owed again.' })
  refundPayment(@Me() me: Actor, @Args('id', id) paymentId: string, @Args() { amount, reason }: AmountArgs) {
    return this.refunds.refund(me, paymentId, amount ?? null, reason);
  }

  @Allow('payments:write')
  @Mutation(() => AllocatePaymentResult, { description: 'Puts what is left of a payment against an invoice.' })
  allocatePayment(@Me() me: Actor, @Args() { paymentId, invoiceId, amount }: AllocationArgs) {
    return this.payments.allocate(me, paymentId, invoiceId, amount ?? null);
  }

  @Allow('payments:write')
  @Mutation(() => AllocatePaymentResult, { description: 'Takes a payment off an invoice: the invoice owes it again, the customer has it as a credit.' })
  unallocatePayment(@Me() me: Actor, @Args() { paymentId, invoiceId, amount }: AllocationArgs) {
    return this.payments.unallocate(me, paymentId, invoiceId, amount ?? null);
  }

  @Allow('payments:write')
  @Mutation(() => MovePaymentResult, { description: 'Gives a payment to the customer it really came from. What it had settled is owed again.' })
  movePayment(@Me() me: Actor, @Args('id', id) paymentId: string, @Args('customerId', id) customerId: string) {
    return this.payments.move(me, paymentId, customerId);
  }

  @Allow('payments:read', 'own:read')
  @Subscription(() => Payment, { nullable: true, description: 'A payment that was received, refunded, disputed or moved.' })
  paymentChanged(@Me() me: Actor, @Args('customerId', { ...id, nullable: true }) customerId?: string) {
    return live(PAYMENT_EVENTS, {
      when: (event) => (!customerId || event.customerId === customerId) && (me.kind !== 'customer' || event.customerId === me.customerId),
      read: (event) => this.payments.get(me, event.paymentId),
    });
  }
}

/** Adds to a payment what went back of it. */
@Resolver(() => Payment)
export class PaymentRefundsResolver {
  @FromSql(Payment, (payment) => many(Refund, { where: (r) => sql`${r.paymentId} = ${payment.id}`, order: [[(r) => r.createdAt, 'asc']] }))
  @ResolveField(() => [Refund], { description: 'Oldest first.' })
  refunds(): void {}

  @Allow('payments:read')
  @FromSql(Payment, (payment) => one(Dispute, (d) => sql`${d.paymentId} = ${payment.id}`))
  @ResolveField(() => Dispute, { nullable: true })
  dispute(): void {}

  @FromSql(Payment, (payment) => moneyOf(sql`(${payment.amount} - ${payment.refunded} - (select coalesce(sum(part.amount), 0) from payment_allocation part where part.payment_id = ${payment.id}))`, payment.currency))
  @ResolveField(() => MoneyType, { description: 'What no invoice has taken and nobody has got back.' })
  unallocated(): void {}
}
