import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const customer = '(select current_customer())';
const row = 'id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now()';

/** Automatic payments, and links that lead to what is owed. */
export class Autopay2026112112680 implements MigrationInterface {
  name = 'Autopay2026112112680';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table autopay (
        ${row}, customer_id uuid not null, saved_method_id uuid not null, active boolean not null, since timestamp with time zone not null, changed_by text not null default '', stop_reason text,
        constraint "PK_ff1b5218097404e054c218ebb82" primary key (id), constraint "UQ_autopay_customer" unique (customer_id), constraint "FK_autopay_saved_method" foreign key (saved_method_id) references saved_method (id))`,
      `create table autopay_run (
        ${row}, day date not null, started_at timestamp with time zone,
        constraint "PK_d3577bd2202c1582371929cc326" primary key (id), constraint "UQ_autopay_run_day" unique (tenant_id, day))`,
      `create table autopay_charge (
        ${row}, run_id uuid not null, customer_id uuid not null, day date not null, saved_method_id uuid not null, amount bigint not null, currency text not null default 'CAD', usual bigint, status text not null, hold_reason text, handled_by text not null default '',
        attempt integer not null default 1, invoice_ids uuid array not null default '{}', stripe_intent_id text, failure text, next_try_on date, claimed_at timestamp with time zone, settled_at timestamp with time zone,
        constraint "PK_a6a13782e9c566257ed8cbb29e3" primary key (id), constraint "UQ_e6980ffbc2d3656a57e9d706721" unique (stripe_intent_id), constraint "UQ_autopay_charge_customer_day" unique (tenant_id, customer_id, day),
        constraint "FK_autopay_charge_run" foreign key (run_id) references autopay_run (id), constraint "FK_autopay_charge_customer" foreign key (customer_id) references customer (id), constraint "FK_autopay_charge_saved_method" foreign key (saved_method_id) references saved_method (id))`,
      `create index "IDX_autopay_charge_run" on autopay_charge (run_id)`,
      `create index "IDX_autopay_charge_open" on autopay_charge (status) where status in ('CHARGING', 'PROCESSING')`,
      `create table payment_link (
        ${row}, customer_id uuid not null, invoice_id uuid, hash text not null, sign_in_link_id uuid, sent_by text not null default '', expires_at timestamp with time zone not null, opened_at timestamp with time zone,
        constraint "PK_0f9650efa36bead30593038140c" primary key (id), constraint "FK_payment_link_invoice" foreign key (invoice_id) references invoice (id))`,
      `create index "IDX_payment_link_customer" on payment_link (customer_id)`,
      `create unique index "UQ_payment_link_hash" on payment_link (hash)`,
      ...['autopay', 'autopay_run', 'autopay_charge', 'payment_link'].flatMap((table) => [
        `alter table ${table} enable row level security`,
        `alter table ${table} force row level security`,
        `create policy system on ${table} to demarc_system using (true) with check (true)`,
        `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
      ]),
      ...['autopay', 'autopay_charge'].map((table) => `create policy customer_rows on ${table} as restrictive to demarc_app using (${staff} or customer_id = ${customer}) with check (${staff})`),
      ...['autopay_run', 'payment_link'].map((table) => `create policy customer_rows on ${table} as restrictive to demarc_app using (${staff}) with check (${staff})`),
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['payment_link', 'autopay_charge', 'autopay_run', 'autopay']) await runner.query(`drop table ${table}`);
  }
}
