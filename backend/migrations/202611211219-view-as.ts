import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions in which the office sees what a customer sees, and whether a provider wants that. */
export class ViewAs2026112112190 implements MigrationInterface {
  name = 'ViewAs2026112112190';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table session add viewed_by uuid, add viewed_by_name text');
    await runner.query('alter table tenant add view_as_customer boolean not null default true');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table session drop viewed_by, drop viewed_by_name');
    await runner.query('alter table tenant drop view_as_customer');
  }
}
