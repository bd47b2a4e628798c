import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit log only grows: even the system's role and the owner of the schema are refused a change. */
export class AuditAppendOnly2026112111060 implements MigrationInterface {
  name = 'AuditAppendOnly2026112111060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create function refuse_change() returns trigger language plpgsql as $$ begin raise exception '% only grows', tg_table_name using errcode = '42501'; end $$`);
    await runner.query(`create trigger append_only before update or delete on audit_entry for each row execute function refuse_change()`);
    await runner.query(`create trigger append_only_whole before truncate on audit_entry for each statement execute function refuse_change()`);
    await runner.query(`revoke update, delete, truncate on audit_entry from demarc_app, demarc_system`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger append_only on audit_entry`);
    await runner.query(`drop trigger append_only_whole on audit_entry`);
    await runner.query(`drop function refuse_change()`);
  }
}
