import type { MigrationInterface, QueryRunner } from 'typeorm';

const mine = '(select sees_all_customers()) or customer_id = (select current_customer())';

/** Times that were offered for a visit, and the times given away: two of the same technician never meet. */
export class Slots2026112113400 implements MigrationInterface {
  name = 'Slots2026112113400';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create extension if not exists btree_gist with schema public`,
      `alter table job add booked tstzrange`,
      `alter table job add constraint job_booked_once exclude using gist (technician_id with =, booked with &&)`,
      `create table slot_offer (id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamptz not null default now(), job_id uuid not null, customer_id uuid not null, job_version integer not null, technician_id uuid not null, seen text not null, starts_at timestamptz not null, leaves_at timestamptz not null, window_start timestamptz not null, window_end timestamptz not null, cost_seconds integer not null, travel_seconds integer not null, metres integer not null, late_seconds integer not null, expires_at timestamptz not null, constraint "PK_slot_offer" primary key (id), constraint "FK_slot_offer_job" foreign key (job_id) references job (id) on delete cascade, constraint "FK_slot_offer_technician" foreign key (technician_id) references technician (id))`,
      `create index "IDX_slot_offer_job" on slot_offer (job_id)`,
      `create index "IDX_slot_offer_technician" on slot_offer (technician_id)`,
      `alter table slot_offer enable row level security`,
      `alter table slot_offer force row level security`,
      `create policy tenant_rows on slot_offer to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
      `create policy customer_rows on slot_offer as restrictive to demarc_app using (${mine}) with check (${mine})`,
      `create policy system on slot_offer to demarc_system using (true) with check (true)`,
      `grant select, insert, update, delete on slot_offer to demarc_app`,
      `grant select, insert, update, delete on slot_offer to demarc_system`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table slot_offer');
    await runner.query('alter table job drop constraint job_booked_once');
    await runner.query('alter table job drop column booked');
  }
}
