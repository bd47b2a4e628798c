import { systemActor } from '../../../src/auth/actor.js';
import type { TestApp } from '../app.js';

/** Everything in which the papers and the ledger of a provider differ: nothing, when the books are right. */
export function differences({ db }: TestApp, tenantId: string): Promise<Record<string, unknown>[]> {
  return db.tx(systemActor(tenantId), () =>
    db.query(
      `select 'invoice' what, i.id, i.state, i.balance paper, coalesce(sum(e.amount), 0) ledger from invoice i left join ledger_entry e on e.invoice_id = i.id and e.account = 'RECEIVABLE' where i.kind = 'INVOICE' group by i.id
         having coalesce(sum(e.amount), 0) <> case when i.state in ('DRAFT', 'VOID') then 0 else i.balance end
       union all
       select 'credit', c.id, '', paper.credit, -coalesce(sum(e.amount), 0) from customer c
         join lateral (select coalesce(sum(p.amount - p.refunded), 0) - coalesce(sum((select sum(a.amount) from payment_allocation a where a.payment_id = p.id)), 0) credit from payment p where p.customer_id = c.id and p.status in ('SUCCEEDED', 'REFUNDED')) paper on true
         left join ledger_entry e on e.customer_id = c.id and e.account = 'CUSTOMER_CREDIT' group by c.id, paper.credit having -coalesce(sum(e.amount), 0) <> paper.credit
       union all
       select 'tax', i.id, tax->>'code', (tax->>'amount')::bigint, -coalesce((select sum(e.amount) from ledger_entry e where e.invoice_id = i.id and e.account = 'TAX' and e.tax_code = tax->>'code'), 0) from invoice i, jsonb_array_elements(i.taxes) tax
         where i.state not in ('DRAFT', 'VOID') and (tax->>'amount')::bigint <> -coalesce((select sum(e.amount) from ledger_entry e where e.invoice_id = i.id and e.account = 'TAX' and e.tax_code = tax->>'code'), 0)
       union all
       select 'operation', o.id, o.kind, 0, sum(e.amount) from ledger_operation o left join ledger_entry e on e.operation_id = o.id group by o.id having coalesce(sum(e.amount), 1) <> 0`,
    ));
}

/** How many entries would still have to be booked for the ledger to say what every paper says: none, when services book what they do. */
export async function unbooked({ db }: TestApp, tenantId: string): Promise<number> {
  const [found] = await db.tx(systemActor(tenantId), () => db.query<{ n: number }>('select post_books((select array_agg(id) from invoice), (select array_agg(id) from payment)) + post_openings((select array_agg(id) from invoice)) n'));
  return found!.n;
}
