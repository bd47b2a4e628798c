import { Args, Field, ID, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { DateOnly, MoneyType } from '../platform/graphql/scalars.js';
import { LedgerAccount, LedgerOperation, LedgerOperationPage } from './ledger.entity.js';
import { LedgerService } from './ledger.service.js';

/** What an account comes to. */
@ObjectType({ description: 'What an account comes to between two days.' })
export class TrialBalanceLine {
  @Field(() => LedgerAccount) account: LedgerAccount;
  @Field(() => String, { nullable: true, description: 'Of a tax.' }) taxCode: string | null;
  @Field(() => MoneyType) debit: MoneyType;
  @Field(() => MoneyType) credit: MoneyType;
  @Field(() => MoneyType, { description: 'Debit less credit.' }) balance: MoneyType;
}

const id = { type: () => ID, nullable: true } as const;

@Resolver(() => LedgerOperation)
export class LedgerResolver {
  constructor(private readonly service: LedgerService) {}

  @Allow('invoices:read')
  @Query(() => LedgerOperationPage, { description: 'What happened to the books, newest first; of one customer or one invoice if given.' })
  ledgerOperations(@Args() page: PageArgs, @Args('customerId', id) customerId?: string | null, @Args('invoiceId', id) invoiceId?: string | null) {
    return this.service.operations({ customerId: customerId ?? null, invoiceId: invoiceId ?? null }, page);
  }

  @Allow('invoices:read')
  @Query(() => [TrialBalanceLine], { description: 'Every account between two days, both included. All balances together are zero.' })
  trialBalance(@Args('to', { type: () => DateOnly }) to: string, @Args('from', { type: () => DateOnly, nullable: true, description: 'Otherwise since the beginning.' }) from?: string | null) {
    return this.service.trialBalance(from ?? null, to);
  }
}
