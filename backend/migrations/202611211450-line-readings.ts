import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const base = `id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now()`;

/** How lines were found and left: kept as evidence, so the table only grows. */
export class LineReadings2026112114500 implements MigrationInterface {
  name = 'LineReadings2026112114500';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table line_reading (${base}, device_id uuid not null, job_id uuid, moment text not null default 'CHECK', verdict text not null, findings jsonb not null default '[]', heard_at timestamp with time zone,
        optical_power double precision, olt_power double precision, latency double precision, packet_loss double precision, temperature double precision, by text not null default '', source text not null default '',
        constraint "PK_line_reading" primary key (id),
        constraint "FK_68d62bbdbf3ef683fc4280563f8" foreign key (device_id) references device (id))`,
      `create index "IDX_228c91761b326bc9d86d04b2fe" on line_reading (device_id, created_at)`,
      `create index "IDX_4cf7764982ce300f97a5946757" on line_reading (job_id)`,
      `alter table line_reading enable row level security`,
      `alter table line_reading force row level security`,
      `create policy system on line_reading to demarc_system using (true) with check (true)`,
      `create policy tenant_rows on line_reading to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
      `create policy office_rows on line_reading as restrictive to demarc_app using (${staff}) with check (${staff})`,
      `create trigger append_only before update or delete on line_reading for each row execute function refuse_change()`,
      `create trigger append_only_whole before truncate on line_reading for each statement execute function refuse_change()`,
      `revoke update, delete, truncate on line_reading from demarc_app, demarc_system`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table line_reading`);
  }
}
