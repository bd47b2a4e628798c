import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';

/** People outside the served area who want to hear when the network reaches them. */
export class AreaRequests2026112114320 implements MigrationInterface {
  name = 'AreaRequests2026112114320';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table area_request (id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now(),
        reach text not null, line1 text not null, city text not null, postal_code text not null, locale text not null, done_at timestamp with time zone, done_by text not null default '',
        constraint "UQ_area_request" unique (tenant_id, reach, line1, city), constraint "PK_area_request" primary key (id))`,
      `alter table area_request enable row level security`,
      `alter table area_request force row level security`,
      `create policy system on area_request to demarc_system using (true) with check (true)`,
      `create policy tenant_rows on area_request to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
      `create policy office_rows on area_request as restrictive to demarc_app using (${staff}) with check (${staff})`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table area_request');
  }
}
