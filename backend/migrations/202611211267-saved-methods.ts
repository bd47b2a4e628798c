import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const customer = '(select current_customer())';

/** Cards and bank accounts that customers save for later payments. */
export class SavedMethods2026112112670 implements MigrationInterface {
  name = 'SavedMethods2026112112670';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table saved_method (
        id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now(),
        customer_id uuid not null, kind text not null, brand text not null default '', last4 text not null, expires_on text, preferred boolean not null default false, stripe_method_id text not null, fingerprint text not null default '', removed_at timestamp with time zone,
        constraint "PK_048b453f80d74369efa5e25291d" primary key (id), constraint "UQ_d5b823aeec53455ee6050402d95" unique (stripe_method_id), constraint "FK_saved_method_customer" foreign key (customer_id) references customer (id))`,
      `create index "IDX_saved_method_customer" on saved_method (customer_id)`,
      `create unique index "UQ_saved_method_preferred" on saved_method (customer_id) where preferred and removed_at is null`,
      `create table method_setup (
        id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now(),
        customer_id uuid not null, kind text not null, status text not null default 'OPEN', stripe_session_id text, url text, saved_method_id uuid, checked_at timestamp with time zone,
        constraint "PK_e8bc81261d6e0f4717731999e21" primary key (id), constraint "UQ_b3ac81992865aff3d67ceda3c2c" unique (stripe_session_id), constraint "FK_method_setup_saved_method" foreign key (saved_method_id) references saved_method (id))`,
      `create index "IDX_method_setup_customer" on method_setup (customer_id)`,
      ...['saved_method', 'method_setup'].flatMap((table) => [
        `alter table ${table} enable row level security`,
        `alter table ${table} force row level security`,
        `create policy system on ${table} to demarc_system using (true) with check (true)`,
        `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
        `create policy customer_rows on ${table} as restrictive to demarc_app using (${staff} or customer_id = ${customer}) with check (${staff})`,
      ]),
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table method_setup`);
    await runner.query(`drop table saved_method`);
  }
}
