import type { MigrationInterface, QueryRunner } from 'typeorm';

const staff = '(select sees_all_customers())';
const row = `"id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()`;

const secured = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy system on ${table} to demarc_system using (true) with check (true)`,
  `create policy tenant_rows on ${table} to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`,
  `create policy customer_rows on ${table} as restrictive to demarc_app using (${staff}) with check (${staff})`,
];

/** A company's own sign-in (OpenID Connect): where it is, who of its people is who here, and which sessions it opened. */
export class IdentityProviders2026112112180 implements MigrationInterface {
  name = 'IdentityProviders2026112112180';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `CREATE TABLE "identity_provider" (${row}, "label" text NOT NULL, "realm" text NOT NULL, "issuer" text NOT NULL, "client_id" text NOT NULL, "client_secret" text, "scopes" text NOT NULL DEFAULT 'openid profile email', "groups_claim" text NOT NULL DEFAULT 'groups', "roles" jsonb NOT NULL DEFAULT '[]', "trusts_email" boolean NOT NULL DEFAULT false, "enabled" boolean NOT NULL DEFAULT true, "version" integer NOT NULL DEFAULT '1', CONSTRAINT "PK_identity_provider" PRIMARY KEY ("id"))`,
      `CREATE TABLE "provided_identity" (${row}, "provider_id" uuid NOT NULL, "subject" text NOT NULL, "staff_id" uuid NOT NULL, CONSTRAINT "UQ_provided_identity" UNIQUE ("provider_id", "subject"), CONSTRAINT "PK_provided_identity" PRIMARY KEY ("id"))`,
      `CREATE TABLE "provided_session" (${row}, "session_id" uuid NOT NULL, "provider_id" uuid NOT NULL, "subject" text NOT NULL, "sid" text, "id_token" text NOT NULL, CONSTRAINT "UQ_provided_session" UNIQUE ("session_id"), CONSTRAINT "PK_provided_session" PRIMARY KEY ("id"))`,
      `CREATE INDEX "IDX_provided_session_subject" ON "provided_session" ("provider_id", "subject")`,
      ...['identity_provider', 'provided_identity', 'provided_session'].flatMap(secured),
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['provided_session', 'provided_identity', 'identity_provider']) await runner.query(`drop table ${table}`);
  }
}
