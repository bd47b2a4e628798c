import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import { Wake } from './wake.js';
import type { DomainEvent } from './event.js';

/** What PostgreSQL carries in one notification. */
const MOST_WHISPERED = 7_800;

/** Tells the rest of the product what has happened, in the same transaction. */
@Injectable()
export class Events {
  constructor(
    private readonly db: Db,
    private readonly wake: Wake,
  ) {}

  async emit(...events: readonly DomainEvent[]): Promise<void> {
    await this.db.query(
      'insert into outbox_event (kind, payload) select kind, payload::jsonb from unnest($1::text[], $2::text[]) with ordinality as event (kind, payload, place) order by place',
      [events.map((event) => event.constructor.name), events.map((event) => JSON.stringify(event))],
    );
    this.db.afterCommit(() => this.wake.relay());
  }

  /**
   * Tells whoever follows live right now, in every process, once the transaction is made. Nothing is written down: for
   * what is worth nothing a minute later, such as where somebody points. Longer than a notification, it is not told.
   */
  whisper(tenantId: string, event: DomainEvent): void {
    const note = JSON.stringify({ tenantId, kind: event.constructor.name, event });
    if (Buffer.byteLength(note) <= MOST_WHISPERED) this.db.afterCommit(() => this.wake.notify('demarc_whisper', note));
  }
}
