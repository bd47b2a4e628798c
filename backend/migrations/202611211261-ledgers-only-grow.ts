import type { MigrationInterface, QueryRunner } from 'typeorm';

const LEDGERS = ['device_movement', 'field_command'];

/** Where devices went and what the field did only grows: even the system's role and the owner of the schema are refused a change. */
export class LedgersOnlyGrow2026112112610 implements MigrationInterface {
  name = 'LedgersOnlyGrow2026112112610';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of LEDGERS) {
      await runner.query(`create trigger append_only before update or delete on ${table} for each row execute function refuse_change()`);
      await runner.query(`create trigger append_only_whole before truncate on ${table} for each statement execute function refuse_change()`);
      await runner.query(`revoke update, delete, truncate on ${table} from demarc_app, demarc_system`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of LEDGERS) {
      await runner.query(`drop trigger append_only on ${table}`);
      await runner.query(`drop trigger append_only_whole on ${table}`);
    }
  }
}
