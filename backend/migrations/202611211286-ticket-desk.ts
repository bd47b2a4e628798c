import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const customer = '(select current_customer())';
const head = `"id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()`;

/** Rows of a tenant; what a customer may see and write of them is said beside. */
function secured(table: string): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy system on ${table} to demarc_system using (true) with check (true)`,
    `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
  ];
}

/** Tags, merging, photos, saved replies, articles, a customer's verdict, and words by which tickets are found. */
export class TicketDesk2026112112860 implements MigrationInterface {
  name = 'TicketDesk2026112112860';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create extension if not exists pg_trgm with schema public`,
      `create function fold_text(text) returns text language sql immutable parallel safe strict as $$ select translate(replace(replace(lower(normalize($1, NFC)), 'œ', 'oe'), 'æ', 'ae'), 'àâäáãåçéèêëíìîïñóòôöõúùûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy') $$`,
      `alter table ticket add tags text array not null default '{}', add merged_into_id uuid, add follows_id uuid, add rating integer, add rating_text text not null default ''`,
      `alter table ticket add constraint "FK_3da6edef3c2c31937a588d17dc6" foreign key ("merged_into_id") references "ticket"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `alter table ticket add constraint "FK_93f9343fd79c5a6b69a25daad2f" foreign key ("follows_id") references "ticket"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `create index "IDX_ticket_last_message" on ticket (tenant_id, last_message_at)`,
      `create index ticket_words on ticket using gin (fold_text(number || ' ' || subject || ' ' || raised_by) gin_trgm_ops)`,
      `create index ticket_message_words on ticket_message using gin (to_tsvector('simple', fold_text(body)))`,
      `create index customer_name_words on customer using gin (fold_text(name) gin_trgm_ops)`,
      `create table message_file (${head}, message_id uuid, customer_id uuid, uploaded_by text not null, internal boolean not null default false, name text not null, width integer not null, height integer not null, bytes integer not null, file_key text not null, constraint "PK_message_file" primary key (id))`,
      `create index "IDX_message_file_message" on message_file (message_id)`,
      `alter table message_file add constraint "FK_ce0d923377082cc1a791d33ee07" foreign key ("message_id") references "ticket_message"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      ...secured('message_file'),
      `create policy customer_rows on message_file as restrictive to demarc_app using (${staff} or (customer_id = ${customer} and not internal)) with check (${staff} or (customer_id = ${customer} and not internal))`,
      `create table saved_reply (${head}, name text not null, body_fr text not null, body_en text not null, constraint "PK_saved_reply" primary key (id), constraint "UQ_saved_reply_name" unique (tenant_id, name))`,
      ...secured('saved_reply'),
      `create policy customer_rows on saved_reply as restrictive to demarc_app using (${staff}) with check (${staff})`,
      `create table article (${head}, title_fr text not null, title_en text not null, body_fr text not null, body_en text not null, published boolean not null default false, shown integer not null default 0, helped integer not null default 0, constraint "PK_article" primary key (id))`,
      ...secured('article'),
      `create policy customer_rows on article as restrictive for select to demarc_app using (${staff} or published)`,
      `create policy customer_insert on article as restrictive for insert to demarc_app with check (${staff})`,
      `create policy customer_update on article as restrictive for update to demarc_app using (${staff}) with check (${staff})`,
      `create policy customer_delete on article as restrictive for delete to demarc_app using (${staff})`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table article, saved_reply, message_file');
    await runner.query('drop index customer_name_words, ticket_message_words, ticket_words, "IDX_ticket_last_message"');
    await runner.query('alter table ticket drop tags, drop merged_into_id, drop follows_id, drop rating, drop rating_text');
    await runner.query('drop function fold_text(text)');
  }
}
