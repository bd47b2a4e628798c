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

/** Weeks, lunch, vehicles, territories, absences and calendars of technicians; visits that are held, and by when they are due. */
export class TechnicianDirectory2026112112780 implements MigrationInterface {
  name = 'TechnicianDirectory2026112112780';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `alter table technician add hours jsonb not null default '[]', add lunch_start integer not null default 690, add lunch_end integer not null default 780, add lunch_minutes integer not null default 30, add vehicle text not null default '', add territory_ids jsonb not null default '[]', add feed_hash text`,
      `create unique index "UQ_technician_feed_hash" on technician (feed_hash)`,
      `alter table job add due_at timestamptz, add pinned boolean not null default false`,
      `create table absence (id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamptz not null default now(), technician_id uuid not null, kind text not null default 'OTHER', starts_at timestamptz not null, ends_at timestamptz not null, note text not null default '', constraint "PK_absence" primary key (id), constraint "FK_absence_technician" foreign key (technician_id) references technician (id), constraint absence_ends_after_it_begins check (ends_at > starts_at))`,
      `create index "IDX_absence_technician" on absence (technician_id)`,
      ...guarded('absence'),
      `create table territory (id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamptz not null default now(), name text not null, postal_prefixes jsonb not null default '[]', constraint "PK_territory" primary key (id))`,
      ...guarded('territory'),
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table territory');
    await runner.query('drop table absence');
    await runner.query('alter table job drop column pinned, drop column due_at');
    await runner.query('alter table technician drop column feed_hash, drop column territory_ids, drop column vehicle, drop column lunch_minutes, drop column lunch_end, drop column lunch_start, drop column hours');
  }
}
