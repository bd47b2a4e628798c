import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const customer = '(select current_customer())';
const BOOKS = ['ledger_operation', 'ledger_entry'];

/** Customers read their own account in the books; a message can carry a paper. */
export class Statements2026112114100 implements MigrationInterface {
  name = 'Statements2026112114100';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of BOOKS) {
      await runner.query(`drop policy customer_rows on ${table}`);
      await runner.query(`create policy customer_rows on ${table} as restrictive to demarc_app using (${staff} or customer_id = ${customer}) with check (${staff})`);
    }
    await runner.query(`alter table outgoing_message add attachment_name text, add attachment bytea`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table outgoing_message drop attachment_name, drop attachment`);
    for (const table of BOOKS) {
      await runner.query(`drop policy customer_rows on ${table}`);
      await runner.query(`create policy customer_rows on ${table} as restrictive to demarc_app using (${staff}) with check (${staff})`);
    }
  }
}
