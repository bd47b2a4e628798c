import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';

/** What sign-in keeps: whom a link was sent to, which browser holds a session, limits as one row each, and the tenant's choices. */
export class SignIn2026112111050 implements MigrationInterface {
  name = 'SignIn2026112111050';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `ALTER TABLE "session" ADD "link_id" uuid`,
      `ALTER TABLE "session" ADD "browser" text`,
      `CREATE INDEX "IDX_session_link" ON "session" ("link_id")`,
      `ALTER TABLE "sign_in_link" ADD "subject" text NOT NULL`,
      `ALTER TABLE "sign_in_link" ADD "name" text NOT NULL`,
      `ALTER TABLE "sign_in_link" ADD "email" text`,
      `ALTER TABLE "sign_in_link" ADD "phone" text`,
      `ALTER TABLE "sign_in_link" ADD "language" text NOT NULL`,
      `create policy tenant_rows on sign_in_link to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
      `create policy customer_rows on sign_in_link as restrictive to demarc_app using (${staff}) with check (${staff})`,
      `grant select, insert, update on sign_in_link to demarc_app`,
      `drop table "rate_hit"`,
      `CREATE TABLE "rate_window" ("bucket" text NOT NULL, "hits" TIMESTAMP WITH TIME ZONE array NOT NULL, "accepted" boolean NOT NULL DEFAULT true, "until" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_rate_window" PRIMARY KEY ("bucket"))`,
      `CREATE INDEX "IDX_rate_window_until" ON "rate_window" ("until")`,
      `alter table rate_window enable row level security`,
      `alter table rate_window force row level security`,
      `create policy system on rate_window to demarc_system using (true) with check (true)`,
      `revoke all on rate_window from demarc_app`,
      `ALTER TABLE "tenant" ADD "link_hours" integer NOT NULL DEFAULT '24'`,
      `ALTER TABLE "tenant" ADD "link_use" text NOT NULL DEFAULT 'BROWSER'`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table "tenant" drop column "link_hours", drop column "link_use"`);
    await runner.query(`drop table "rate_window"`);
    await runner.query(`alter table "session" drop column "link_id", drop column "browser"`);
  }
}
