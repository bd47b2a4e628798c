import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const guarded = (table: string) => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
  `create policy customer_rows on ${table} as restrictive to demarc_app using (${staff}) with check (${staff})`,
  `create policy system on ${table} to demarc_system using (true) with check (true)`,
  `grant select, insert, update, delete on ${table} to demarc_app`,
  `grant select, insert, update, delete on ${table} to demarc_system`,
];
const row = (table: string) => `id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamptz not null default now(), constraint "PK_${table}" primary key (id)`;

/** Visits that come back, and those that were made of them. */
export class Maintenance2026112114400 implements MigrationInterface {
  name = 'Maintenance2026112114400';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table maintenance_plan (${row('maintenance_plan')}, title text not null, kind text not null default 'MAINTENANCE', priority text not null default 'LOW', duration_minutes integer not null default 60, skills jsonb not null default '[]', checklist jsonb not null default '[]', notes text not null default '',
        customer_id uuid not null, location_id uuid, unit text not null default 'MONTH', every integer not null default 1, starts_on date not null, ends_on date, skips_weekends boolean not null default true, lead_days integer not null default 14, grace_days integer not null default 7, window_from integer, window_to integer, active boolean not null default true, next_on date, made_from date not null,
        constraint maintenance_ends_after_it_starts check (ends_on is null or ends_on >= starts_on), constraint "FK_maintenance_plan_customer" foreign key (customer_id) references customer (id), constraint "FK_maintenance_plan_location" foreign key (location_id) references service_location (id))`,
      `create index "IDX_maintenance_plan_customer" on maintenance_plan (customer_id)`,
      ...guarded('maintenance_plan'),
      `create table maintenance_visit (${row('maintenance_visit')}, plan_id uuid not null, due_on date not null, job_id uuid not null, constraint "UQ_maintenance_visit" unique (plan_id, due_on), constraint "FK_maintenance_visit_plan" foreign key (plan_id) references maintenance_plan (id) on delete cascade, constraint "FK_maintenance_visit_job" foreign key (job_id) references job (id) on delete cascade)`,
      `create index "IDX_maintenance_visit_job" on maintenance_visit (job_id)`,
      ...guarded('maintenance_visit'),
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table maintenance_visit');
    await runner.query('drop table maintenance_plan');
  }
}
