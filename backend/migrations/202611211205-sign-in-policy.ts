import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How people of a tenant may sign in, in which order, and what they must prove themselves once more for. */
export class SignInPolicy2026112112050 implements MigrationInterface {
  name = 'SignInPolicy2026112112050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "tenant" ADD "household_sign_in" text array NOT NULL DEFAULT '{LINK,CODE}'`);
    await runner.query(`ALTER TABLE "tenant" ADD "company_sign_in" text array NOT NULL DEFAULT '{PASSWORD,OIDC}'`);
    await runner.query(`ALTER TABLE "tenant" ADD "company_totp" boolean NOT NULL DEFAULT true`);
    await runner.query(`ALTER TABLE "tenant" ADD "staff_sign_in" text array NOT NULL DEFAULT '{LINK,PASSWORD,OIDC,PASSKEY}'`);
    await runner.query(`ALTER TABLE "tenant" ADD "staff_totp" boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE "tenant" ADD "step_up" text array NOT NULL DEFAULT '{MONEY,CONTRACTS,CONTACTS,WIFI}'`);
    await runner.query(`ALTER TABLE "tenant" ADD "step_up_minutes" integer NOT NULL DEFAULT '15'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['household_sign_in', 'company_sign_in', 'company_totp', 'staff_sign_in', 'staff_totp', 'step_up', 'step_up_minutes']) await runner.query(`ALTER TABLE "tenant" DROP COLUMN "${column}"`);
  }
}
