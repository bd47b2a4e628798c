import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const customer = '(select current_customer())';

/** Subscriptions by their terms, what changes cost, and billing runs. */
export class SubscriptionBilling2026112112430 implements MigrationInterface {
  name = 'SubscriptionBilling2026112112430';

  async up(runner: QueryRunner): Promise<void> {
    const row = `id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now()`;
    const steps = [
      `alter table subscription add billed_through date`,
      `create table subscription_term (${row},
        subscription_id uuid not null, customer_id uuid not null, item_id uuid not null, price bigint not null, currency text not null default 'CAD', quantity integer not null default 1, frequency text not null, status text not null, valid_from date not null, applied boolean not null default false, changed_by text not null default '',
        constraint "PK_b30180e57717d74d3fd83aef37c" primary key (id), constraint "UQ_cfb210bf47561f78df86722583c" unique (subscription_id, valid_from), constraint "FK_c12c8c7c41cf7bed3755e135e82" foreign key (subscription_id) references subscription (id), constraint "FK_e46c373472bc8bd29dbe9fb367d" foreign key (item_id) references catalog_item (id))`,
      `create table billing_charge (${row},
        subscription_id uuid not null, customer_id uuid not null, item_id uuid not null, from_day date not null, to_day date not null, days integer not null, of_days integer not null, price bigint not null, amount bigint not null, currency text not null default 'CAD', invoice_id uuid,
        constraint "PK_f48607a2bc6f302b5266f964c55" primary key (id), constraint "FK_10d217f93b3a2d9e75a40ffa261" foreign key (subscription_id) references subscription (id), constraint "FK_43f29ad35bbb699b89461aaa12d" foreign key (item_id) references catalog_item (id), constraint "FK_bf7338ba75a4ab0e977d412e663" foreign key (invoice_id) references invoice (id))`,
      `create index "IDX_billing_charge_waiting" on billing_charge (customer_id)`,
      `create table billing_run (${row},
        period_start date not null, period_end date not null, status text not null default 'PREVIEWING', shadow boolean not null default false, started_by text not null default '', confirmed_by text not null default '', currency text not null default 'CAD',
        customers integer not null default 0, issued integer not null default 0, held integer not null default 0, total bigint not null default 0, finished_at timestamp with time zone, failure text,
        constraint "PK_dd6fbe278e6cf48844f112da0a2" primary key (id))`,
      `create index "IDX_billing_run_created" on billing_run (tenant_id, created_at)`,
      `create table billing_run_item (${row},
        run_id uuid not null, customer_id uuid not null, status text not null default 'READY', total bigint not null, subtotal bigint not null, tax_total bigint not null, usual bigint, currency text not null default 'CAD', lines jsonb not null default '[]', taxes jsonb not null default '[]', province text not null default 'QC', reason text not null default '', invoice_id uuid, theirs bigint,
        constraint "PK_24ae75ecbc3cb173f34aec97033" primary key (id), constraint "UQ_c6195a4825fa8997c2a983962ac" unique (run_id, customer_id), constraint "FK_206d17c2889825d5e16b1ab57bb" foreign key (run_id) references billing_run (id) on delete cascade, constraint "FK_fd2060399087e231f0246ce6201" foreign key (customer_id) references customer (id), constraint "FK_6ff2dd332bb3adf59a0695c0b3c" foreign key (invoice_id) references invoice (id))`,
      `create index "IDX_billing_run_item_status" on billing_run_item (run_id, status)`,
      ...['subscription_term', 'billing_charge', 'billing_run', 'billing_run_item'].flatMap((table) => [
        `alter table ${table} enable row level security`,
        `alter table ${table} force row level security`,
        `create policy system on ${table} to demarc_system using (true) with check (true)`,
        `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
      ]),
      ...['subscription_term', 'billing_charge'].map((table) => `create policy customer_rows on ${table} as restrictive to demarc_app using (${staff} or customer_id = ${customer}) with check (${staff})`),
      ...['billing_run', 'billing_run_item'].map((table) => `create policy customer_rows on ${table} as restrictive to demarc_app using (${staff}) with check (${staff})`),
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['billing_run_item', 'billing_run', 'billing_charge', 'subscription_term']) await runner.query(`drop table ${table}`);
    await runner.query(`alter table subscription drop billed_through`);
  }
}
