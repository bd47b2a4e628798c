import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why an invoice was made void, and when a customer came back from the payment page. */
export class VoidReasonAndCheckoutReturns2026112110400 implements MigrationInterface {
  name = 'VoidReasonAndCheckoutReturns2026112110400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table "invoice" add "void_reason" text`);
    await runner.query(`alter table "checkout_session" add "returned_at" timestamp with time zone`);
    await runner.query(`alter table "checkout_session" add "checked_at" timestamp with time zone`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table "checkout_session" drop "checked_at"`);
    await runner.query(`alter table "checkout_session" drop "returned_at"`);
    await runner.query(`alter table "invoice" drop "void_reason"`);
  }
}
