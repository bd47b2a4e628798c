import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';

/** What the papers of the books say, by account; the same as `backend/src/ledger/book-entries.ts`. */
const POST_BOOKS = `
create function post_books(some_invoices uuid[], some_payments uuid[]) returns integer language plpgsql as $$
declare
  posted integer;
  total integer := 0;
begin
  with expected as (
    select i.id, case i.kind when 'CREDIT_NOTE' then 'CUSTOMER_CREDIT' else 'RECEIVABLE' end account, null::text tax_code, i.total amount from invoice i where i.id = any(some_invoices) and i.state not in ('DRAFT', 'VOID')
    union all select i.id, 'REVENUE', null, -i.subtotal from invoice i where i.id = any(some_invoices) and i.state not in ('DRAFT', 'VOID')
    union all select i.id, 'TAX', tax->>'code', -(tax->>'amount')::bigint from invoice i, jsonb_array_elements(i.taxes) tax where i.id = any(some_invoices) and i.state not in ('DRAFT', 'VOID')
    union all select i.id, 'ROUNDING', null, i.subtotal - i.total + coalesce((select sum((tax->>'amount')::bigint) from jsonb_array_elements(i.taxes) tax), 0) from invoice i where i.id = any(some_invoices) and i.state not in ('DRAFT', 'VOID')
    union all select e.invoice_id, e.account, e.tax_code, -e.amount from ledger_entry e join ledger_operation o on o.id = e.operation_id and o.kind in ('INVOICE_ISSUED', 'INVOICE_VOIDED', 'CREDIT_NOTE_ISSUED', 'INVOICE_CORRECTED') where e.invoice_id = any(some_invoices)
  ), difference as (select id, account, tax_code, sum(amount) amount from expected group by 1, 2, 3 having sum(amount) <> 0),
  operation as (
    insert into ledger_operation (id, tenant_id, kind, customer_id, invoice_id, occurred_on)
    select new_id(), i.tenant_id, case when exists (select from ledger_entry e where e.invoice_id = i.id) then 'INVOICE_CORRECTED' when i.kind = 'CREDIT_NOTE' then 'CREDIT_NOTE_ISSUED' else 'INVOICE_ISSUED' end, i.customer_id, i.id, i.issued_on
    from invoice i where i.id in (select d.id from difference d) returning id, tenant_id, customer_id, invoice_id
  )
  insert into ledger_entry (tenant_id, operation_id, account, tax_code, amount, currency, customer_id, invoice_id)
  select o.tenant_id, o.id, d.account, d.tax_code, d.amount, i.currency, o.customer_id, o.invoice_id from difference d join operation o on o.invoice_id = d.id join invoice i on i.id = d.id;
  get diagnostics posted = row_count; total := total + posted;

  with expected as (
    select p.id, case when p.method in ('CHEQUE', 'OTHER') then 'BANK' when p.method = 'WRITE_OFF' then 'WRITE_OFF' else 'PROCESSOR' end account, p.amount from payment p where p.id = any(some_payments) and p.status in ('SUCCEEDED', 'REFUNDED') and p.method <> 'CREDIT_NOTE'
    union all select p.id, 'CUSTOMER_CREDIT', -p.amount from payment p where p.id = any(some_payments) and p.status in ('SUCCEEDED', 'REFUNDED') and p.method <> 'CREDIT_NOTE'
    union all select e.payment_id, e.account, -e.amount from ledger_entry e join ledger_operation o on o.id = e.operation_id and o.kind in ('PAYMENT_RECEIVED', 'WRITTEN_OFF', 'PAYMENT_CORRECTED') where e.payment_id = any(some_payments)
  ), difference as (select id, account, sum(amount) amount from expected group by 1, 2 having sum(amount) <> 0),
  operation as (
    insert into ledger_operation (id, tenant_id, kind, customer_id, payment_id, occurred_on)
    select new_id(), p.tenant_id, case when exists (select from ledger_entry e where e.payment_id = p.id) then 'PAYMENT_CORRECTED' when p.method = 'WRITE_OFF' then 'WRITTEN_OFF' else 'PAYMENT_RECEIVED' end, p.customer_id, p.id, p.received_on
    from payment p where p.id in (select d.id from difference d) returning id, tenant_id, customer_id, payment_id
  )
  insert into ledger_entry (tenant_id, operation_id, account, amount, currency, customer_id, payment_id)
  select o.tenant_id, o.id, d.account, d.amount, p.currency, o.customer_id, o.payment_id from difference d join operation o on o.payment_id = d.id join payment p on p.id = d.id;
  get diagnostics posted = row_count; total := total + posted;

  with expected as (
    select a.payment_id, a.invoice_id, a.amount from payment_allocation a where a.payment_id = any(some_payments)
    union all select e.payment_id, e.invoice_id, e.amount from ledger_entry e join ledger_operation o on o.id = e.operation_id and o.kind in ('ALLOCATED', 'UNALLOCATED') where e.account = 'RECEIVABLE' and e.payment_id = any(some_payments)
  ), difference as (select payment_id, invoice_id, sum(amount) amount from expected group by 1, 2 having sum(amount) <> 0),
  operation as (
    insert into ledger_operation (id, tenant_id, kind, customer_id, invoice_id, payment_id, occurred_on)
    select new_id(), p.tenant_id, case when d.amount > 0 then 'ALLOCATED' else 'UNALLOCATED' end, p.customer_id, d.invoice_id, p.id, p.received_on
    from difference d join payment p on p.id = d.payment_id returning id, tenant_id, customer_id, invoice_id, payment_id
  )
  insert into ledger_entry (tenant_id, operation_id, account, amount, currency, customer_id, invoice_id, payment_id)
  select o.tenant_id, o.id, side.account, d.amount * side.sign, p.currency, o.customer_id, o.invoice_id, o.payment_id
  from difference d join operation o using (payment_id, invoice_id) join payment p on p.id = d.payment_id, (values ('CUSTOMER_CREDIT', 1), ('RECEIVABLE', -1)) side (account, sign);
  get diagnostics posted = row_count; total := total + posted;
  return total;
end $$`;

