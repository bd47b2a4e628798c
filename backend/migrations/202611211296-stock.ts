import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const base = `id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now()`;
const tables = ['stock_place', 'part', 'part_movement'];

/** Shelves and vans, parts that are counted, and their moves, which are never changed. */
export class Stock2026112112960 implements MigrationInterface {
  name = 'Stock2026112112960';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table stock_place (${base}, name text not null, kind text not null default 'WAREHOUSE', technician_id uuid,
        constraint "UQ_b98d1a59686e40d288102f0bd79" unique (tenant_id, name), constraint "PK_8e44559b2868997c1f7d30687e4" primary key (id))`,
      `create table part (${base}, code text not null, name text not null, unit text not null default '', minimum integer not null default '0',
        constraint "UQ_f0b318b9f2628ab4a917b441d33" unique (tenant_id, code), constraint "PK_58888debdf048d2dfe459aa59da" primary key (id))`,
      `create table part_movement (${base}, part_id uuid not null, kind text not null, quantity integer not null, from_place_id uuid, to_place_id uuid, by text not null, note text not null default '',
        constraint part_movement_moves check (quantity > 0 and (from_place_id is not null or to_place_id is not null) and from_place_id is distinct from to_place_id),
        constraint "PK_29de34c43a4b727891affd8c029" primary key (id),
        constraint "FK_924a031a3c1e78402b3f0c5701d" foreign key (part_id) references part (id),
        constraint "FK_f03b077b107fb1b97c46b361152" foreign key (from_place_id) references stock_place (id),
        constraint "FK_7bc934a7cf5996638f5ec26bda5" foreign key (to_place_id) references stock_place (id))`,
      `create index "IDX_924a031a3c1e78402b3f0c5701" on part_movement (part_id)`,
      `create index "IDX_f03b077b107fb1b97c46b36115" on part_movement (from_place_id)`,
      `create index "IDX_7bc934a7cf5996638f5ec26bda" on part_movement (to_place_id)`,
      ...tables.flatMap((table) => [
        `alter table ${table} enable row level security`,
        `alter table ${table} force row level security`,
        `create policy system on ${table} to demarc_system using (true) with check (true)`,
        `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
        `create policy office_rows on ${table} as restrictive to demarc_app using (${staff}) with check (${staff})`,
      ]),
      `create trigger append_only before update or delete on part_movement for each row execute function refuse_change()`,
      `create trigger append_only_whole before truncate on part_movement for each statement execute function refuse_change()`,
      `revoke update, delete, truncate on part_movement from demarc_app, demarc_system`,
      `alter table device add column stock_place_id uuid, add constraint "FK_c5a38e238a03255554f2bc52c6c" foreign key (stock_place_id) references stock_place (id)`,
      `create index "IDX_c5a38e238a03255554f2bc52c6" on device (stock_place_id)`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table device drop column stock_place_id`);
    for (const table of tables.toReversed()) await runner.query(`drop table ${table}`);
  }
}
