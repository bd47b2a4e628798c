import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';

/** The mailbox of a provider, from which mail is fetched. */
export class Mailbox2026112215000 implements MigrationInterface {
  name = 'Mailbox2026112215000';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table mailbox (id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamptz not null default now(), host text not null, port integer not null, account text not null, password text not null, folder text not null default 'INBOX',
        enabled boolean not null default true, since timestamptz not null, checked_at timestamptz, last_mail_at timestamptz, problem text, failures integer not null default 0, rests_until timestamptz, claimed_until timestamptz, constraint "PK_mailbox" primary key (id), constraint "UQ_mailbox_tenant" unique (tenant_id))`,
      'alter table mailbox enable row level security',
      'alter table mailbox force row level security',
      'create policy tenant_rows on mailbox to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))',
      `create policy staff_rows on mailbox as restrictive to demarc_app using (${staff}) with check (${staff})`,
      'create policy system on mailbox to demarc_system using (true) with check (true)',
      'grant select, insert, update, delete on mailbox to demarc_app',
      'grant select, insert, update, delete on mailbox to demarc_system',
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table mailbox');
  }
}
