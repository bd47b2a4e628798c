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
const row = 'id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamptz not null default now()';

/** Plans of a day, and what each would do with every visit. */
export class DispatchPlans2026112112790 implements MigrationInterface {
  name = 'DispatchPlans2026112112790';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table dispatch_plan (${row}, day date not null, status text not null default 'SEARCHING', aim text not null default 'BEST_DAY', asked_by text not null, seconds integer not null, before jsonb, after jsonb, gaps jsonb not null default '[]', improvements integer not null default 0, travel_source text not null default 'ESTIMATE', travel_trouble text, stop_asked boolean not null default false, applied_at timestamptz, applied_by text, constraint "PK_dispatch_plan" primary key (id))`,
      `create index "IDX_dispatch_plan_day" on dispatch_plan (tenant_id, day)`,
      ...guarded('dispatch_plan'),
      `create table plan_move (${row}, plan_id uuid not null, job_id uuid not null, kind text not null, seen_version integer not null, made_version integer, from_technician_id uuid, from_starts_at timestamptz, to_technician_id uuid, to_starts_at timestamptz, travel_seconds integer not null default 0, slack_seconds integer not null default 0, reason jsonb, verdicts jsonb not null default '[]', constraint "PK_plan_move" primary key (id), constraint "UQ_plan_move" unique (plan_id, job_id), constraint "FK_plan_move_plan" foreign key (plan_id) references dispatch_plan (id) on delete cascade, constraint "FK_plan_move_job" foreign key (job_id) references job (id))`,
      `create index "IDX_plan_move_job" on plan_move (job_id)`,
      ...guarded('plan_move'),
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table plan_move');
    await runner.query('drop table dispatch_plan');
  }
}
