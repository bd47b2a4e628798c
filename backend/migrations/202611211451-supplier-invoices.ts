import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was read in the photo of a supplier’s invoice. */
export class SupplierInvoices2026112114510 implements MigrationInterface {
  name = 'SupplierInvoices2026112114510';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table scan add column invoice jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table scan drop column invoice`);
  }
}
