import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What providers say in their own words: only ever added to, and never seen by customers. */
export class LetterWordings2026112114200 implements MigrationInterface {
  name = 'LetterWordings2026112114200';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `create table letter_wording ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), template text not null, variant text not null, language text not null, version integer not null, subject text, heading text, body text, sms text, by text not null, constraint "PK_letter_wording" primary key (id), constraint "UQ_letter_wording" unique (tenant_id, template, variant, language, version))`,
      'alter table letter_wording enable row level security',
      'alter table letter_wording force row level security',
      'create policy system on letter_wording to demarc_system using (true) with check (true)',
      'create policy tenant_rows on letter_wording to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))',
      'create policy staff_rows on letter_wording as restrictive to demarc_app using ((select sees_all_customers())) with check ((select sees_all_customers()))',
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table letter_wording');
  }
}
