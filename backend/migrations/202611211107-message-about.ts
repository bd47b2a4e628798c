import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a message is about, so that the same news is not told twice. */
export class MessageAbout2026112111070 implements MigrationInterface {
  name = 'MessageAbout2026112111070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "outgoing_message" ADD "about" text`);
    await runner.query(`CREATE INDEX "IDX_outgoing_message_about" ON "outgoing_message" ("about")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "outgoing_message" DROP COLUMN "about"`);
  }
}
