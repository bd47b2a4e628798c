import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = ['sign_in_code', 'contact_password', 'contact_password_token', 'staff_password_token', 'contact_totp', 'staff_totp', 'contact_recovery_code', 'staff_recovery_code', 'contact_passkey', 'staff_passkey', 'passkey_challenge'];

/** What people prove who they are with: codes, passwords, authenticator apps and passkeys; the portal's and the office's apart. */
export class Proofs2026112112060 implements MigrationInterface {
  name = 'Proofs2026112112060';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `CREATE TABLE "sign_in_code" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "purpose" text NOT NULL, "about" text NOT NULL, "browser" text NOT NULL, "seal" text NOT NULL, "tries" integer NOT NULL DEFAULT '0', "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE, "staff_id" uuid, "choices" jsonb NOT NULL DEFAULT '[]', "name" text NOT NULL DEFAULT '', "email" text, "phone" text, "language" text NOT NULL DEFAULT 'FR', CONSTRAINT "PK_80e522b641e5908c185e75fc3b9" PRIMARY KEY ("id"))`,
      `CREATE INDEX "IDX_sign_in_code_asked" ON "sign_in_code" ("tenant_id", "browser", "about")`,
      `CREATE TABLE "contact_password" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "owner_id" uuid NOT NULL, "hash" text, "invited_at" TIMESTAMP WITH TIME ZONE NOT NULL, "activated_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "UQ_c569408788222e53b57efdd6269" UNIQUE ("owner_id"), CONSTRAINT "PK_317f29dab13206d8795333a63cc" PRIMARY KEY ("id"))`,
      `CREATE TABLE "contact_password_token" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "owner_id" uuid NOT NULL, "kind" text NOT NULL, "hash" text NOT NULL, "name" text NOT NULL, "email" text NOT NULL, "language" text NOT NULL, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE, "customer_id" uuid NOT NULL, CONSTRAINT "UQ_1139fe4480cb4196e94ce29e591" UNIQUE ("hash"), CONSTRAINT "PK_aa6932e865ad7e30c4f7871ec36" PRIMARY KEY ("id"))`,
      `CREATE INDEX "IDX_3b108d812009e9f441ca7ad9e6" ON "contact_password_token" ("owner_id")`,
      `CREATE TABLE "staff_password_token" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "owner_id" uuid NOT NULL, "kind" text NOT NULL, "hash" text NOT NULL, "name" text NOT NULL, "email" text NOT NULL, "language" text NOT NULL, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "UQ_b95173831d928bb10f8e66fcb4a" UNIQUE ("hash"), CONSTRAINT "PK_34abc72ba8ffd6c60a5904b38e3" PRIMARY KEY ("id"))`,
      `CREATE INDEX "IDX_d948a3d043a00d95092d7415cf" ON "staff_password_token" ("owner_id")`,
      `CREATE TABLE "contact_totp" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "owner_id" uuid NOT NULL, "secret" text NOT NULL, "confirmed_at" TIMESTAMP WITH TIME ZONE, "last_step" integer NOT NULL DEFAULT '0', CONSTRAINT "UQ_359073b76c3e2bc172d550e6e29" UNIQUE ("owner_id"), CONSTRAINT "PK_d6083d0782b88f5f2b92b2e388e" PRIMARY KEY ("id"))`,
      `CREATE TABLE "staff_totp" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "owner_id" uuid NOT NULL, "secret" text NOT NULL, "confirmed_at" TIMESTAMP WITH TIME ZONE, "last_step" integer NOT NULL DEFAULT '0', CONSTRAINT "UQ_e568880a6129f8206d61866a019" UNIQUE ("owner_id"), CONSTRAINT "PK_3ffe2b6c8876ca9ea6654f7e590" PRIMARY KEY ("id"))`,
      `CREATE TABLE "contact_recovery_code" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "owner_id" uuid NOT NULL, "hash" text NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "UQ_959aeea424dc76c28cd7b04d8cf" UNIQUE ("owner_id", "hash"), CONSTRAINT "PK_062f7bfdad76faac90db40ef070" PRIMARY KEY ("id"))`,
      `CREATE TABLE "staff_recovery_code" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "owner_id" uuid NOT NULL, "hash" text NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "UQ_930e4bcea21745a7fb4a103ba4b" UNIQUE ("owner_id", "hash"), CONSTRAINT "PK_4c362f6c768900642ea531ee06c" PRIMARY KEY ("id"))`,
      `CREATE TABLE "contact_passkey" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "owner_id" uuid NOT NULL, "name" text NOT NULL, "credential_id" text NOT NULL, "public_key" bytea NOT NULL, "counter" bigint NOT NULL DEFAULT '0', "transports" text array NOT NULL DEFAULT '{}', "rp_id" text NOT NULL, "synced" boolean NOT NULL DEFAULT false, "last_used_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "UQ_ce22bdad86040284f594021e4b7" UNIQUE ("tenant_id", "credential_id"), CONSTRAINT "PK_56a81cc47f81bbfa2f1f0931289" PRIMARY KEY ("id"))`,
      `CREATE INDEX "IDX_32a5412dfde02096fc6f00d6ef" ON "contact_passkey" ("owner_id")`,
      `CREATE TABLE "staff_passkey" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "owner_id" uuid NOT NULL, "name" text NOT NULL, "credential_id" text NOT NULL, "public_key" bytea NOT NULL, "counter" bigint NOT NULL DEFAULT '0', "transports" text array NOT NULL DEFAULT '{}', "rp_id" text NOT NULL, "synced" boolean NOT NULL DEFAULT false, "last_used_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "UQ_8f5df4246f9e3a2751655dd8fa8" UNIQUE ("tenant_id", "credential_id"), CONSTRAINT "PK_56f2d00f2608568e00f64fd1a6d" PRIMARY KEY ("id"))`,
      `CREATE INDEX "IDX_8c91d97600473785b220d14bb8" ON "staff_passkey" ("owner_id")`,
      `CREATE TABLE "passkey_challenge" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "browser" text NOT NULL, "challenge" text NOT NULL, "owner_id" uuid, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_aea61bf645973e49c770a7f4203" PRIMARY KEY ("id"))`,
      `CREATE INDEX "IDX_passkey_challenge_expires" ON "passkey_challenge" ("expires_at")`,
      `ALTER TABLE "session" ADD "method" text NOT NULL DEFAULT 'link'`,
      `ALTER TABLE "session" ADD "verified_at" TIMESTAMP WITH TIME ZONE`,
      `ALTER TABLE "session" ADD "choices" jsonb NOT NULL DEFAULT '[]'`,
    ];
    for (const step of steps) await runner.query(step);
    for (const table of tables) {
      await runner.query(`alter table "${table}" enable row level security`);
      await runner.query(`alter table "${table}" force row level security`);
      await runner.query(`create policy system on "${table}" to demarc_system using (true) with check (true)`);
      await runner.query(`create policy tenant_rows on "${table}" to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`);
      await runner.query(`create policy customer_rows on "${table}" as restrictive to demarc_app using ((select sees_all_customers())) with check ((select sees_all_customers()))`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "session" DROP COLUMN "method", DROP COLUMN "verified_at", DROP COLUMN "choices"`);
    for (const table of tables) await runner.query(`drop table "${table}"`);
  }
}
