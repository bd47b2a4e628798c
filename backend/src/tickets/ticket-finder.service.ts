import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { allWords, searchWords } from './search-words.js';

/** Nobody reads further than this; the newest are kept. */
const MOST_FOUND = 300;
const MOST_CUSTOMERS = 200;

/** Finds tickets by words of their number, subject, person, customer's name, or of what was said in them. */
@Injectable()
export class TicketFinderService {
  constructor(private readonly db: Db) {}

  /** The newest that fit, in no order; no word at all finds nothing. */
  async find(me: Actor, text: string): Promise<string[]> {
    const words = searchWords(text);
    if (!words.length) return [];
    const owner = me.kind === 'customer' ? me.customerId! : null;
    const likes = words.map((word) => `%${word}%`);
    // PostgreSQL uses no word index beneath row-level security, so tenant and customer are said here; what is found is read as the caller.
    const rows = await this.db.unscoped('word indexes are out of reach beneath row-level security', async () => {
      await this.db.query(`set local plan_cache_mode = 'force_custom_plan'`);
      const own = owner ? 'and customer_id = $3' : 'and $3::uuid is null';
      const [byTicket, byCustomer, bySaying] = [
        await this.db.query<{ id: string }>(`select id from ticket where tenant_id = $1 ${own} and fold_text(number || ' ' || subject || ' ' || raised_by) like all($2::text[]) order by last_message_at desc limit ${MOST_FOUND}`, [me.tenantId, likes, owner]),
        owner ? [] : await this.db.query<{ id: string }>(
          `select id from ticket where tenant_id = $1 and customer_id in (select id from customer where tenant_id = $1 and fold_text(name) like all($2::text[]) limit ${MOST_CUSTOMERS}) order by last_message_at desc limit ${MOST_FOUND}`, [me.tenantId, likes]),
        await this.db.query<{ id: string }>(
          `select ticket_id as id from ticket_message where tenant_id = $1 ${own} and to_tsvector('simple', fold_text(body)) @@ to_tsquery('simple', $2) ${owner ? 'and not internal' : ''} limit ${MOST_FOUND}`, [me.tenantId, allWords(words), owner]),
      ];
      return [...byTicket, ...byCustomer, ...bySaying];
    });
    return [...new Set(rows.map(({ id }) => id))];
  }

  /** The customers whose name has all the words. */
  async customers(tenantId: string, text: string): Promise<string[]> {
    const likes = searchWords(text).map((word) => `%${word}%`);
    if (!likes.length) return [];
    const rows = await this.db.unscoped('word indexes are out of reach beneath row-level security', () =>
      this.db.query<{ id: string }>(`select id from customer where tenant_id = $1 and fold_text(name) like all($2::text[]) limit ${MOST_CUSTOMERS}`, [tenantId, likes]));
    return rows.map(({ id }) => id);
  }
}
