import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { allWords, searchWords } from './search-words.js';

/** Nobody reads further than this; the newest are kept. */
const MOST_FOUND = 300;
const MOST_CUSTOMERS = 200;
const CUSTOMERS = 'select id from customer where tenant_id = $1';

const like = (word: string): string => `%${word}%`;
/** Each word on its own, as parameters after the first `count`: PostgreSQL uses no word index for `like all`. */
const allLike = (column: string, words: readonly string[], count: number): string => words.map((_, i) => `${column} like $${count + i + 1}`).join(' and ');

/** Finds tickets by words of their number, subject, person, customer's name, or of what was said in them. */
@Injectable()
export class TicketFinderService {
  constructor(private readonly db: Db) {}

  /** The newest that fit, in no order; no word at all finds nothing. */
  async find(me: Actor, text: string): Promise<string[]> {
    const words = searchWords(text);
    if (!words.length) return [];
    const owner = me.kind === 'customer' ? me.customerId! : null;
    // PostgreSQL uses no word index beneath row-level security, so tenant and customer are said here; what is found is read as the caller.
    const rows = await this.db.unscoped('word indexes are out of reach beneath row-level security', async () => {
      await this.db.query(`set local plan_cache_mode = 'force_custom_plan'`);
      const [values, own] = owner ? [[me.tenantId, owner], 'and customer_id = $2'] : [[me.tenantId], ''];
      const byTicket = await this.db.query<{ id: string }>(`select id from ticket where tenant_id = $1 ${own} and ${allLike('words', words, values.length)} order by last_message_at desc limit ${MOST_FOUND}`, [...values, ...words.map(like)]);
      const byCustomer = owner ? [] : await this.db.query<{ id: string }>(
        `select found.id from (${CUSTOMERS} and ${allLike('fold_text(name)', words, 1)} limit ${MOST_CUSTOMERS}) c cross join lateral (select id, last_message_at from ticket where customer_id = c.id order by last_message_at desc limit ${MOST_FOUND}) found order by found.last_message_at desc limit ${MOST_FOUND}`, [me.tenantId, ...words.map(like)]);
      // A word that fills the list by itself stands in everything that was said as well.
      const bySaying = byTicket.length === MOST_FOUND ? [] : await this.db.query<{ id: string }>(
        `select ticket_id as id from ticket_message where tenant_id = $1 ${own} and to_tsvector('simple', fold_text(body)) @@ to_tsquery('simple', $${values.length + 1}) ${owner ? 'and not internal' : ''} limit ${MOST_FOUND}`, [...values, allWords(words)]);
      return [...byTicket, ...byCustomer, ...bySaying];
    });
    return [...new Set(rows.map(({ id }) => id))];
  }

  /** The customers whose name has all the words. */
  async customers(tenantId: string, text: string): Promise<string[]> {
    const words = searchWords(text);
    if (!words.length) return [];
    const rows = await this.db.unscoped('word indexes are out of reach beneath row-level security', () =>
      this.db.query<{ id: string }>(`${CUSTOMERS} and ${allLike('fold_text(name)', words, 1)} limit ${MOST_CUSTOMERS}`, [tenantId, ...words.map(like)]));
    return rows.map(({ id }) => id);
  }
}
