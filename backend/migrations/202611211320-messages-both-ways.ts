import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';

/** What became of a message after it left, and what arrives from outside: mails and texts, taken once each. */
export class MessagesBothWays2026112113200 implements MigrationInterface {
  name = 'MessagesBothWays2026112113200';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `alter table outgoing_message add reason text, add provider_id text, add attempts integer not null default 0, add not_before timestamp with time zone, add claimed_until timestamp with time zone, add delivered_at timestamp with time zone`,
      `update outgoing_message set status = 'REFUSED', reason = 'OTHER' where status = 'FAILED'`,
      `create index "IDX_outgoing_message_provider" on outgoing_message (provider_id)`,
      `create index "IDX_outgoing_message_waiting" on outgoing_message (not_before) where status in ('QUEUED', 'DEFERRED')`,
      `alter table tenant add sms_number text, add quiet_from integer not null default 1260, add quiet_to integer not null default 480`,
      `create unique index "UQ_tenant_sms_number" on tenant (sms_number) where sms_number is not null`,
      `create table inbound_message ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), channel text not null, source_id text not null, sender text not null, subject text, fate text not null default 'WAITING', reason text, payload jsonb not null default '{}', conversation_id uuid, constraint "PK_inbound_message" primary key (id), constraint "UQ_inbound_message_source" unique (tenant_id, source_id))`,
      `create index "IDX_inbound_message_sender" on inbound_message (tenant_id, sender, created_at)`,
      `alter table inbound_message enable row level security`,
      `alter table inbound_message force row level security`,
      `create policy system on inbound_message to demarc_system using (true) with check (true)`,
      `create policy tenant_rows on inbound_message to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
      `create policy staff_rows on inbound_message as restrictive to demarc_app using (${staff}) with check (${staff})`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table inbound_message');
    await runner.query('drop index "UQ_tenant_sms_number"');
    await runner.query('alter table tenant drop sms_number, drop quiet_from, drop quiet_to');
    await runner.query('alter table outgoing_message drop reason, drop provider_id, drop attempts, drop not_before, drop claimed_until, drop delivered_at');
  }
}
