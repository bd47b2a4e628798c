import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const customer = '(select current_customer())';
const head = `"id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()`;
const secured = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy system on ${table} to demarc_system using (true) with check (true)`,
  `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
];

/** What customers want to be told, by channel and kind, and numbers that asked for silence. */
export class Consents2026112113210 implements MigrationInterface {
  name = 'Consents2026112113210';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table message_consent (${head}, customer_id uuid not null, channel text not null, kind text not null, granted boolean not null, changed_at timestamp with time zone not null, changed_by text not null, constraint "PK_message_consent" primary key (id), constraint "UQ_message_consent" unique (tenant_id, customer_id, channel, kind))`,
      ...secured('message_consent'),
      `create policy customer_rows on message_consent as restrictive to demarc_app using (${staff} or customer_id = ${customer}) with check (${staff} or customer_id = ${customer})`,
      `create table stopped_number (${head}, last_ten text not null, constraint "PK_stopped_number" primary key (id), constraint "UQ_stopped_number" unique (tenant_id, last_ten))`,
      ...secured('stopped_number'),
      `create policy staff_rows on stopped_number as restrictive to demarc_app using (${staff}) with check (${staff})`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table message_consent, stopped_number');
  }
}
