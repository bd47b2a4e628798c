import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';

/** Outages, planned maintenance and news; everybody of a provider may read them, the office writes them. */
export class ServiceNotices2026112114300 implements MigrationInterface {
  name = 'ServiceNotices2026112114300';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table service_notice (id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now(),
        kind text not null, title_fr text not null, title_en text not null, text_fr text not null default '', text_en text not null default '', places text[] not null default '{}',
        starts_at timestamp with time zone not null, ends_at timestamp with time zone, ended_at timestamp with time zone, changed_at timestamp with time zone not null, changed_by text not null, constraint "PK_service_notice" primary key (id))`,
      `create index "IDX_service_notice_open" on service_notice (tenant_id, ended_at, ends_at)`,
      `alter table service_notice enable row level security`,
      `alter table service_notice force row level security`,
      `create policy system on service_notice to demarc_system using (true) with check (true)`,
      `create policy tenant_rows on service_notice to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
      ...['insert', 'update', 'delete'].map((what) => `create policy office_${what}s on service_notice as restrictive for ${what} to demarc_app ${what === 'insert' ? `with check (${staff})` : `using (${staff})`}`),
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table service_notice');
  }
}
