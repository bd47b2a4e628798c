import { Args, ArgsType, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { IsOptional, IsString, IsUUID } from 'class-validator';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { LedgerKind } from '../ledger/ledger.entity.js';
import { PaymentMethod } from '../payments/payment.entity.js';
import { DateOnly, MoneyType } from '../platform/graphql/scalars.js';
import { AccountingService } from './accounting.service.js';
import { SendStatementResult } from './statement.results.js';
import { StatementsService } from './statements.service.js';

/** What is owed, by age. */
@ObjectType({ description: 'What is owed, by how many days it is late.' })
export class AgedAmounts {
  @Field(() => MoneyType, { description: 'Not due yet.' }) current: MoneyType;
  @Field(() => MoneyType, { description: '1 to 30 days late.' }) days30: MoneyType;
  @Field(() => MoneyType, { description: '31 to 60 days late.' }) days60: MoneyType;
  @Field(() => MoneyType, { description: '61 to 90 days late.' }) days90: MoneyType;
  @Field(() => MoneyType, { description: 'More than 90 days late.' }) older: MoneyType;
  @Field(() => MoneyType) total: MoneyType;
}

/** One customer who owes. */
@ObjectType()
export class AgedLine {
  @Field(() => ID) customerId: string;
  @Field() name: string;
  @Field() number: string;
  @Field(() => AgedAmounts) amounts: AgedAmounts;
}

/** Who owes what since when. */
@ObjectType({ description: 'Who owes what since when, by the provider’s local day.' })
export class AgedReceivables {
  @Field(() => Int) customers: number;
  @Field(() => AgedAmounts) all: AgedAmounts;
  @Field(() => [AgedLine], { description: 'Dearest first, at most 200.' }) lines: AgedLine[];
}

/** One tax of the report. */
@ObjectType()
export class TaxReportLine {
  @Field() code: string;
  @Field(() => MoneyType, { description: 'Charged less credited.' }) collected: MoneyType;
}

/** The taxes to remit for a stretch of days, by the books. */
@ObjectType({ description: 'The taxes to remit for a stretch of days, by the books.' })
export class TaxReport {
  @Field(() => MoneyType, { description: 'Before taxes, credits taken off.' }) sales: MoneyType;
  @Field(() => [TaxReportLine]) taxes: TaxReportLine[];
}

/** One thing that happened to a customer's account. */
@ObjectType()
export class StatementLine {
  @Field(() => DateOnly) day: string;
  @Field(() => LedgerKind) kind: LedgerKind;
  @Field(() => PaymentMethod, { nullable: true, description: 'How it was paid, for payments.' }) method: PaymentMethod | null;
  @Field({ description: 'The number of the invoice, or the payment’s reference.' }) reference: string;
  @Field(() => MoneyType, { description: 'Positive is owed, negative was paid or credited.' }) amount: MoneyType;
  @Field(() => MoneyType, { description: 'Owed afterwards.' }) balance: MoneyType;
}

/** A customer's account over a stretch of days. */
@ObjectType({ description: 'A customer’s account over a stretch of days.' })
export class Statement {
  @Field(() => MoneyType) opening: MoneyType;
  @Field(() => MoneyType) closing: MoneyType;
  @Field(() => [StatementLine]) lines: StatementLine[];
}

@ArgsType()
class DaysArgs {
  @Field(() => DateOnly) @IsString() from: string;
  @Field(() => DateOnly, { description: 'Included.' }) @IsString() to: string;
}

@ArgsType()
class StatementArgs extends DaysArgs {
  @Field(() => ID, { nullable: true, description: 'Named by the office; customers read their own.' }) @IsOptional() @IsUUID() customerId?: string | null;
}

const MOST = 200;

/** Reports for whoever keeps the books. */
@Resolver()
export class AccountingResolver {
  constructor(
    private readonly service: AccountingService,
    private readonly statements: StatementsService,
  ) {}

  @Allow('invoices:read')
  @Query(() => AgedReceivables)
  agedReceivables() {
    return this.service.aged(MOST);
  }

  @Allow('invoices:read')
  @Query(() => TaxReport)
  taxReport(@Args() { from, to }: DaysArgs) {
    return this.service.taxes(from, to);
  }

  @Allow('invoices:read', 'own:read')
  @Query(() => Statement, { description: 'What happened to an account between two days, both included. A customer reads their own.' })
  statement(@Me() me: Actor, @Args() { customerId, from, to }: StatementArgs) {
    return this.statements.read(me, customerId ?? null, from, to);
  }

  @Allow('invoices:write', 'own:read')
  @Mutation(() => SendStatementResult, { description: 'Sends the statement by mail as a PDF: the office to a customer, a customer to themselves.' })
  sendStatement(@Me() me: Actor, @Args() { customerId, from, to }: StatementArgs) {
    return this.statements.send(me, customerId ?? null, from, to);
  }
}
