import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';

/** The words of the register's streets, each once, and the streets by their words: what is spelled right needs no comparing of likeness, and what is not is compared with words and not with streets. */
export class AddressWords2026112215010 implements MigrationInterface {
  name = 'AddressWords2026112215010';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      'create table address_word (id uuid not null default new_id(), tenant_id uuid not null default current_tenant(), created_at timestamptz not null default now(), word text not null, constraint "PK_address_word" primary key (id), constraint "UQ_address_word" unique (tenant_id, word))',
      'create index address_word_letters on address_word using gin (word gin_trgm_ops)',
      'alter table address_word enable row level security',
      'alter table address_word force row level security',
      'create policy system on address_word to demarc_system using (true) with check (true)',
      'create policy tenant_rows on address_word to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))',
      `create policy office_rows on address_word as restrictive to demarc_app using (${staff}) with check (${staff})`,
      `create function address_words() returns trigger language plpgsql as $$ begin
        insert into address_word (tenant_id, word) select distinct s.tenant_id, w.word from added s, unnest(array_remove(string_to_array(s.folded, ' '), '')) w(word) on conflict do nothing;
        return null;
      end $$`,
      'create trigger address_words after insert on address_street referencing new table as added for each statement execute function address_words()',
      `insert into address_word (tenant_id, word) select distinct s.tenant_id, w.word from address_street s, unnest(array_remove(string_to_array(s.folded, ' '), '')) w(word)`,
      `create index address_street_lexemes on address_street using gin (array_to_tsvector(array_remove(string_to_array(folded, ' '), '')))`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index address_street_lexemes');
    await runner.query('drop trigger address_words on address_street');
    await runner.query('drop function address_words()');
    await runner.query('drop table address_word');
  }
}
