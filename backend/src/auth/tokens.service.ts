import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Schedule } from '../platform/queue/queue.js';

/** What may go, by table: rows that can never open anything again since the instant `$1`. */
const SPENT = {
  sign_in_link: 'expires_at < $1 or revoked_at < $1',
  sign_in_code: 'expires_at < $1 or used_at < $1',
  contact_password_token: 'expires_at < $1 or used_at < $1',
  staff_password_token: 'expires_at < $1 or used_at < $1',
  passkey_challenge: 'expires_at < $1',
  transfer_token: 'expires_at < $1 or used_at < $1',
} as const satisfies Record<string, string>;

/** A spent token is kept a day by itself, so that its holder is told why it does not open. */
const KEPT_MINUTES = 1_440;

/** Which tokens to prune. */
export interface Pruning {
  /** One provider's, or everybody's. */
  readonly tenantId?: string | undefined;
  /** How long ago they must have ended. */
  readonly minutes: number;
  /** Only counts them. */
  readonly dryRun?: boolean;
}

/** Takes away tokens that can never open anything again. */
@Injectable()
export class TokensService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** How many of each table were taken away, or would be. */
  prune({ tenantId, minutes, dryRun }: Pruning): Promise<Record<string, number>> {
    const before = new Date(this.clock.now().getTime() - minutes * 60_000);
    return this.db.unscoped('spent tokens of every provider are pruned', async () => {
      const counts: Record<string, number> = {};
      for (const [table, spent] of Object.entries(SPENT)) {
        const rows = `from ${table} where (${spent}) and ($2::uuid is null or tenant_id = $2)`;
        const text = dryRun ? `select count(*)::int as count ${rows}` : `with gone as (delete ${rows} returning 1) select count(*)::int as count from gone`;
        const [row] = await this.db.query<{ count: number }>(text, [before, tenantId ?? null]);
        counts[table] = row!.count;
      }
      return counts;
    });
  }

  /** What was sent to an address that is no longer its owner's opens nothing any more. Inside the transaction of the change. */
  async endSentTo({ email, phone }: { readonly email?: string | null; readonly phone?: string | null }): Promise<void> {
    const now = this.clock.now();
    const values = [now, email ?? null, phone ?? null];
    await this.db.query('update sign_in_link set revoked_at = $1 where revoked_at is null and expires_at > $1 and (lower(email) = $2 or phone = $3)', values);
    await this.db.query('update sign_in_code set used_at = $1 where used_at is null and expires_at > $1 and (lower(email) = $2 or phone = $3)', values);
    if (email) await this.db.query('update contact_password_token set used_at = $1 where used_at is null and expires_at > $1 and lower(email) = $2', [now, email]);
  }

  @Schedule('47 3 * * *')
  async everyNight(): Promise<void> {
    await this.prune({ minutes: KEPT_MINUTES });
  }
}