/** What an imported invoice owes here and not there: settled before our time. */
const POST_OPENINGS = `
create function post_openings(some_invoices uuid[]) returns integer language plpgsql as $$
declare
  posted integer;
begin
  with difference as (
    select i.id, case when i.state in ('DRAFT', 'VOID') then 0 else i.balance end - coalesce((select sum(e.amount) from ledger_entry e where e.invoice_id = i.id and e.account = 'RECEIVABLE'), 0) amount
    from invoice i where i.id = any(some_invoices) and i.kind = 'INVOICE'
  ), operation as (
    insert into ledger_operation (id, tenant_id, kind, customer_id, invoice_id, occurred_on)
    select new_id(), i.tenant_id, 'OPENING', i.customer_id, i.id, i.issued_on from difference d join invoice i using (id) where d.amount <> 0 returning id, tenant_id, customer_id, invoice_id
  )
  insert into ledger_entry (tenant_id, operation_id, account, amount, currency, customer_id, invoice_id)
  select o.tenant_id, o.id, side.account, d.amount * side.sign, i.currency, o.customer_id, o.invoice_id
  from difference d join operation o on o.invoice_id = d.id join invoice i on i.id = d.id, (values ('RECEIVABLE', 1), ('OPENING', -1)) side (account, sign);
  get diagnostics posted = row_count;
  return posted;
end $$`;

