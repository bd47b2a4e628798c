import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';

/** Who of the office had a technician's place before them. */
export class PositionLooks2026112215110 implements MigrationInterface {
  name = 'PositionLooks2026112215110';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table position_look (id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamptz not null default now(), technician_id uuid not null, by text not null, hour timestamptz not null,
        constraint "PK_position_look" primary key (id), constraint "UQ_position_look" unique (technician_id, by, hour), constraint "FK_position_look_technician" foreign key (technician_id) references technician (id) on delete cascade)`,
      'alter table position_look enable row level security',
      'alter table position_look force row level security',
      'create policy tenant_rows on position_look to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))',
      `create policy customer_rows on position_look as restrictive to demarc_app using (${staff}) with check (${staff})`,
      'create policy system on position_look to demarc_system using (true) with check (true)',
      'grant select, insert, update, delete on position_look to demarc_app',
      'grant select, insert, update, delete on position_look to demarc_system',
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table position_look');
  }
}
