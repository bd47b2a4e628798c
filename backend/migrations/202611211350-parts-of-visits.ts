import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const base = `id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now()`;

/** At which visit parts were used, and what a visit of a kind usually takes. */
export class PartsOfVisits2026112113500 implements MigrationInterface {
  name = 'PartsOfVisits2026112113500';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `alter table part_movement add column job_id uuid`,
      `create index "IDX_68973e3dfb845089b25d4eba9d" on part_movement (job_id)`,
      `create table part_need (${base}, part_id uuid not null, kind text not null, quantity integer not null,
        constraint part_need_some check (quantity > 0), constraint "UQ_ac2152f9a2cb445ab9d03cdf5bc" unique (tenant_id, part_id, kind), constraint "PK_1158ca98ca36e119491eadbebd5" primary key (id),
        constraint "FK_9c62a17de6fedc7f409227eac37" foreign key (part_id) references part (id))`,
      `alter table part_need enable row level security`,
      `alter table part_need force row level security`,
      `create policy system on part_need to demarc_system using (true) with check (true)`,
      `create policy tenant_rows on part_need to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
      `create policy office_rows on part_need as restrictive to demarc_app using (${staff}) with check (${staff})`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table part_need`);
    await runner.query(`alter table part_movement drop column job_id`);
  }
}
