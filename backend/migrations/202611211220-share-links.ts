import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';

/** Links that show one place to people without an account; off until a provider wants them. */
export class ShareLinks2026112112200 implements MigrationInterface {
  name = 'ShareLinks2026112112200';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `alter table tenant add share_links boolean not null default false`,
      `CREATE TABLE "share_link" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "label" text NOT NULL, "customer_id" uuid NOT NULL, "location_id" uuid NOT NULL, "hash" text NOT NULL, "created_by_name" text NOT NULL, "last_used_at" TIMESTAMP WITH TIME ZONE, "revoked_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_share_link" PRIMARY KEY ("id"))`,
      `CREATE UNIQUE INDEX "UQ_share_link_hash" ON "share_link" ("hash")`,
      `CREATE INDEX "IDX_share_link_customer" ON "share_link" ("customer_id")`,
      `alter table share_link add constraint "FK_share_link_location" foreign key ("location_id") references "service_location"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `alter table share_link enable row level security`,
      `alter table share_link force row level security`,
      `create policy system on share_link to demarc_system using (true) with check (true)`,
      `create policy tenant_rows on share_link to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
      `create policy customer_rows on share_link as restrictive to demarc_app using (${staff}) with check (${staff})`,
      `revoke delete on share_link from demarc_app`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table share_link');
    await runner.query('alter table tenant drop share_links');
  }
}
