import { Injectable } from '@nestjs/common';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { systemActor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';

/** What became of a provider's log since it began. */
@ObjectType({ description: 'Whether the log is as it was written.' })
export class AuditChain {
  @Field(() => Int, { description: 'How many entries there are.' }) entries: number;
  @Field({ description: 'Whether every entry still fits the one before.' }) intact: boolean;
  @Field(() => Int, { nullable: true, description: 'The first place where it does not.' }) brokenAt: number | null;
  @Field(() => String, { nullable: true, description: 'Place and hash of the last entry, as 42:9f…; keep it elsewhere to prove later that nothing was cut off.' }) head: string | null;
}

/** One statement over the whole log: every place must follow the one before, and every hash must come out again. */
const VERIFY = `
  with chained as (
    select e.seq, e.hash, row_number() over w place, audit_hash(coalesce(lag(e.hash) over w, 'start'), e) expected
    from audit_entry e window w as (order by e.seq)
  )
  select count(*) entries, min(place) filter (where hash <> expected or seq <> place) broken, (select seq || ':' || hash from chained order by seq desc limit 1) head from chained`;

/** Proves that the log of a provider is as it was written. */
@Injectable()
export class AuditChainService {
  constructor(private readonly db: Db) {}

  /** Recomputes the chain. `head`, as an earlier run told it, must still be in it. */
  async verify(tenantId: string, head?: string): Promise<AuditChain> {
    return this.db.tx(systemActor(tenantId), async () => {
      const [row] = await this.db.query<{ entries: string; broken: string | null; head: string | null }>(VERIFY);
      const kept = head === undefined || (await this.knows(head));
      const brokenAt = row!.broken === null ? (kept ? null : Number(head!.split(':', 1)[0])) : Number(row!.broken);
      return Object.assign(new AuditChain(), { entries: Number(row!.entries), intact: brokenAt === null, brokenAt, head: row!.head });
    });
  }

  private async knows(head: string): Promise<boolean> {
    const [seq, hash] = head.split(':', 2);
    const rows = await this.db.query('select from audit_entry where seq = $1 and hash = $2', [Number(seq), hash ?? '']);
    return rows.length === 1;
  }
}
