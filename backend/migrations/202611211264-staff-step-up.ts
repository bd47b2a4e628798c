import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the office has to prove once more who they are for. */
export class StaffStepUp2026112112640 implements MigrationInterface {
  name = 'StaffStepUp2026112112640';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "tenant" ADD "staff_step_up" text array NOT NULL DEFAULT '{MONEY}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "tenant" DROP COLUMN "staff_step_up"`);
  }
}
