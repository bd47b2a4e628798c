import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';

/** Keys with which programs speak for a provider. */
export class ApiKeys2026112112170 implements MigrationInterface {
  name = 'ApiKeys2026112112170';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `CREATE TABLE "api_key" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "name" text NOT NULL, "start" text NOT NULL, "hash" text NOT NULL, "permissions" text array NOT NULL, "created_by" uuid, "created_by_name" text NOT NULL, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "last_used_at" TIMESTAMP WITH TIME ZONE, "revoked_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_api_key" PRIMARY KEY ("id"))`,
      `CREATE UNIQUE INDEX "UQ_api_key_hash" ON "api_key" ("hash")`,
      `alter table api_key enable row level security`,
      `alter table api_key force row level security`,
      `create policy system on api_key to demarc_system using (true) with check (true)`,
      `create policy tenant_rows on api_key to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
      `create policy customer_rows on api_key as restrictive to demarc_app using (${staff}) with check (${staff})`,
      `revoke delete on api_key from demarc_app`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table api_key');
  }
}
