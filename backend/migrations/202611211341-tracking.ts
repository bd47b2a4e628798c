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

/** Where technicians are, by which name their tracker reports, and links that show a customer one visit on its way. */
export class Tracking2026112113410 implements MigrationInterface {
  name = 'Tracking2026112113410';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `alter table technician add tracker_id text`,
      `create unique index "UQ_technician_tracker" on technician (tenant_id, tracker_id)`,
      `create table technician_position (${row}, technician_id uuid not null, lat double precision not null, lon double precision not null, accuracy double precision, at timestamptz not null, source text not null, constraint "PK_technician_position" primary key (id), constraint "UQ_technician_position" unique (technician_id), constraint "FK_technician_position_technician" foreign key (technician_id) references technician (id))`,
      ...guarded('technician_position'),
      `create table visit_link (${row}, job_id uuid not null, customer_id uuid not null, en_route_at timestamptz not null, hash text not null, ended_at timestamptz, constraint "PK_visit_link" primary key (id), constraint "UQ_visit_link_trip" unique (job_id, en_route_at), constraint "FK_visit_link_job" foreign key (job_id) references job (id) on delete cascade)`,
      `create unique index "UQ_visit_link_hash" on visit_link (hash)`,
      ...guarded('visit_link'),
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table visit_link');
    await runner.query('drop table technician_position');
    await runner.query('alter table technician drop column tracker_id');
  }
}
