import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The settings of a transaction that row-level security reads; nothing set means no rows. */
const functions = [
  `create function current_tenant() returns uuid language sql stable parallel safe as $$ select nullif(current_setting('app.tenant', true), '')::uuid $$`,
  `create function sees_all_customers() returns boolean language sql stable parallel safe as $$ select coalesce(current_setting('app.customer', true), '') = '*' $$`,
  `create function current_customer() returns uuid language sql stable parallel safe as $$ select nullif(nullif(current_setting('app.customer', true), ''), '*')::uuid $$`,
  // UUID version 7 (RFC 9562) also where PostgreSQL does not bring it: milliseconds since 1970 in front of random bits.
  `create function new_id() returns uuid language sql volatile parallel safe as $$ select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid $$`,
  `create function current_tx() returns bigint language sql volatile as $$ select pg_current_xact_id()::text::bigint $$`,
];

const tables = [
  `CREATE TABLE "tenant" ("id" uuid NOT NULL, "slug" text NOT NULL, "name" text NOT NULL, "legal_name" text NOT NULL, "language" text NOT NULL DEFAULT 'FR', "time_zone" text NOT NULL DEFAULT 'America/Toronto', "currency" text NOT NULL DEFAULT 'CAD', "colour" text NOT NULL DEFAULT '#0b6e4f', "logo_url" text, "email" text, "phone" text, "invoice_footer" text NOT NULL DEFAULT '', "terms_days" integer NOT NULL DEFAULT '21', "live" boolean NOT NULL DEFAULT false, "demo" boolean NOT NULL DEFAULT false, "disclosing_sign_in" boolean NOT NULL DEFAULT false, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_abfd243f7bd832e806d19c5a919" UNIQUE ("slug"), CONSTRAINT "PK_da8c6efd67bb301e810e56ac139" PRIMARY KEY ("id"))`,
  `CREATE TABLE "tenant_domain" ("host" text NOT NULL, "tenant_id" uuid NOT NULL, CONSTRAINT "PK_60f1d0b8c2be7e8c5fcb1c480ab" PRIMARY KEY ("host"))`,
  `CREATE TABLE "number_series" ("tenant_id" uuid NOT NULL DEFAULT current_tenant(), "series" text NOT NULL, "last" bigint NOT NULL DEFAULT '0', CONSTRAINT "PK_b52cd8d0e87ad289e0746dcc245" PRIMARY KEY ("tenant_id", "series"))`,
  `CREATE TABLE "customer" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "number" text NOT NULL, "name" text NOT NULL, "kind" text NOT NULL DEFAULT 'RESIDENTIAL', "status" text NOT NULL DEFAULT 'ACTIVE', "language" text NOT NULL DEFAULT 'FR', "currency" text NOT NULL DEFAULT 'CAD', "billing_email" text, "notes" text NOT NULL DEFAULT '', "tags" text array NOT NULL DEFAULT '{}', "legacy_number" text, "source_id" text, "stripe_customer_id" text, CONSTRAINT "UQ_b85662264c8bf86c363672f07b7" UNIQUE ("tenant_id", "source_id"), CONSTRAINT "UQ_c064408e007511401a9ed58caa4" UNIQUE ("tenant_id", "number"), CONSTRAINT "PK_a7a13f4cacb744524e44dfdad32" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_0ce2c7f9d8416eddfaf35dc913" ON "customer"  ("legacy_number") `,
  `CREATE INDEX "IDX_69348b595553264e854b33a405" ON "customer"  ("tenant_id", "name") `,
  `CREATE TABLE "contact" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "name" text NOT NULL, "email" text, "language" text NOT NULL DEFAULT 'FR', CONSTRAINT "PK_2cbbe00f59ab6b3bb5b8d19f989" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_2691c915ab2ea9ddcfad2d6d73" ON "contact"  ("tenant_id", "email") `,
  `CREATE TABLE "customer_contact" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "customer_id" uuid NOT NULL, "contact_id" uuid NOT NULL, "role" text NOT NULL DEFAULT 'OWNER', CONSTRAINT "UQ_62349317c18559094f3d42bc66d" UNIQUE ("customer_id", "contact_id"), CONSTRAINT "PK_2595307eaefa572e332a43f8b88" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_69e4849d6661fd005c8a52846f" ON "customer_contact"  ("contact_id") `,
  `CREATE TABLE "phone" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "customer_id" uuid NOT NULL, "kind" text NOT NULL, "number" text NOT NULL, "last_ten" text NOT NULL, CONSTRAINT "PK_f35e6ee6c1232ce6462505c2b25" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_160429bb0a16fd6977f1bb64e5" ON "phone"  ("customer_id") `,
  `CREATE INDEX "IDX_15f93a59b75eeda0a17453c0dc" ON "phone"  ("tenant_id", "last_ten") `,
  `CREATE TABLE "service_location" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "customer_id" uuid NOT NULL, "name" text NOT NULL DEFAULT 'Principal', "line1" text NOT NULL, "city" text NOT NULL, "province" text NOT NULL DEFAULT 'QC', "postal_code" text NOT NULL DEFAULT '', "lat" double precision, "lon" double precision, "access_notes" text NOT NULL DEFAULT '', "source_id" text, CONSTRAINT "UQ_7e05f3564375692867bd59d684f" UNIQUE ("tenant_id", "source_id"), CONSTRAINT "PK_266d99817ae218f072be6a6c831" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_84b067bd1926c453e5cffabb86" ON "service_location"  ("customer_id") `,
  `CREATE TABLE "device" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "serial" text NOT NULL, "serial_key" text NOT NULL, "mac" text, "barcode" text, "kind" text NOT NULL DEFAULT 'ONT', "brand" text NOT NULL DEFAULT '', "model" text NOT NULL DEFAULT '', "status" text NOT NULL DEFAULT 'IN_STOCK', "customer_id" uuid, "location_id" uuid, "source_id" text, CONSTRAINT "UQ_fb18b460f4d8b396437df921192" UNIQUE ("tenant_id", "source_id"), CONSTRAINT "UQ_289e93b37de3cf1218c6e39ddbd" UNIQUE ("tenant_id", "serial_key"), CONSTRAINT "PK_2dc10972aa4e27c01378dad2c72" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_6247eeee65effc12f2fbe8f8e6" ON "device"  ("customer_id") `,
  `CREATE INDEX "IDX_133d3795779b0d900f86283180" ON "device"  ("location_id") `,
  `CREATE INDEX "IDX_c41b026184169db5ce5c455a62" ON "device"  ("tenant_id", "barcode") `,
  `CREATE INDEX "IDX_f65bc7f60c81536ea76909c92b" ON "device"  ("tenant_id", "mac") `,
  `CREATE TABLE "device_movement" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "device_id" uuid NOT NULL, "kind" text NOT NULL, "customer_id" uuid, "location_id" uuid, "job_id" uuid, "by" text NOT NULL, "note" text NOT NULL DEFAULT '', CONSTRAINT "PK_4fda4f3f4ebfbc81c377cb15f72" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_b3e7150e844367604cfd529f5c" ON "device_movement"  ("device_id") `,
  `CREATE TABLE "staff_user" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "email" text NOT NULL, "name" text NOT NULL, "role" text NOT NULL, "language" text NOT NULL DEFAULT 'FR', "active" boolean NOT NULL DEFAULT true, "password_hash" text, CONSTRAINT "UQ_bd93a6ae69adab9ddeb1ab2f13a" UNIQUE ("tenant_id", "email"), CONSTRAINT "PK_cec9365d9fc3a3409158b645f2e" PRIMARY KEY ("id"))`,
  `CREATE TABLE "role" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "name" text NOT NULL, "permissions" text array NOT NULL, CONSTRAINT "UQ_354286c29a13d31bda0d1d21d18" UNIQUE ("tenant_id", "name"), CONSTRAINT "PK_b36bcfe02fc8de3c57a8b2391c2" PRIMARY KEY ("id"))`,
  `CREATE TABLE "session" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "realm" text NOT NULL, "customer_id" uuid, "contact_id" uuid, "staff_id" uuid, "technician_id" uuid, "device" text NOT NULL DEFAULT '', "last_used_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "revoked_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_f55da76ac1c3ac420f444d2ff11" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_d2ff75316511596841335e82cd" ON "session"  ("customer_id") `,
  `CREATE TABLE "sign_in_link" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "realm" text NOT NULL, "subject_id" uuid, "choices" jsonb NOT NULL DEFAULT '[]', "job_id" uuid, "asked_by" text, "redeemed_by" text, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE, "revoked_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_2e37c859be8a656fef206f62b27" PRIMARY KEY ("id"))`,
  `CREATE TABLE "rate_hit" ("id" BIGSERIAL NOT NULL, "bucket" text NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_1de4ad1c038978a23e5631d1ee7" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_7ae1908934da0ae42049b826bc" ON "rate_hit"  ("bucket", "at") `,
  `CREATE TABLE "ticket" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "number" text NOT NULL, "subject" text NOT NULL, "kind" text NOT NULL DEFAULT 'SUPPORT', "status" text NOT NULL DEFAULT 'OPEN', "priority" text NOT NULL DEFAULT 'MEDIUM', "customer_id" uuid, "location_id" uuid, "device_id" uuid, "assignee_id" uuid, "raised_by" text NOT NULL DEFAULT '', "channel" text NOT NULL DEFAULT 'PORTAL', "opened_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "last_message_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "closed_at" TIMESTAMP WITH TIME ZONE, "condition" text, "source_id" text, CONSTRAINT "UQ_9e25f0dce47188ccf2f0eee8339" UNIQUE ("tenant_id", "source_id"), CONSTRAINT "UQ_18a9c4b4b32f47f79c82d5f4814" UNIQUE ("tenant_id", "number"), CONSTRAINT "PK_d9a0835407701eb86f874474b7c" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "one_open_ticket_per_condition" ON "ticket"  ("tenant_id", "condition") WHERE condition is not null and status not in ('RESOLVED', 'CLOSED')`,
  `CREATE INDEX "IDX_fe4b019477dcc8fd536a71b98f" ON "ticket"  ("tenant_id", "status", "last_message_at") `,
  `CREATE INDEX "IDX_96b35899ef0dd4207de92c8de5" ON "ticket"  ("customer_id", "last_message_at") `,
  `CREATE TABLE "ticket_message" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "ticket_id" uuid NOT NULL, "customer_id" uuid, "author" text NOT NULL, "author_name" text NOT NULL, "channel" text NOT NULL DEFAULT 'PORTAL', "body" text NOT NULL, "internal" boolean NOT NULL DEFAULT false, "sent_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "source_id" text, CONSTRAINT "UQ_e3cfb19f01190d06061506470c9" UNIQUE ("tenant_id", "source_id"), CONSTRAINT "PK_7d7c7fbe3303c18b7dbd6f1ce19" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_4ad0ee7daf9203dfd269bde127" ON "ticket_message"  ("ticket_id") `,
  `CREATE TABLE "device_key" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "name" text NOT NULL, "hash" text NOT NULL, "last_used_at" TIMESTAMP WITH TIME ZONE, "revoked_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "UQ_a3de9ab5a2cf59196b6e0a80f50" UNIQUE ("hash"), CONSTRAINT "PK_8bdde5e284258b561ef9d44e7fe" PRIMARY KEY ("id"))`,
  `CREATE TABLE "sample" ("tenant_id" uuid NOT NULL DEFAULT current_tenant(), "device_id" uuid NOT NULL, "metric" text NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "value" double precision NOT NULL, CONSTRAINT "PK_0a6fcb5a8b9de44909ebd1167f6" PRIMARY KEY ("tenant_id", "device_id", "metric", "at"))`,
  `CREATE TABLE "alert_rule" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "name" text NOT NULL, "metric" text NOT NULL, "comparison" text NOT NULL, "threshold" double precision NOT NULL, "for_seconds" integer NOT NULL, "clear_threshold" double precision NOT NULL, "clear_seconds" integer NOT NULL DEFAULT '60', "cooldown_seconds" integer NOT NULL DEFAULT '0', "enabled" boolean NOT NULL DEFAULT true, "opens_ticket" boolean NOT NULL DEFAULT true, CONSTRAINT "PK_e9bf555f33872d7b50eb2421a17" PRIMARY KEY ("id"))`,
  `CREATE TABLE "alert_event" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "rule_id" uuid NOT NULL, "device_id" uuid NOT NULL, "customer_id" uuid, "onset_at" TIMESTAMP WITH TIME ZONE NOT NULL, "peak_value" double precision NOT NULL, "peak_at" TIMESTAMP WITH TIME ZONE NOT NULL, "cleared_at" TIMESTAMP WITH TIME ZONE, "acknowledged_at" TIMESTAMP WITH TIME ZONE, "acknowledged_by" text, "ticket_id" uuid, CONSTRAINT "PK_1c7366edb86d2fff4713e74c6eb" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_8fde4d164d65e51c1b9f8805a7" ON "alert_event"  ("customer_id") `,
  `CREATE INDEX "IDX_aa9be82811557574cd2334e62f" ON "alert_event"  ("tenant_id", "onset_at", "id") `,
  `CREATE UNIQUE INDEX "one_active_event" ON "alert_event"  ("rule_id", "device_id") WHERE cleared_at is null`,
  `CREATE TABLE "alert_state" ("tenant_id" uuid NOT NULL DEFAULT current_tenant(), "rule_id" uuid NOT NULL, "device_id" uuid NOT NULL, "bad_since" TIMESTAMP WITH TIME ZONE, "good_since" TIMESTAMP WITH TIME ZONE, "worst" double precision, "worst_at" TIMESTAMP WITH TIME ZONE, "cleared_at" TIMESTAMP WITH TIME ZONE, "last_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_db2754995c0ec542b10f95840f3" PRIMARY KEY ("tenant_id", "rule_id", "device_id"))`,
  `CREATE TABLE "audit_entry" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "actor_kind" text NOT NULL, "actor_id" text, "actor_name" text NOT NULL, "action" text NOT NULL, "target" text, "detail" jsonb NOT NULL DEFAULT '{}', "address" text, CONSTRAINT "PK_58a130a4b9da189f46ba2a01801" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_c2d756f4bdce54156a29024193" ON "audit_entry"  ("tenant_id", "created_at") `,
  `CREATE TABLE "catalog_item" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "code" text NOT NULL, "name" text NOT NULL, "group" text NOT NULL, "price" bigint NOT NULL, "currency" text NOT NULL DEFAULT 'CAD', "frequency" text NOT NULL, "requires_visit" boolean NOT NULL DEFAULT false, "taxable" boolean NOT NULL DEFAULT true, "active" boolean NOT NULL DEFAULT true, CONSTRAINT "UQ_e59e42acc44728d5fcc71d16542" UNIQUE ("tenant_id", "code"), CONSTRAINT "PK_8996a1f608499554f35bec8601e" PRIMARY KEY ("id"))`,
  `CREATE TABLE "tax_rate_row" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "province" text NOT NULL, "code" text NOT NULL, "rate_millionths" integer NOT NULL, "valid_from" date NOT NULL, CONSTRAINT "UQ_eae25e6003e7feac99d3ae8cecc" UNIQUE ("tenant_id", "province", "code", "valid_from"), CONSTRAINT "PK_bd80b478de042e8d90a53a5a24f" PRIMARY KEY ("id"))`,
  `CREATE TABLE "subscription" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "customer_id" uuid NOT NULL, "location_id" uuid, "item_id" uuid NOT NULL, "price" bigint NOT NULL, "currency" text NOT NULL DEFAULT 'CAD', "quantity" integer NOT NULL DEFAULT '1', "frequency" text NOT NULL, "status" text NOT NULL DEFAULT 'ACTIVE', "starts_on" date NOT NULL, "ends_on" date, "source_id" text, CONSTRAINT "UQ_3fbdc9692f9bdddd966604d706b" UNIQUE ("tenant_id", "source_id"), CONSTRAINT "PK_8c3e00ebd02103caa1174cd5d9d" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_7dffed392753c0a84d907a4619" ON "subscription"  ("customer_id") `,
  `CREATE INDEX "IDX_98975cea4d80cdf04e97bb393f" ON "subscription"  ("location_id") `,
  `CREATE TABLE "technician" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "name" text NOT NULL, "phone" text, "email" text, "skills" jsonb NOT NULL DEFAULT '[]', "home_lat" double precision, "home_lon" double precision, "shift_start" integer NOT NULL DEFAULT '480', "shift_end" integer NOT NULL DEFAULT '990', "colour" text NOT NULL DEFAULT '#3b6fd4', "active" boolean NOT NULL DEFAULT true, "source_id" text, CONSTRAINT "UQ_cda825ebb454ddf6722c846f177" UNIQUE ("tenant_id", "source_id"), CONSTRAINT "PK_465640daf2153d02a5114c86e95" PRIMARY KEY ("id"))`,
  `CREATE TABLE "job" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "number" text NOT NULL, "title" text NOT NULL, "kind" text NOT NULL DEFAULT 'REPAIR', "status" text NOT NULL DEFAULT 'OPEN', "priority" text NOT NULL DEFAULT 'MEDIUM', "duration_minutes" integer NOT NULL DEFAULT '60', "day" date, "starts_at" TIMESTAMP WITH TIME ZONE, "ends_at" TIMESTAMP WITH TIME ZONE, "window_start" TIMESTAMP WITH TIME ZONE, "window_end" TIMESTAMP WITH TIME ZONE, "technician_id" uuid, "customer_id" uuid NOT NULL, "location_id" uuid, "ticket_id" uuid, "device_id" uuid, "skills" jsonb NOT NULL DEFAULT '[]', "checklist" jsonb NOT NULL DEFAULT '[]', "notes" text NOT NULL DEFAULT '', "version" integer NOT NULL DEFAULT '1', "en_route_at" TIMESTAMP WITH TIME ZONE, "arrived_at" TIMESTAMP WITH TIME ZONE, "completed_at" TIMESTAMP WITH TIME ZONE, "outcome" text NOT NULL DEFAULT '', "source_id" text, CONSTRAINT "UQ_b70b1c152db35294b3926ed54af" UNIQUE ("tenant_id", "source_id"), CONSTRAINT "UQ_7a95b77d5035a988817c602bb2f" UNIQUE ("tenant_id", "number"), CONSTRAINT "PK_98ab1c14ff8d1cf80d18703b92f" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_a3abd8bef88c531323d3a4aa93" ON "job"  ("customer_id") `,
  `CREATE INDEX "IDX_3d343b256ea49f5c1c2146c259" ON "job"  ("ticket_id") `,
  `CREATE INDEX "IDX_10b284e0933e3bafa4842796dd" ON "job"  ("technician_id", "day") `,
  `CREATE INDEX "IDX_637823ff95674a341521ab6f8d" ON "job"  ("tenant_id", "day") `,
  `CREATE TABLE "job_history" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "job_id" uuid NOT NULL, "customer_id" uuid NOT NULL, "what" text NOT NULL, "by" text NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "detail" jsonb NOT NULL DEFAULT '{}', CONSTRAINT "PK_688f25ad49557eed88dbaaf5a96" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_a7ca12187f1f072615ad467601" ON "job_history"  ("job_id") `,
  `CREATE TABLE "job_photo" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "job_id" uuid NOT NULL, "customer_id" uuid NOT NULL, "file_key" text NOT NULL, "caption" text NOT NULL DEFAULT '', "taken_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_6cd475f53eecbc7828d24fc5d88" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_add08edb7a26adc62b8b661d7d" ON "job_photo"  ("job_id") `,
  `CREATE TABLE "field_phone" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "device_id" text NOT NULL, "technician_id" uuid NOT NULL, "last_contact_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "last_seq" integer NOT NULL DEFAULT '0', "pending" integer NOT NULL DEFAULT '0', "app_version" text NOT NULL DEFAULT '', CONSTRAINT "UQ_fee39102fd36067250b10b8345a" UNIQUE ("tenant_id", "device_id"), CONSTRAINT "PK_0575f89e1d4af91981140139fd9" PRIMARY KEY ("id"))`,
  `CREATE TABLE "field_command" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "command_id" uuid NOT NULL, "device_id" text NOT NULL, "seq" integer NOT NULL, "kind" text NOT NULL, "payload" jsonb NOT NULL, "occurred_at" TIMESTAMP WITH TIME ZONE NOT NULL, "technician_id" uuid NOT NULL, "result" text NOT NULL, "problem" jsonb, CONSTRAINT "UQ_fce2af1b90e9d93ca40432b2b6c" UNIQUE ("tenant_id", "device_id", "seq"), CONSTRAINT "UQ_085b15ccd1a535cd9c6f324e9dd" UNIQUE ("tenant_id", "command_id"), CONSTRAINT "PK_ebbc715107e5e01ba8a68a01f16" PRIMARY KEY ("id"))`,
  `CREATE TABLE "import_run" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "kind" text NOT NULL, "source" text NOT NULL, "dry_run" boolean NOT NULL, "status" text NOT NULL DEFAULT 'RUNNING', "started_by" text NOT NULL, "rows_read" integer NOT NULL DEFAULT '0', "rows_total" integer NOT NULL DEFAULT '0', "stage" text NOT NULL DEFAULT '', "report" jsonb, "finished_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_efe3e6d8cb9f51ca4e9cd1cf5d3" PRIMARY KEY ("id"))`,
  `CREATE TABLE "import_issue" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "run_id" uuid NOT NULL, "doctype" text NOT NULL, "name" text NOT NULL, "refused" boolean NOT NULL, "reason" text NOT NULL, "explanation" text NOT NULL, "row" jsonb, CONSTRAINT "PK_d830877f72db69958d5bfe368f3" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_62d9960bb202ebd7545e8c5310" ON "import_issue"  ("run_id") `,
  `CREATE TABLE "invoice" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "number" text, "state" text NOT NULL DEFAULT 'DRAFT', "customer_id" uuid NOT NULL, "currency" text NOT NULL DEFAULT 'CAD', "subtotal" bigint NOT NULL, "tax_total" bigint NOT NULL, "total" bigint NOT NULL, "balance" bigint NOT NULL, "taxes" jsonb NOT NULL DEFAULT '[]', "issued_on" date NOT NULL, "due_on" date NOT NULL, "issued_at" TIMESTAMP WITH TIME ZONE, "memo" text NOT NULL DEFAULT '', "source_id" text, CONSTRAINT "UQ_0529c758209721310f57575ef38" UNIQUE ("tenant_id", "source_id"), CONSTRAINT "UQ_ad2463fa3e259d062f450e54028" UNIQUE ("tenant_id", "number"), CONSTRAINT "PK_15d25c200d9bcd8a33f698daf18" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_da99efc6e4d828745e90ca4390" ON "invoice"  ("tenant_id", "issued_on", "id") `,
  `CREATE INDEX "IDX_00bc255b9a046488c5ee69948c" ON "invoice"  ("customer_id", "issued_on", "id") `,
  `CREATE TABLE "invoice_line" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "invoice_id" uuid NOT NULL, "customer_id" uuid NOT NULL, "position" integer NOT NULL, "description" text NOT NULL, "quantity" integer NOT NULL DEFAULT '1', "unit_price" bigint NOT NULL, "amount" bigint NOT NULL, "currency" text NOT NULL DEFAULT 'CAD', "taxable" boolean NOT NULL DEFAULT true, "period_start" date, "period_end" date, CONSTRAINT "PK_112d67e85951a56ee5123e9c803" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_36e6eecdb00b171d90ff63f2d2" ON "invoice_line"  ("invoice_id") `,
  `CREATE TABLE "outgoing_message" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "channel" text NOT NULL, "status" text NOT NULL, "recipient" text NOT NULL, "template" text NOT NULL, "language" text NOT NULL, "subject" text, "text" text NOT NULL, "html" text, "customer_id" uuid, "sent_at" TIMESTAMP WITH TIME ZONE, "failure" text, CONSTRAINT "PK_37209093e821fe5a0eb2698c3b8" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_0c2e7ba3bd461c4dbabd87d3a1" ON "outgoing_message"  ("tenant_id", "created_at", "id") `,
  `CREATE TABLE "payment" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "customer_id" uuid NOT NULL, "amount" bigint NOT NULL, "currency" text NOT NULL DEFAULT 'CAD', "method" text NOT NULL, "status" text NOT NULL DEFAULT 'SUCCEEDED', "received_on" date NOT NULL, "reference" text NOT NULL DEFAULT '', "stripe_payment_intent_id" text, "source_id" text, CONSTRAINT "UQ_6af80038d71a79be3e0421e0778" UNIQUE ("tenant_id", "stripe_payment_intent_id"), CONSTRAINT "UQ_1665340517deee86718ad2ae477" UNIQUE ("tenant_id", "source_id"), CONSTRAINT "PK_fcaec7df5adf9cac408c686b2ab" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_1e79dbe9790afe707259ebee50" ON "payment"  ("customer_id") `,
  `CREATE TABLE "payment_allocation" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "payment_id" uuid NOT NULL, "invoice_id" uuid NOT NULL, "customer_id" uuid NOT NULL, "amount" bigint NOT NULL, "currency" text NOT NULL DEFAULT 'CAD', CONSTRAINT "UQ_eb9bbd586eb704cc4d4cc3908e8" UNIQUE ("payment_id", "invoice_id"), CONSTRAINT "PK_c33ff68d0655802841f39d2bbdc" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_8cfc0b33a86849be0c41fa27fc" ON "payment_allocation"  ("invoice_id") `,
  `CREATE TABLE "checkout_session" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "customer_id" uuid NOT NULL, "invoice_id" uuid, "amount" bigint NOT NULL, "currency" text NOT NULL DEFAULT 'CAD', "status" text NOT NULL DEFAULT 'OPEN', "stripe_session_id" text, "url" text, CONSTRAINT "UQ_abc336b431dd0cf93c297ca3662" UNIQUE ("stripe_session_id"), CONSTRAINT "PK_143bac9b20b973e700fc05ee4e7" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_aa10c212a8e57783dec8f6c295" ON "checkout_session"  ("customer_id") `,
  `CREATE TABLE "stripe_event" ("id" text NOT NULL, "type" text NOT NULL, "payload" jsonb NOT NULL, "received_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "processed_at" TIMESTAMP WITH TIME ZONE, "outcome" text, CONSTRAINT "PK_7a91ab435defe9ce0ee6fb6f7f7" PRIMARY KEY ("id"))`,
  `CREATE TABLE "outbox_event" ("position" BIGSERIAL NOT NULL, "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "kind" text NOT NULL, "payload" jsonb NOT NULL, "occurred_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "tx" bigint NOT NULL DEFAULT current_tx(), "seq" bigint, "delivery" bigint, CONSTRAINT "PK_e49a98941d2c0d2c247a5c006eb" PRIMARY KEY ("position"))`,
  `CREATE INDEX "IDX_4758c14f03852fbb4e0301726a" ON "outbox_event"  ("delivery") `,
  `CREATE INDEX "IDX_44a5120b972b5e9e0129285f33" ON "outbox_event"  ("tenant_id", "seq") `,
  `CREATE TABLE "outbox_counter" ("tenant_id" uuid NOT NULL, "last" bigint NOT NULL DEFAULT '0', CONSTRAINT "PK_0523e9ab31099ff28a2677cff65" PRIMARY KEY ("tenant_id"))`,
  `CREATE TABLE "heard_event" ("position" bigint NOT NULL, "listener" text NOT NULL, "heard_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_2d5e3028a0e7fc41c4a3073b0eb" PRIMARY KEY ("position", "listener"))`,
  `CREATE TABLE "relay_cursor" ("name" text NOT NULL, "delivery" bigint NOT NULL, CONSTRAINT "PK_ed45b3ae0d93c0623d8c31151cb" PRIMARY KEY ("name"))`,
  `CREATE TABLE "parked_event" ("position" bigint NOT NULL, "listener" text NOT NULL, "tenant_id" uuid NOT NULL, "parked_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_63751cf5f7f1a965cec40cb6303" PRIMARY KEY ("position", "listener"))`,
  `CREATE TABLE "recorded_answer" ("tenant_id" uuid NOT NULL DEFAULT current_tenant(), "actor" text NOT NULL, "key" text NOT NULL, "request" text NOT NULL, "answer" jsonb, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_d8013f3181082dda7fefd3e41e2" PRIMARY KEY ("tenant_id", "actor", "key"))`,
  `CREATE TABLE "scan" ("id" uuid NOT NULL DEFAULT new_id(), "tenant_id" uuid NOT NULL DEFAULT current_tenant(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "mode" text NOT NULL, "status" text NOT NULL DEFAULT 'QUEUED', "source" text NOT NULL DEFAULT 'SERVER', "codes" jsonb NOT NULL DEFAULT '[]', "fields" jsonb NOT NULL DEFAULT '[]', "job_id" uuid, "device_id" uuid, "technician_id" uuid, "file_key" text NOT NULL, "finished_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_9868a638d0569ba3fe3bddcef84" PRIMARY KEY ("id"))`,
  `CREATE INDEX "IDX_b136e9f9a8b433b3f7d90fd2af" ON "scan"  ("job_id") `,
  `ALTER TABLE "tenant_domain" ADD CONSTRAINT "FK_f071443fd98334b1f023e45dba3" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "customer_contact" ADD CONSTRAINT "FK_a55a990ae910799bf80b04b5a8d" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "customer_contact" ADD CONSTRAINT "FK_69e4849d6661fd005c8a52846f6" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "phone" ADD CONSTRAINT "FK_160429bb0a16fd6977f1bb64e5c" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "service_location" ADD CONSTRAINT "FK_84b067bd1926c453e5cffabb866" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "device" ADD CONSTRAINT "FK_6247eeee65effc12f2fbe8f8e67" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "device" ADD CONSTRAINT "FK_133d3795779b0d900f862831801" FOREIGN KEY ("location_id") REFERENCES "service_location"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "device_movement" ADD CONSTRAINT "FK_b3e7150e844367604cfd529f5c4" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "ticket" ADD CONSTRAINT "FK_9a40df465b0e9ef73b469fb289d" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "ticket" ADD CONSTRAINT "FK_f7e7e00150390f371b63b61938e" FOREIGN KEY ("location_id") REFERENCES "service_location"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "ticket" ADD CONSTRAINT "FK_0327d3ed5e86f900dd94bb0e668" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "ticket" ADD CONSTRAINT "FK_2c91a29fccb8c7dd9644bae9bea" FOREIGN KEY ("assignee_id") REFERENCES "staff_user"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "ticket_message" ADD CONSTRAINT "FK_4ad0ee7daf9203dfd269bde1274" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "alert_event" ADD CONSTRAINT "FK_162dcd73f3cdccce5f3e5246510" FOREIGN KEY ("rule_id") REFERENCES "alert_rule"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "alert_event" ADD CONSTRAINT "FK_488c18b5728f7dacf59a090c3f3" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "alert_event" ADD CONSTRAINT "FK_8fde4d164d65e51c1b9f8805a76" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "alert_event" ADD CONSTRAINT "FK_f9da421363adb835fe3d3322d27" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "subscription" ADD CONSTRAINT "FK_7dffed392753c0a84d907a46196" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "subscription" ADD CONSTRAINT "FK_98975cea4d80cdf04e97bb393f9" FOREIGN KEY ("location_id") REFERENCES "service_location"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "subscription" ADD CONSTRAINT "FK_55d70ad91c5aa7228b6d0642fc9" FOREIGN KEY ("item_id") REFERENCES "catalog_item"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "job" ADD CONSTRAINT "FK_41aab241bd3ab1e73f2d00afc07" FOREIGN KEY ("technician_id") REFERENCES "technician"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "job" ADD CONSTRAINT "FK_a3abd8bef88c531323d3a4aa930" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "job" ADD CONSTRAINT "FK_9331dcc9601546cc211e12d9be6" FOREIGN KEY ("location_id") REFERENCES "service_location"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "job" ADD CONSTRAINT "FK_3d343b256ea49f5c1c2146c2595" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "job" ADD CONSTRAINT "FK_a75cecbd737e27b9e1fcb1f8f6c" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "job_history" ADD CONSTRAINT "FK_a7ca12187f1f072615ad4676014" FOREIGN KEY ("job_id") REFERENCES "job"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "job_photo" ADD CONSTRAINT "FK_add08edb7a26adc62b8b661d7d0" FOREIGN KEY ("job_id") REFERENCES "job"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "field_phone" ADD CONSTRAINT "FK_2f4543b25f7902a2cca766d2477" FOREIGN KEY ("technician_id") REFERENCES "technician"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "import_issue" ADD CONSTRAINT "FK_62d9960bb202ebd7545e8c5310a" FOREIGN KEY ("run_id") REFERENCES "import_run"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
  `ALTER TABLE "invoice" ADD CONSTRAINT "FK_2e6c81055e67a7f4791c887b56f" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "invoice_line" ADD CONSTRAINT "FK_36e6eecdb00b171d90ff63f2d20" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "outgoing_message" ADD CONSTRAINT "FK_3e2ed4d0d4628a2480b5114b7d0" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "payment" ADD CONSTRAINT "FK_1e79dbe9790afe707259ebee508" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "payment_allocation" ADD CONSTRAINT "FK_a7a02a0af35283a6e0d7eed69a5" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "payment_allocation" ADD CONSTRAINT "FK_8cfc0b33a86849be0c41fa27fc4" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "checkout_session" ADD CONSTRAINT "FK_b790ef0166f4eee4c804567ffe2" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

/** Rows of these belong to a customer: portal callers see their own. */
const ofCustomer = ['customer_contact', 'phone', 'service_location', 'subscription', 'device', 'invoice', 'invoice_line', 'payment', 'payment_allocation', 'checkout_session', 'ticket', 'ticket_message', 'job', 'job_history', 'job_photo', 'session', 'alert_event'];
/** Every caller of the tenant may read these, and what keeps mutations and numbers right must work for all. */
const shared = ['catalog_item', 'tax_rate_row', 'number_series', 'recorded_answer', 'outbox_event'];
/** For the office, technicians and the system. */
const staffOnly = ['staff_user', 'role', 'audit_entry', 'device_movement', 'technician', 'scan', 'field_phone', 'field_command', 'device_key', 'sample', 'alert_rule', 'alert_state', 'outgoing_message', 'import_run', 'import_issue'];
/** Reached by `db.unscoped` alone. */
const systemOnly = ['tenant_domain', 'outbox_counter', 'relay_cursor', 'parked_event', 'sign_in_link', 'rate_hit', 'stripe_event'];

const staff = '(select sees_all_customers())';
const customer = '(select current_customer())';

function security(): string[] {
  const all = [...ofCustomer, ...shared, ...staffOnly, ...systemOnly, 'tenant', 'customer', 'contact', 'heard_event'];
  const tenantRows = [...ofCustomer, ...shared, ...staffOnly, 'customer', 'contact'];
  const only = (table: string, rule: string) => `create policy customer_rows on "${table}" as restrictive to demarc_app using (${rule}) with check (${rule})`;
  return [
    ...all.flatMap((table) => [
      `alter table "${table}" enable row level security`,
      `alter table "${table}" force row level security`,
      `create policy system on "${table}" to demarc_system using (true) with check (true)`,
    ]),
    ...tenantRows.map((table) => `create policy tenant_rows on "${table}" to demarc_app using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))`),
    `create policy tenant_rows on tenant to demarc_app using (id = (select current_tenant())) with check (id = (select current_tenant()))`,
    `create policy heard on heard_event to demarc_app using (${staff}) with check (${staff})`,
    ...ofCustomer.filter((table) => !['ticket_message', 'invoice'].includes(table)).map((table) => only(table, `${staff} or customer_id = ${customer}`)),
    only('customer', `${staff} or id = ${customer}`),
    only('contact', `${staff} or exists (select from customer_contact link where link.contact_id = contact.id and link.customer_id = ${customer})`),
    only('ticket_message', `${staff} or (customer_id = ${customer} and not internal)`),
    only('invoice', `${staff} or (customer_id = ${customer} and state <> 'DRAFT')`),
    ...staffOnly.map((table) => only(table, staff)),
    `create policy customer_writes on tenant as restrictive for update to demarc_app using (${staff}) with check (${staff})`,
    ...['catalog_item', 'tax_rate_row'].flatMap((table) => ['insert', 'update', 'delete'].map((verb) => `create policy customer_${verb} on ${table} as restrictive for ${verb} to demarc_app ${verb === 'insert' ? '' : `using (${staff})`} ${verb === 'delete' ? '' : `with check (${staff})`}`)),
    `grant usage on schema public to demarc_app, demarc_system`,
    `grant select, insert, update, delete on all tables in schema public to demarc_app, demarc_system`,
    `grant usage on all sequences in schema public to demarc_app, demarc_system`,
    `alter default privileges in schema public grant select, insert, update, delete on tables to demarc_app, demarc_system`,
    `alter default privileges in schema public grant usage on sequences to demarc_app, demarc_system`,
    ...systemOnly.map((table) => `revoke all on "${table}" from demarc_app`),
    `revoke update, delete on audit_entry, device_movement, job_history, field_command from demarc_app`,
  ];
}

const role = (name: string) => `do $$ begin create role ${name} nologin; exception when duplicate_object or unique_violation then null; end $$`;

/** Roles, tables and row-level security of the first modules. */
export class Foundation2026112109000 implements MigrationInterface {
  name = 'Foundation2026112109000';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [role('demarc_app'), role('demarc_system'), `grant demarc_app, demarc_system to current_user`, ...functions, ...tables, ...security()];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema public cascade`);
    await runner.query(`create schema public`);
  }
}
