import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';

/** Pictures of visits on their way from a phone, and what a picture is. */
export class FieldPictures2026112112600 implements MigrationInterface {
  name = 'FieldPictures2026112112600';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `alter table job_photo add kind text not null default 'PHOTO', add "by" text not null default ''`,
      `create table field_upload (id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamptz not null default now(), technician_id uuid not null, job_id uuid not null, size integer not null, bytes bytea not null, received integer not null default 0, file_key text, constraint "PK_field_upload" primary key (id))`,
      `alter table field_upload enable row level security`,
      `alter table field_upload force row level security`,
      `create policy tenant_rows on field_upload to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
      `create policy customer_rows on field_upload as restrictive to demarc_app using (${staff}) with check (${staff})`,
      `create policy system on field_upload to demarc_system using (true) with check (true)`,
      `grant select, insert, update, delete on field_upload to demarc_app`,
      `grant select, insert, update, delete on field_upload to demarc_system`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table field_upload');
    await runner.query('alter table job_photo drop column kind, drop column "by"');
  }
}
