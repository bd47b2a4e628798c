import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';

/** Tax classes, prices by date, where an invoice is taxed, and how a provider bills. */
export class TaxesPricesPolicy2026112112420 implements MigrationInterface {
  name = 'TaxesPricesPolicy2026112112420';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `alter table catalog_item add tax_class text not null default 'STANDARD'`,
      `update catalog_item set tax_class = 'EXEMPT' where not taxable`,
      `alter table catalog_item drop taxable`,
      `alter table tax_rate_row add tax_classes text array not null default '{STANDARD,TELECOM}'`,
      `alter table invoice_line add tax_class text not null default 'STANDARD'`,
      `alter table invoice_line add subscription_id uuid`,
      `alter table invoice_line add explanation text not null default ''`,
      `alter table invoice add province text not null default 'QC'`,
      `create table catalog_price (
        id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now(),
        item_id uuid not null, price bigint not null, currency text not null default 'CAD', valid_from date not null,
        constraint "PK_ed9c9ae6d8a9ebd2d7df9fddb55" primary key (id), constraint "UQ_ace30ddad729e5e95b71f372398" unique (item_id, valid_from), constraint "FK_f449bae9a06b558a02bd6601310" foreign key (item_id) references catalog_item (id))`,
      `create table billing_policy (
        tenant_id uuid not null default current_tenant(), gst_number text not null default '', qst_number text not null default '', billing_day integer not null default 1,
        paused boolean not null default false, paused_by text not null default '', paused_at timestamp with time zone,
        partial_payments boolean not null default true, smallest_payment bigint not null default 1000, retry_days integer array not null default '{3,5,7}',
        dunning jsonb not null default '[]', late_fee bigint not null default 0, currency text not null default 'CAD', accounts jsonb not null default '{}',
        constraint "PK_ca8dc46a7c0fd07359193976661" primary key (tenant_id))`,
      ...['catalog_price', 'billing_policy'].flatMap((table) => [
        `alter table ${table} enable row level security`,
        `alter table ${table} force row level security`,
        `create policy system on ${table} to demarc_system using (true) with check (true)`,
        `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
        `create policy customer_insert on ${table} as restrictive for insert to demarc_app with check (${staff})`,
        `create policy customer_update on ${table} as restrictive for update to demarc_app using (${staff}) with check (${staff})`,
        `create policy customer_delete on ${table} as restrictive for delete to demarc_app using (${staff})`,
      ]),
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = [
      `drop table billing_policy`, `drop table catalog_price`, `alter table invoice drop province`, `alter table invoice_line drop explanation, drop subscription_id, drop tax_class`, `alter table tax_rate_row drop tax_classes`,
      `alter table catalog_item add taxable boolean not null default true`, `update catalog_item set taxable = tax_class <> 'EXEMPT'`, `alter table catalog_item drop tax_class`,
    ];
    for (const step of steps) await runner.query(step);
  }
}
