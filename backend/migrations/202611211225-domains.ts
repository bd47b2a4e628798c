import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Domains with their state, languages that are offered, lengths of sessions, and tokens that carry a session to a vanity host. */
export class Domains2026112112250 implements MigrationInterface {
  name = 'Domains2026112112250';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `ALTER TABLE "tenant" ADD "languages" text array NOT NULL DEFAULT '{FR,EN}'`,
      `ALTER TABLE "tenant" ADD "customer_session_days" integer NOT NULL DEFAULT '30'`,
      `ALTER TABLE "tenant" ADD "staff_session_days" integer NOT NULL DEFAULT '7'`,
      `ALTER TABLE "tenant" ADD "technician_session_days" integer NOT NULL DEFAULT '30'`,
      `ALTER TABLE "tenant_domain" DROP CONSTRAINT "PK_60f1d0b8c2be7e8c5fcb1c480ab"`,
      `ALTER TABLE "tenant_domain" ADD "id" uuid NOT NULL DEFAULT new_id()`,
      `ALTER TABLE "tenant_domain" ADD CONSTRAINT "PK_d846ad4a0e476beca719ed8aa33" PRIMARY KEY ("id")`,
      `ALTER TABLE "tenant_domain" ALTER COLUMN "tenant_id" SET DEFAULT current_tenant()`,
      `ALTER TABLE "tenant_domain" ADD "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()`,
      `ALTER TABLE "tenant_domain" ADD "kind" text NOT NULL DEFAULT 'CANONICAL'`,
      `ALTER TABLE "tenant_domain" ADD "active_since" TIMESTAMP WITH TIME ZONE DEFAULT now()`,
      `ALTER TABLE "tenant_domain" ADD "checked_at" TIMESTAMP WITH TIME ZONE`,
      `ALTER TABLE "tenant_domain" ADD "problem" text`,
      `ALTER TABLE "tenant_domain" ADD "points_at" text`,
      `ALTER TABLE "tenant_domain" ADD CONSTRAINT "UQ_6399387c593d758a0eb156dcbd4" UNIQUE ("tenant_id", "host")`,
      `CREATE UNIQUE INDEX "UQ_tenant_domain_active" ON "tenant_domain" ("host") WHERE active_since is not null`,
      `CREATE TABLE "transfer_token" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "hash" text NOT NULL, "session_id" uuid NOT NULL, "host" text NOT NULL, "browser" text NOT NULL, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "UQ_f14f96dea6baf1efc6c72c6872e" UNIQUE ("hash"), CONSTRAINT "PK_b27b1150b8a7af68424540613c7" PRIMARY KEY ("id"))`,
      `CREATE INDEX "IDX_transfer_token_expires" ON "transfer_token" ("expires_at")`,
      `grant select, insert, update, delete on tenant_domain to demarc_app`,
      `alter table transfer_token enable row level security`,
      `alter table transfer_token force row level security`,
      `create policy system on transfer_token to demarc_system using (true) with check (true)`,
    ];
    for (const step of steps) await runner.query(step);
    for (const table of ['tenant_domain', 'transfer_token']) {
      await runner.query(`create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`);
      await runner.query(`create policy customer_rows on ${table} as restrictive to demarc_app using ((select sees_all_customers())) with check ((select sees_all_customers()))`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table transfer_token`);
    for (const policy of ['tenant_rows', 'customer_rows']) await runner.query(`drop policy ${policy} on tenant_domain`);
    await runner.query(`revoke all on tenant_domain from demarc_app`);
    await runner.query(`delete from tenant_domain where active_since is null`);
    await runner.query(`drop index "UQ_tenant_domain_active"`);
    await runner.query(`ALTER TABLE "tenant_domain" DROP CONSTRAINT "UQ_6399387c593d758a0eb156dcbd4", DROP CONSTRAINT "PK_d846ad4a0e476beca719ed8aa33", DROP COLUMN "id", DROP COLUMN "created_at", DROP COLUMN "kind", DROP COLUMN "active_since", DROP COLUMN "checked_at", DROP COLUMN "problem", DROP COLUMN "points_at", ALTER COLUMN "tenant_id" DROP DEFAULT, ADD CONSTRAINT "PK_60f1d0b8c2be7e8c5fcb1c480ab" PRIMARY KEY ("host")`);
    for (const column of ['languages', 'customer_session_days', 'staff_session_days', 'technician_session_days']) await runner.query(`ALTER TABLE "tenant" DROP COLUMN "${column}"`);
  }
}
