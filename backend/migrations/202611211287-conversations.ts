import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const customer = '(select current_customer())';

/** What was said moves the conversation of whoever it was said with, however it came into the table: sent, imported or made for the demonstration. */
const KEEP = `create function keep_conversations() returns trigger language plpgsql as $$ begin
  insert into conversation as c (tenant_id, customer_id, channel, last_message_at, last_text, last_author, waiting_since)
  select distinct on (m.customer_id) m.tenant_id, m.customer_id, case when m.author = 'CUSTOMER' then m.channel else 'PORTAL' end, m.sent_at, left(m.body, 160), m.author,
    case when m.author = 'CUSTOMER' and not exists (select from ticket t where t.id = m.ticket_id and t.status in ('RESOLVED', 'CLOSED')) then m.sent_at end
  from added m where m.customer_id is not null and not m.internal order by m.customer_id, m.sent_at desc, m.id desc
  on conflict (tenant_id, customer_id) do update set
    channel = case when excluded.last_author = 'CUSTOMER' then excluded.channel else c.channel end,
    last_message_at = excluded.last_message_at, last_text = excluded.last_text, last_author = excluded.last_author,
    waiting_since = case excluded.last_author when 'STAFF' then null when 'CUSTOMER' then coalesce(c.waiting_since, excluded.waiting_since) else c.waiting_since end
    where excluded.last_message_at >= c.last_message_at;
  return null;
end $$`;

/** One conversation with each customer over every channel, and with each number or address nobody knows yet. */
export class Conversations2026112112870 implements MigrationInterface {
  name = 'Conversations2026112112870';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table conversation ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), customer_id uuid, address text, channel text not null default 'PORTAL', last_message_at timestamp with time zone not null default now(), last_text text not null default '', last_author text not null default 'CUSTOMER', waiting_since timestamp with time zone, seen_at timestamp with time zone, constraint "PK_conversation" primary key (id), constraint "UQ_conversation_customer" unique (tenant_id, customer_id), constraint "UQ_conversation_address" unique (tenant_id, address))`,
      `create index "IDX_conversation_last" on conversation (tenant_id, last_message_at)`,
      `alter table conversation enable row level security`,
      `alter table conversation force row level security`,
      `create policy system on conversation to demarc_system using (true) with check (true)`,
      `create policy tenant_rows on conversation to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
      `create policy customer_rows on conversation as restrictive to demarc_app using (${staff} or customer_id = ${customer}) with check (${staff} or customer_id = ${customer})`,
      `alter table ticket_message alter ticket_id drop not null, add conversation_id uuid`,
      `create index "IDX_ticket_message_customer" on ticket_message (customer_id, sent_at)`,
      `create index "IDX_ticket_message_conversation" on ticket_message (conversation_id)`,
      `insert into conversation (tenant_id, customer_id, channel, last_message_at, last_text, last_author)
       select distinct on (tenant_id, customer_id) tenant_id, customer_id, channel, sent_at, left(body, 160), author from ticket_message where customer_id is not null and not internal order by tenant_id, customer_id, sent_at desc, id desc`,
      KEEP,
      `create trigger keep_conversations after insert on ticket_message referencing new table as added for each statement execute function keep_conversations()`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger keep_conversations on ticket_message');
    await runner.query('drop function keep_conversations()');
    await runner.query('delete from ticket_message where ticket_id is null');
    await runner.query('alter table ticket_message alter ticket_id set not null, drop conversation_id');
    await runner.query('drop index "IDX_ticket_message_customer"');
    await runner.query('drop table conversation');
  }
}
