import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Db } from '../db/db.js';
import { Schedule } from '../queue/queue.js';

/** How long a client that was away may still catch up event by event; beyond it reads everything again. */
const EVENT_HOURS = 24;
/** How long a mutation's key is remembered. */
const ANSWER_DAYS = 30;
const MOST_AT_ONCE = 20_000;

/** Takes away what has served: events that were heard, and answers of mutations that nobody retries any more. */
@Injectable()
export class Retention {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  @Schedule('17 * * * *')
  async prune(): Promise<void> {
    const before = (ms: number) => new Date(this.clock.now().getTime() - ms);
    const hours = 3_600_000;
    await this.inSteps(
      `delete from outbox_event where position in (
         select position from outbox_event where occurred_at < $1 and delivery <= (select coalesce(max(delivery), 0) from relay_cursor)
           and seq < (select last from outbox_counter c where c.tenant_id = outbox_event.tenant_id) limit ${MOST_AT_ONCE}) returning 1 as one`,
      before(EVENT_HOURS * hours),
    );
    await this.inSteps(`delete from heard_event where (position, listener) in (select position, listener from heard_event where heard_at < $1 limit ${MOST_AT_ONCE}) returning 1 as one`, before(2 * EVENT_HOURS * hours));
    await this.inSteps(`delete from recorded_answer where ctid in (select ctid from recorded_answer where created_at < $1 limit ${MOST_AT_ONCE}) returning 1 as one`, before(ANSWER_DAYS * 24 * hours));
  }

  /** Short transactions, so that nobody waits for the broom. */
  private async inSteps(statement: string, before: Date): Promise<void> {
    for (let gone = MOST_AT_ONCE; gone === MOST_AT_ONCE; ) {
      gone = (await this.db.unscoped('what is old is taken away for all tenants', () => this.db.query(statement, [before]))).length;
    }
  }
}
