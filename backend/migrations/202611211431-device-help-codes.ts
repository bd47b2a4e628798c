import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The code that each device carries, behind which anybody finds help for it. */
export class DeviceHelpCodes2026112114310 implements MigrationInterface {
  name = 'DeviceHelpCodes2026112114310';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create function new_code() returns text language sql volatile as $$ select replace(gen_random_uuid()::text, '-', '') $$`);
    await runner.query(`alter table device add help_code text not null default new_code()`);
    await runner.query(`create unique index "UQ_device_help_code" on device (help_code)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table device drop help_code`);
    await runner.query(`drop function new_code()`);
  }
}
