import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { currentAddress } from '../platform/http/request-address.js';
import { Log } from '../platform/observability/log.js';
import { systemActor, type Actor } from './actor.js';
import { AccessRefused } from './auth.events.js';

/** The same refusal of the same person is told once in this time, so that trying again fills no log. */
const ONCE_MS = 60_000;
const MOST_KEPT = 10_000;

/** Tells that somebody who is signed in tried what they may not do. */
@Injectable()
export class RefusalsService {
  private readonly told = new Map<string, number>();

  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  note(me: Actor, operation: string, needed: readonly string[]): void {
    const id = me.staffId ?? me.contactId ?? me.technicianId ?? me.customerId ?? me.sessionId ?? '';
    const key = `${me.tenantId}:${id}:${operation}`;
    const now = this.clock.now().getTime();
    if (now - (this.told.get(key) ?? -ONCE_MS) < ONCE_MS) return;
    if (this.told.size >= MOST_KEPT) this.told.clear();
    this.told.set(key, now);
    const event = new AccessRefused(me.kind, id, me.name, operation, [...needed], currentAddress() ?? null);
    this.db.tx(systemActor(me.tenantId), () => this.events.emit(event)).catch((error: unknown) => this.log.error(error as Error, { where: 'refusals' }));
  }
}
