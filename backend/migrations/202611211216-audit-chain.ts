import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every entry of the audit log carries its place in its provider's log and a hash over itself and the entry before it.
 * Whoever changes, removes or inserts an entry, past all permissions and triggers, breaks the chain from there on.
 */
export class AuditChain2026112112160 implements MigrationInterface {
  name = 'AuditChain2026112112160';

  async up(runner: QueryRunner): Promise<void> {
    const steps = [
      `alter table audit_entry add seq bigint, add hash text`,
      `create function audit_hash(previous text, e audit_entry) returns text language sql stable as $$
         select encode(sha256(convert_to(previous || chr(10) || jsonb_build_array(e.seq, e.id, e.tenant_id, (extract(epoch from e.created_at) * 1000000)::bigint, e.actor_kind, e.actor_id, e.actor_name, e.action, e.target, e.detail, e.address)::text, 'UTF8')), 'hex')
       $$`,
      // The lock of a provider's log is held until its transaction ends, so the order of numbers is the order of commits.
      `create function chain_audit() returns trigger language plpgsql as $$
       declare last record;
       begin
         perform pg_advisory_xact_lock(hashtextextended('audit:' || new.tenant_id::text, 0));
         select seq, hash into last from audit_entry where tenant_id = new.tenant_id order by seq desc limit 1;
         new.seq := coalesce(last.seq, 0) + 1;
         new.hash := audit_hash(coalesce(last.hash, 'start'), new);
         return new;
       end $$`,
      `alter table audit_entry disable trigger append_only`,
      `do $$
       declare e audit_entry; prev record; last_tenant uuid; last_hash text; n bigint;
       begin
         for e in select * from audit_entry order by tenant_id, created_at, id loop
           if e.tenant_id is distinct from last_tenant then last_tenant := e.tenant_id; last_hash := 'start'; n := 0; end if;
           n := n + 1;
           e.seq := n;
           last_hash := audit_hash(last_hash, e);
           update audit_entry set seq = n, hash = last_hash where id = e.id;
         end loop;
       end $$`,
      `alter table audit_entry enable trigger append_only`,
      `alter table audit_entry alter seq set not null, alter hash set not null`,
      `create unique index "UQ_audit_entry_seq" on audit_entry (tenant_id, seq)`,
      `create index "IDX_audit_entry_actor" on audit_entry (tenant_id, actor_id)`,
      `create index "IDX_audit_entry_target" on audit_entry (tenant_id, target)`,
      `create trigger chained before insert on audit_entry for each row execute function chain_audit()`,
    ];
    for (const step of steps) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    const steps = [
      `drop trigger chained on audit_entry`, `drop function chain_audit()`, `drop function audit_hash(text, audit_entry)`,
      `drop index "IDX_audit_entry_actor", "IDX_audit_entry_target", "UQ_audit_entry_seq"`, `alter table audit_entry drop seq, drop hash`,
    ];
    for (const step of steps) await runner.query(step);
  }
}
