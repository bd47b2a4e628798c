import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type pg from 'pg';
import type { Caller } from '../caller.js';
import { Db } from '../db/db.js';
import { Log } from '../observability/log.js';
import { heardBy, type Delivered, type DomainEvent } from './event.js';

interface Listener {
  readonly name: string;
  readonly hear: (event: DomainEvent, caller: Caller, delivered: Delivered) => Promise<unknown>;
}

/** How often a listener that fails is asked again before its event is parked for people to see. */
const TRIES = 5;
const everything: ReadonlySet<string> = new Set<string>();

/** The system acting for a tenant: sees all its customers, holds no permission of a person. */
export const systemCaller = (tenantId: string): Caller & { readonly kind: 'system'; readonly name: string } => ({ kind: 'system', name: 'system', tenantId, seesAllCustomers: true, permissions: everything, locale: 'fr' });

/** Lets every `@On` method hear the events of its kinds, each once, whatever fails in between. */
@Injectable()
export class Listeners {
  private byKind?: Map<string, Listener[]>;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly db: Db,
    private readonly log: Log,
  ) {}

  /** Hears the next unheard events in their order; answers whether there were any. */
  async hearNext(client: pg.Client): Promise<boolean> {
    const kinds = [...this.all().keys()];
    const { rows } = await client.query<{ position: string; tenant_id: string; kind: string; payload: object; seq: string; occurred_at: Date }>(
      `select e.position, e.tenant_id, e.kind, e.payload, e.seq, e.occurred_at from outbox_event e
       where e.delivery > (select coalesce(max(delivery), 0) from relay_cursor) order by e.delivery limit 200`,
    );
    for (const row of rows) {
      const delivered: Delivered = { id: row.position, kind: row.kind, tenantId: row.tenant_id, seq: Number(row.seq), occurredAt: row.occurred_at, event: row.payload as DomainEvent };
      if (kinds.includes(row.kind)) for (const listener of this.all().get(row.kind)!) await this.let(listener, delivered);
    }
    const last = rows.at(-1);
    if (last) await client.query(`insert into relay_cursor (name, delivery) select 'listeners', delivery from outbox_event where position = $1 on conflict (name) do update set delivery = excluded.delivery`, [last.position]);
    return rows.length > 0;
  }

  private async let(listener: Listener, delivered: Delivered): Promise<void> {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      try {
        await this.once(listener, delivered);
        return;
      } catch (error) {
        this.log.error(error as Error, { listener: listener.name, event: delivered.kind, position: delivered.id, attempt });
      }
    }
    await this.db.unscoped('an event that no try could deliver is parked', () => this.db.query('insert into parked_event (position, tenant_id, listener) values ($1, $2, $3) on conflict do nothing', [delivered.id, delivered.tenantId, listener.name]));
  }

  private once(listener: Listener, delivered: Delivered): Promise<void> {
    const caller = systemCaller(delivered.tenantId);
    return this.db.tx(caller, async () => {
      const [first] = await this.db.query<{ position: string }>('insert into heard_event (position, listener) values ($1, $2) on conflict do nothing returning position', [delivered.id, listener.name]);
      if (first) await listener.hear(delivered.event, caller, delivered);
    });
  }

  private all(): Map<string, Listener[]> {
    if (this.byKind) return this.byKind;
    this.byKind = new Map();
    for (const wrapper of this.discovery.getProviders()) {
      const instance = wrapper.instance as Record<string, (...args: unknown[]) => Promise<unknown>> | undefined;
      if (!instance || typeof instance !== 'object') continue;
      for (const method of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const handler = instance[method];
        if (!handler) continue;
        for (const kind of heardBy(handler)) {
          const listener = { name: `${wrapper.name as string}.${method}`, hear: (event: DomainEvent, caller: Caller, delivered: Delivered) => handler.call(instance, event, caller, delivered) };
          this.byKind.set(kind.name, [...(this.byKind.get(kind.name) ?? []), listener]);
        }
      }
    }
    return this.byKind;
  }
}
