import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The words a ticket is found by, folded once when they are written: comparing them folds nothing any more. */
export class TicketWords2026112115100 implements MigrationInterface {
  name = 'TicketWords2026112115100';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `alter table ticket add words text not null default ''`,
      `create function ticket_words() returns trigger language plpgsql as $$ begin new.words := fold_text(new.number || ' ' || new.subject || ' ' || new.raised_by); return new; end $$`,
      `create trigger ticket_words before insert or update of number, subject, raised_by on ticket for each row execute function ticket_words()`,
      `update ticket set words = fold_text(number || ' ' || subject || ' ' || raised_by)`,
      'drop index ticket_words',
      'create index ticket_words on ticket using gin (words gin_trgm_ops)',
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index ticket_words');
    await runner.query('drop trigger ticket_words on ticket');
    await runner.query('drop function ticket_words()');
    await runner.query('alter table ticket drop words');
    await runner.query(`create index ticket_words on ticket using gin (fold_text(number || ' ' || subject || ' ' || raised_by) gin_trgm_ops)`);
  }
}
