import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const TABLES = ['dunning_account', 'dunning_entry', 'payment_arrangement', 'service_order', 'switched_service', 'dunning_run'];

/** Debts: where each customer stands, what was done, what was promised, and what the equipment was asked. */
export class Dunning2026112112730 implements MigrationInterface {
  name = 'Dunning2026112112730';

  async up(runner: QueryRunner): Promise<void> {
    const row = `id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now()`;
    const steps = [
      `alter table billing_policy add dunning_active boolean not null default false, add dunning_hour integer not null default 9, add smallest_debt bigint not null default 2000, add quiet_days date array not null default '{}'`,
      `create table dunning_account (${row}, customer_id uuid not null, stage text not null default 'CURRENT', steps_done integer not null default 0, last_step_on date, not_before date, suspended_at timestamp with time zone, held_until date, held_because text not null default '', protected_because text not null default '',
        constraint "UQ_e6781a17b3dedba7562355f0b2d" unique (customer_id), constraint "PK_ffdc8ae47cd8d4811790b834145" primary key (id), constraint "FK_e6781a17b3dedba7562355f0b2d" foreign key (customer_id) references customer (id))`,
      `create index "IDX_dunning_account_stage" on dunning_account (tenant_id, stage)`,
      `create table dunning_entry (${row}, customer_id uuid not null, deed text not null, day date not null, reminder integer not null default 0, owed bigint not null, currency text not null default 'CAD', note text not null default '', "by" text not null, invoice_id uuid,
        constraint "PK_805b566fac966d901ec498c5510" primary key (id), constraint "FK_cb4b66f98e2e3c3aaf76645d23b" foreign key (invoice_id) references invoice (id))`,
      `create index "IDX_dunning_entry_customer" on dunning_entry (customer_id, created_at)`,
      `create table payment_arrangement (${row}, customer_id uuid not null, status text not null default 'ACTIVE', total bigint not null, currency text not null default 'CAD', instalments jsonb not null, invoice_ids uuid array not null, resume_at integer not null default 0, note text not null default '', agreed_by text not null, ended_at timestamp with time zone,
        constraint "PK_24f3b723a43dfe0f59724787cb8" primary key (id), constraint "FK_cf5872055e54f8e86174cb5f125" foreign key (customer_id) references customer (id))`,
      `create index "IDX_payment_arrangement_customer" on payment_arrangement (customer_id)`,
      `create table service_order (${row}, customer_id uuid not null, wanted text not null, status text not null default 'ASKED', confirmed_at timestamp with time zone, failure text, constraint "PK_b01a59b48a0dfbd84dd8221364a" primary key (id))`,
      `create index "IDX_service_order_customer" on service_order (customer_id, id)`,
      `create table switched_service (${row}, customer_id uuid not null, state text not null, order_id uuid not null, constraint "UQ_40c862477865e5c83bef7ecb06d" unique (order_id), constraint "PK_afe2caf4875159951268b3f0aab" primary key (id))`,
      `create index "IDX_switched_service_customer" on switched_service (customer_id, id)`,
      `create table dunning_run (${row}, day date not null, started_by text not null default 'system', looked integer not null default 0, reminded integer not null default 0, charged integer not null default 0, suspended integer not null default 0, restored integer not null default 0, after uuid, finished_at timestamp with time zone,
        constraint "UQ_5834500535baf2c91d207f2faec" unique (tenant_id, day), constraint "PK_a96b09e8d1c182c03cc3d0d0034" primary key (id))`,
      ...TABLES.flatMap((table) => [
        `alter table ${table} enable row level security`,
        `alter table ${table} force row level security`,
        `create policy system on ${table} to demarc_system using (true) with check (true)`,
        `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
        `create policy customer_rows on ${table} as restrictive to demarc_app using (${staff}) with check (${staff})`,
      ]),
      `create trigger append_only before update or delete on dunning_entry for each row execute function refuse_change()`,
      `create trigger append_only_whole before truncate on dunning_entry for each statement execute function refuse_change()`,
      `revoke update, delete, truncate on dunning_entry from demarc_app, demarc_system`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES.toReversed()) await runner.query(`drop table ${table}`);
    await runner.query(`alter table billing_policy drop dunning_active, drop dunning_hour, drop smallest_debt, drop quiet_days`);
  }
}
