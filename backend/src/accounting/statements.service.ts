import { Injectable } from '@nestjs/common';
import { Accounts } from '../auth/accounts.service.js';
import { systemActor, type Actor } from '../auth/actor.js';
import { Customer } from '../customers/customer.entity.js';
import { InvoicePaperService } from '../invoices/invoice-paper.service.js';
import type { Caller } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import { isUuid, uuidv7 } from '../platform/ids.js';
import { raw, render, sql, type Sql } from '../platform/read/sql.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { StatementRequested } from './accounting.events.js';
import { NoMailForStatement, StatementSent } from './statement.results.js';
import { statementPdf, type StatementFacts } from './statement-pdf.js';

const CURRENCY = raw('(select zone.currency from tenant zone where zone.id = (select current_tenant()))');

/** A customer's account between two days: read from the books, drawn on paper, and sent by mail. */
@Injectable()
export class StatementsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly papers: InvoicePaperService,
    private readonly tenancy: TenancyService,
    private readonly accounts: Accounts,
  ) {}

  /** Everything that happened to an account between two days, both included, with the balance it left. A portal caller reads their own, whatever they ask for. */
  read(me: Actor, customerId: string | null, from: string, to: string): Sql {
    inOrder(from, to);
    return this.moves(me.customerId ?? customerId ?? '', from, to);
  }

  /** The paper of it, or null where the caller sees no such customer. */
  pdf(caller: Caller, customerId: string, from: string, to: string): Promise<{ readonly name: string; readonly bytes: Buffer; readonly facts: StatementFacts } | null> {
    return this.db.tx(caller, async () => {
      const isTheirs = isUuid(customerId) && (caller.seesAllCustomers || caller.customerId === customerId);
      if (!isTheirs || !(await this.db.repo(Customer).existsBy({ id: customerId }))) return null;
      const { text, values } = render(this.moves(customerId, from, to));
      const facts = JSON.parse((await this.db.json(caller, `${text}::text`, values))!) as StatementFacts;
      const head = await this.papers.letterhead(caller, customerId);
      const { timeZone } = (await this.tenancy.byId(caller.tenantId))!;
      const link = `${await this.tenancy.addressOf(caller.tenantId)}/#/payments`;
      const bytes = await statementPdf({ ...head, ...facts, from, to, madeOn: this.clock.today(timeZone), link });
      return { name: `${head.locale === 'fr' ? 'releve' : 'statement'}-${head.customer.number}-${from}-${to}.pdf`, bytes, facts };
    });
  }

  /** Sends it by mail: to the customer, or, asked for in the portal, to who asks. */
  send(me: Actor, customerId: string | null, from: string, to: string): Promise<StatementSent | NoMailForStatement> {
    inOrder(from, to);
    return this.db.tx(me, async () => {
      const id = me.customerId ?? customerId;
      if (!id || !(await this.db.repo(Customer).existsBy({ id }))) throw new NotFoundError();
      const contactId = me.contactId ?? null;
      const account = await this.db.tx(systemActor(me.tenantId), () => this.accounts.customers.of(id, contactId));
      if (!account?.email) return new NoMailForStatement();
      await this.events.emit(new StatementRequested(uuidv7(), id, contactId, from, to));
      return Object.assign(new StatementSent(), { to: account.email });
    });
  }

  private moves(customerId: string, from: string, to: string): Sql {
    return sql`(with moves as (
        select o.id, o.occurred_on, o.kind, case when o.kind in ('PAYMENT_RECEIVED', 'PAYMENT_CORRECTED') then p.method end method, coalesce(i.number, p.reference, '') reference, sum(e.amount) amount
          from ledger_operation o join ledger_entry e on e.operation_id = o.id and e.account in ('RECEIVABLE', 'CUSTOMER_CREDIT')
          left join invoice i on i.id = o.invoice_id left join payment p on p.id = o.payment_id where o.customer_id = ${customerId}::uuid and o.occurred_on <= ${to}::date group by o.id, i.number, p.method, p.reference having sum(e.amount) <> 0
      ), running as (select *, sum(amount) over (order by occurred_on, id) balance from moves), cur as (select ${CURRENCY} code)
      select jsonb_build_object('opening', jsonb_build_object('amount', coalesce((select sum(amount) from moves where occurred_on < ${from}::date), 0)::float8, 'currency', cur.code),
        'closing', jsonb_build_object('amount', coalesce((select sum(amount) from moves), 0)::float8, 'currency', cur.code),
        'lines', coalesce((select jsonb_agg(jsonb_build_object('day', r.occurred_on::text, 'kind', r.kind, 'method', r.method, 'reference', r.reference, 'amount', jsonb_build_object('amount', r.amount::float8, 'currency', cur.code), 'balance', jsonb_build_object('amount', r.balance::float8, 'currency', cur.code)) order by r.occurred_on, r.id) from running r where r.occurred_on >= ${from}::date), '[]'::jsonb)) from cur)`;
  }
}

function inOrder(from: string, to: string): void {
  if (from > to) throw new BadInputError('The first day comes after the last. Choose an earlier first day.', { from: 'after' });
}
