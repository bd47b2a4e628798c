import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import { Wake } from './wake.js';
import type { DomainEvent } from './event.js';

/** Tells the rest of the product what has happened, in the same transaction. */
@Injectable()
export class Events {
  constructor(
    private readonly db: Db,
    private readonly wake: Wake,
  ) {}

  async emit(...events: readonly DomainEvent[]): Promise<void> {
    for (const event of events) await this.db.query('insert into outbox_event (kind, payload) values ($1, $2)', [event.constructor.name, JSON.stringify(event)]);
    this.db.afterCommit(() => this.wake.relay());
  }
}
