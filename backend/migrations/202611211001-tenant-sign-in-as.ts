import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The identities that the demo tenant's sign-in page offers. */
export class TenantSignInAs2026112110010 implements MigrationInterface {
  name = 'TenantSignInAs2026112110010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table tenant add sign_in_as jsonb not null default '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table tenant drop column sign_in_as');
  }
}
