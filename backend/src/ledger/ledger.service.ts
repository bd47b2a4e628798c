import { Injectable } from '@nestjs/common';
import { systemActor } from '../auth/actor.js';
import type { Caller } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { uuidv7 } from '../platform/ids.js';
import { page, type Read } from '../platform/read/read.js';
import { and, raw, sql, type Sql } from '../platform/read/sql.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { paperSides, reversed, transfer, type PaperAmounts, type Side } from './book-entries.js';
import { LedgerEntry, LedgerOperation, type LedgerAccount, type LedgerKind } from './ledger.entity.js';

/** What is to be booked: what happened, to which papers, and its sides. */
export interface Booking {
  readonly kind: LedgerKind;
  readonly customerId: string;
  readonly invoiceId?: string | null;
  readonly paymentId?: string | null;
  readonly currency: string;
  readonly sides: readonly Side[];
  /** Otherwise the provider's local day. */
  readonly occurredOn?: string;
  readonly memo?: string;
}

/** The books: only ever added to, by whoever changes a paper, in the same transaction. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Books an operation. Nothing is written for one without sides; one that does not come to zero fails the whole transaction. */
  post(caller: Caller, { kind, customerId, invoiceId = null, paymentId = null, currency, sides, occurredOn, memo = '' }: Booking): Promise<void> {
    if (!sides.length) return Promise.resolve();
    return this.db.tx(systemActor(caller.tenantId), async () => {
      const id = uuidv7();
      const day = occurredOn ?? this.clock.today((await this.db.repo(Tenant).findOneByOrFail({ id: caller.tenantId })).timeZone);
      await this.db.repo(LedgerOperation).insert({ id, kind, customerId, invoiceId, paymentId, occurredOn: day, memo });
      await this.db.repo(LedgerEntry).insert(sides.map(({ account, amount, taxCode }) => ({ operationId: id, account, amount, taxCode: taxCode ?? null, currency, customerId, invoiceId, paymentId })));
    });
  }

  /** The sides of an issued invoice or credit note; with `undone`, of making it void. */
  sidesOfPaper(paper: PaperAmounts, against: LedgerAccount.RECEIVABLE | LedgerAccount.CUSTOMER_CREDIT, undone = false): Side[] {
    const sides = paperSides(paper, against);
    return undone ? reversed(sides) : sides;
  }

  /** Books an amount that moves from one account to another. */
  move(caller: Caller, booking: Omit<Booking, 'sides'>, amount: number, from: LedgerAccount, to: LedgerAccount): Promise<void> {
    return this.post(caller, { ...booking, sides: transfer(amount, from, to) });
  }

  /** Books what papers say that were written past the services, as an import does; answers how many entries that took. */
  async catchUp(invoiceIds: readonly string[], paymentIds: readonly string[]): Promise<number> {
    const [posted] = await this.db.query<{ n: number }>('select post_books($1, $2) + post_openings($1) n', [invoiceIds, paymentIds]);
    return posted!.n;
  }

  operations(filter: { readonly customerId: string | null; readonly invoiceId: string | null }, args: PageArgs): Read<LedgerOperation> {
    return page(LedgerOperation, {
      page: args,
      order: [[(o) => o.occurredOn, 'desc']],
      where: (o) => and(filter.customerId && sql`${o.customerId} = ${filter.customerId}`, filter.invoiceId && sql`${o.invoiceId} = ${filter.invoiceId}`),
    });
  }

  /** What each account comes to between two days, both included; without a first day, since the beginning. */
  trialBalance(from: string | null, to: string): Sql {
    return sql`(select coalesce(jsonb_agg(jsonb_build_object('account', line.account, 'taxCode', line.tax_code,
        'debit', jsonb_build_object('amount', line.debit, 'currency', line.currency), 'credit', jsonb_build_object('amount', line.credit, 'currency', line.currency), 'balance', jsonb_build_object('amount', line.debit - line.credit, 'currency', line.currency)) order by line.account, line.tax_code), '[]'::jsonb)
      from (select e.account, e.tax_code, e.currency, coalesce(sum(e.amount) filter (where e.amount > 0), 0)::float8 debit, coalesce(-sum(e.amount) filter (where e.amount < 0), 0)::float8 credit
        from ledger_entry e join ledger_operation o on o.id = e.operation_id where o.tenant_id = ${raw('(select current_tenant())')} and o.occurred_on between coalesce(${from}::date, '0001-01-01'::date) and ${to}::date group by 1, 2, 3) line)`;
  }
}
