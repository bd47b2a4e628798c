import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const head = `id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now()`;
const tables = ['address_street', 'address', 'service_area'];

/** The address register, its streets apart so that a search stays fast, and where homes are connected. */
export class Addresses2026112113300 implements MigrationInterface {
  name = 'Addresses2026112113300';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create extension if not exists pg_trgm with schema public`,
      `create table address_street (${head}, name text not null, city text not null, province text not null default 'QC', folded text not null, constraint "UQ_address_street" unique (tenant_id, province, folded), constraint "PK_address_street" primary key (id))`,
      `create index address_street_words on address_street using gin (folded gin_trgm_ops)`,
      `create table address (${head}, street_id uuid not null, source text not null, source_id text not null, number integer not null, suffix text not null default '', unit text not null default '', postal_code text not null default '', lat double precision, lon double precision,
        constraint "UQ_address_source" unique (tenant_id, source, source_id), constraint "PK_address" primary key (id), constraint "FK_address_street" foreign key (street_id) references address_street (id))`,
      `create index "IDX_address_door" on address (street_id, number)`,
      `create table service_area (${head}, city text not null default '', folded text not null default '', postal_prefix text not null default '', constraint "PK_service_area" primary key (id))`,
      ...tables.flatMap((table) => [
        `alter table ${table} enable row level security`,
        `alter table ${table} force row level security`,
        `create policy system on ${table} to demarc_system using (true) with check (true)`,
        `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
        `create policy office_rows on ${table} as restrictive to demarc_app using (${staff}) with check (${staff})`,
      ]),
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables.toReversed().toSorted((a, b) => Number(a === 'address_street') - Number(b === 'address_street'))) await runner.query(`drop table ${table}`);
  }
}
