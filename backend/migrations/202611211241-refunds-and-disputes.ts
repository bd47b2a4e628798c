import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const customer = '(select current_customer())';

/** Money that goes back: refunds, and payments that a bank disputes. */
export class RefundsAndDisputes2026112112410 implements MigrationInterface {
  name = 'RefundsAndDisputes2026112112410';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table refund (
        id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now(),
        payment_id uuid not null, customer_id uuid not null, amount bigint not null, currency text not null default 'CAD', status text not null default 'PENDING', reason text not null default '', requested_by text not null default '', stripe_refund_id text, failure text,
        constraint "PK_f1cefa2e60d99b206c46c1116e5" primary key (id), constraint "UQ_fcae866762057d54e19c2a97263" unique (stripe_refund_id), constraint "FK_8e116348330845195dc5b1585fc" foreign key (payment_id) references payment (id))`,
      `create index "IDX_refund_payment" on refund (payment_id)`,
      `create table dispute (
        id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamp with time zone not null default now(),
        payment_id uuid not null, customer_id uuid not null, amount bigint not null, currency text not null default 'CAD', status text not null, reason text not null default '', stripe_dispute_id text not null, answer_by timestamp with time zone, opened_at timestamp with time zone not null, closed_at timestamp with time zone,
        constraint "PK_e2f1f4741f2094ce789b0a7c5b3" primary key (id), constraint "UQ_f464863d78c59139d2d9b632b2e" unique (stripe_dispute_id), constraint "FK_a5182388744492ea4aca0b23488" foreign key (payment_id) references payment (id), constraint "FK_643f6dfbbd0030328cbdb77b589" foreign key (customer_id) references customer (id))`,
      `create index "IDX_dispute_payment" on dispute (payment_id)`,
      ...['refund', 'dispute'].flatMap((table) => [
        `alter table ${table} enable row level security`,
        `alter table ${table} force row level security`,
        `create policy system on ${table} to demarc_system using (true) with check (true)`,
        `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
      ]),
      `create policy customer_rows on refund as restrictive to demarc_app using (${staff} or customer_id = ${customer}) with check (${staff})`,
      `create policy customer_rows on dispute as restrictive to demarc_app using (${staff}) with check (${staff})`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table dispute`);
    await runner.query(`drop table refund`);
  }
}
