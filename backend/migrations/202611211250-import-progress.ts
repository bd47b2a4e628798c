import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far an import is, and its remarks in their order. */
export class ImportProgress2026112112500 implements MigrationInterface {
  name = 'ImportProgress2026112112500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table import_run add progress jsonb');
    await runner.query('drop index "IDX_62d9960bb202ebd7545e8c5310"');
    await runner.query('create index import_issue_in_order on import_issue (run_id, created_at, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index import_issue_in_order');
    await runner.query('create index "IDX_62d9960bb202ebd7545e8c5310" on import_issue (run_id)');
    await runner.query('alter table import_run drop column progress');
  }
}
