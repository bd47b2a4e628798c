import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const head = `"id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()`;
const secured = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy system on ${table} to demarc_system using (true) with check (true)`,
  `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
  ...['insert', 'update', 'delete'].map((verb) => `create policy customer_${verb} on ${table} as restrictive for ${verb} to demarc_app ${verb === 'insert' ? '' : `using (${staff})`} ${verb === 'delete' ? '' : `with check (${staff})`}`),
];

/** How soon the office promises to answer and to settle, and by when it does for each ticket. */
export class ServiceLevels2026112112880 implements MigrationInterface {
  name = 'ServiceLevels2026112112880';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table service_level (${head}, name text not null, priority text, kind text, customer_id uuid, reply_minutes integer not null, settle_minutes integer not null, only_open_hours boolean not null default true, constraint "PK_service_level" primary key (id))`,
      ...secured('service_level'),
      `create table service_hours (${head}, week jsonb not null default '[]', holidays jsonb not null default '[]', constraint "PK_service_hours" primary key (id), constraint "UQ_service_hours_tenant" unique (tenant_id))`,
      ...secured('service_hours'),
      `alter table ticket add reply_due_at timestamp with time zone, add settle_due_at timestamp with time zone, add reply_minutes integer, add settle_minutes integer, add only_open_hours boolean not null default false, add first_replied_at timestamp with time zone, add clock_paused_at timestamp with time zone, add late_level integer not null default 0`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table service_level, service_hours');
    await runner.query('alter table ticket drop reply_due_at, drop settle_due_at, drop reply_minutes, drop settle_minutes, drop only_open_hours, drop first_replied_at, drop clock_paused_at, drop late_level');
  }
}