/** Double-entry books: every operation's entries come to zero, in the database, and nothing in them is ever changed. */
export class Ledger2026112112400 implements MigrationInterface {
  name = 'Ledger2026112112400';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `alter table invoice add kind text not null default 'INVOICE'`,
      `alter table invoice add credits_id uuid`,
      `alter table invoice add constraint "FK_2165626597dfedc59c3297fbb8d" foreign key (credits_id) references invoice (id)`,
      `alter table payment add refunded bigint not null default 0`,
      `alter table payment add credit_note_id uuid`,
      `alter table payment add constraint "FK_67f94f77932990290788d0cf388" foreign key (credit_note_id) references invoice (id)`,
      `create table ledger_operation (
        id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now(),
        kind text not null, customer_id uuid not null, invoice_id uuid, payment_id uuid, occurred_on date not null, memo text not null default '',
        constraint "PK_fe4ff64c400f4715f3044465d03" primary key (id), constraint "FK_dfc8dd7419d87ade76d1fc053b4" foreign key (customer_id) references customer (id))`,
      `create index "IDX_ledger_operation_customer" on ledger_operation (customer_id, occurred_on)`,
      `create index "IDX_ledger_operation_day" on ledger_operation (tenant_id, occurred_on)`,
      `create table ledger_entry (
        id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now(),
        operation_id uuid not null, account text not null, tax_code text, amount bigint not null, currency text not null default 'CAD', customer_id uuid not null, invoice_id uuid, payment_id uuid,
        constraint "PK_04e9d274911f909a5848a15cd74" primary key (id), constraint "FK_026774cae3466d19119dac72cce" foreign key (operation_id) references ledger_operation (id))`,
      `create index "IDX_ledger_entry_operation" on ledger_entry (operation_id)`,
      `create index "IDX_ledger_entry_invoice" on ledger_entry (invoice_id)`,
      `create index "IDX_ledger_entry_payment" on ledger_entry (payment_id)`,
      `create index "IDX_ledger_entry_customer" on ledger_entry (customer_id, account)`,
      ...['ledger_operation', 'ledger_entry'].flatMap((table) => [
        `alter table ${table} enable row level security`,
        `alter table ${table} force row level security`,
        `create policy system on ${table} to demarc_system using (true) with check (true)`,
        `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
        `create policy customer_rows on ${table} as restrictive to demarc_app using (${staff}) with check (${staff})`,
        `create trigger append_only before update or delete on ${table} for each row execute function refuse_change()`,
        `create trigger append_only_whole before truncate on ${table} for each statement execute function refuse_change()`,
        `revoke update, delete, truncate on ${table} from demarc_app, demarc_system`,
      ]),
      // At once for whatever a statement adds to an operation, so that a mistake is found where it was made …
      `create function ledger_is_even() returns trigger language plpgsql as $$ declare uneven uuid; begin
        select e.operation_id into uneven from ledger_entry e where e.operation_id in (select operation_id from fresh) group by e.operation_id, e.currency having sum(e.amount) <> 0 limit 1;
        if found then raise exception 'ledger operation % does not come to zero', uneven using errcode = '23514'; end if;
        return null; end $$`,
      `create trigger entries_are_even after insert on ledger_entry referencing new table as fresh for each statement execute function ledger_is_even()`,
      // … and at the commit for the operation, which must have entries at all.
      `create function ledger_has_entries() returns trigger language plpgsql as $$ begin
        if coalesce((select sum(e.amount) from ledger_entry e where e.operation_id = new.id), 1) <> 0 then raise exception 'ledger operation % has no entries that come to zero', new.id using errcode = '23514'; end if;
        return null; end $$`,
      `create constraint trigger operation_is_even after insert on ledger_operation deferrable initially deferred for each row execute function ledger_has_entries()`,
      POST_BOOKS,
      POST_OPENINGS,
      // Forced row-level security holds for the owner too: what is there already is booked as the system.
      `set local role demarc_system`,
      `select post_books((select array_agg(id) from invoice), (select array_agg(id) from payment))`,
      `select post_openings((select array_agg(id) from invoice))`,
      `reset role`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = [
      `drop function post_openings(uuid[])`, `drop function post_books(uuid[], uuid[])`, `drop table ledger_entry`, `drop table ledger_operation`, `drop function ledger_has_entries()`, `drop function ledger_is_even()`,
      `alter table payment drop credit_note_id`, `alter table payment drop refunded`, `alter table invoice drop credits_id`, `alter table invoice drop kind`,
    ];
    for (const step of steps) await runner.query(step);
  }
}
