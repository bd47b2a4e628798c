import { Injectable } from '@nestjs/common';
import papaparse from 'papaparse';
import type { Actor } from '../auth/actor.js';
import { BillingPolicyService } from '../invoices/billing-policy.service.js';
import { Db } from '../platform/db/db.js';
import { raw, sql, type Sql } from '../platform/read/sql.js';
import { QUICKBOOKS_HEADINGS, quickbooksRow, SAGE_HEADINGS, sageRow, XERO_HEADINGS, xeroRow, type ExportLine, type JournalSide } from './export-rows.js';

/** The programs that can read an export. */
export const FORMATS = ['quickbooks', 'xero', 'sage'] as const;
export type Format = (typeof FORMATS)[number];

const CURRENCY = raw('(select zone.currency from tenant zone where zone.id = (select current_tenant()))');
const TODAY = raw(`(select (now() at time zone zone.time_zone)::date from tenant zone where zone.id = (select current_tenant()))`);

/** What accountants ask for: who owes since when, the taxes to remit, and rows for their own program. */
@Injectable()
export class AccountingService {
  constructor(
    private readonly db: Db,
    private readonly policies: BillingPolicyService,
  ) {}

  /** What is owed, by how many days it is late: per customer, dearest first, and in all. */
  aged(most: number): Sql {
    const amount = (name: string) => `'${name}', jsonb_build_object('amount', coalesce(sum(${name}), 0)::float8, 'currency', cur.code)`;
    const buckets = raw(['current', 'days30', 'days60', 'days90', 'older', 'total'].map(amount).join(', '));
    return sql`(with owed as (
        select i.customer_id, i.balance total, case when late <= 0 then i.balance end "current", case when late between 1 and 30 then i.balance end days30, case when late between 31 and 60 then i.balance end days60, case when late between 61 and 90 then i.balance end days90, case when late > 90 then i.balance end older
        from invoice i, lateral (select ${TODAY} - i.due_on late) age where i.state in ('ISSUED', 'PARTLY_PAID') and i.balance > 0
      ), cur as (select ${CURRENCY} code)
      select jsonb_build_object('customers', (select count(distinct customer_id)::int from owed), 'all', (select jsonb_build_object(${buckets}) from cur left join owed on true group by cur.code),
        'lines', coalesce((select jsonb_agg(line.row) from (select jsonb_build_object('customerId', c.id, 'name', c.name, 'number', c.number, 'amounts', jsonb_build_object(${buckets})) row from owed join customer c on c.id = owed.customer_id cross join cur group by c.id, c.name, c.number, cur.code order by sum(owed.total) desc, c.id limit ${most}::int) line), '[]'::jsonb)))`;
  }

  /** What was sold and which taxes stand against it, between two days, both included; by the books. */
  taxes(from: string, to: string): Sql {
    const money = (piece: Sql) => sql`jsonb_build_object('amount', coalesce(${piece}, 0)::float8, 'currency', ${CURRENCY})`;
    const within = sql`from ledger_entry e join ledger_operation o on o.id = e.operation_id where o.occurred_on between ${from}::date and ${to}::date and o.kind <> 'OPENING'`;
    return sql`(select jsonb_build_object('sales', ${money(sql`(select -sum(e.amount) ${within} and e.account in ('REVENUE', 'LATE_FEES'))`)},
      'taxes', coalesce((select jsonb_agg(jsonb_build_object('code', line.tax_code, 'collected', ${money(sql`line.collected`)}) order by line.tax_code) from (select e.tax_code, -sum(e.amount) collected ${within} and e.account = 'TAX' group by e.tax_code) line), '[]'::jsonb)))`;
  }

  /** A file for another program. Texts that begin like a formula are disarmed. */
  async export(me: Actor, format: Format, from: string, to: string): Promise<string> {
    const { accounts } = await this.policies.of(me);
    const rows = await this.db.tx(me, async () => {
      if (format === 'sage') return [SAGE_HEADINGS, ...(await this.sides(from, to)).map((side) => sageRow(side, accounts))];
      const lines = await this.lines(from, to);
      return format === 'xero' ? [XERO_HEADINGS, ...lines.map((line) => xeroRow(line, accounts))] : [QUICKBOOKS_HEADINGS, ...lines.map(quickbooksRow)];
    });
    return `\ufeff${papaparse.unparse(rows.map((row) => [...row]), { escapeFormulae: /^(?![-+]?\d+(\.\d+)?$)[=+\-@\t\r]/, newline: '\r\n' })}\r\n`;
  }

  private async lines(from: string, to: string): Promise<ExportLine[]> {
    const rows = await this.db.query<Omit<ExportLine, 'unitPrice' | 'amount'> & { readonly unitPrice: string; readonly amount: string }>(
      `select i.number, c.name customer, c.billing_email email, i.issued_on::text "issuedOn", i.due_on::text "dueOn", l.description, l.quantity, l.unit_price "unitPrice", l.amount, i.currency, i.taxes, l.tax_class <> 'EXEMPT' taxable, row_number() over (partition by i.id order by l.position) = 1 "first"
       from invoice i join customer c on c.id = i.customer_id join invoice_line l on l.invoice_id = i.id where i.state not in ('DRAFT', 'VOID') and i.issued_on between $1 and $2 order by i.issued_on, i.number, l.position`,
      [from, to],
    );
    return rows.map((row) => ({ ...row, unitPrice: Number(row.unitPrice), amount: Number(row.amount) }));
  }

  private async sides(from: string, to: string): Promise<JournalSide[]> {
    const rows = await this.db.query<Omit<JournalSide, 'amount'> & { readonly amount: string }>(
      `select o.occurred_on::text "day", e.account, e.tax_code "taxCode", e.amount, coalesce(i.number, p.reference, '') reference, c.name customer, o.kind
       from ledger_operation o join ledger_entry e on e.operation_id = o.id join customer c on c.id = o.customer_id left join invoice i on i.id = o.invoice_id left join payment p on p.id = o.payment_id where o.occurred_on between $1 and $2 order by o.occurred_on, o.id, e.id`,
      [from, to],
    );
    return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
  }
}
