import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import type { Delivered } from '../platform/events/event.js';
import { LiveBus } from '../platform/events/live-bus.js';
import { Log, reasonOf } from '../platform/observability/log.js';
import type { SearchKind } from './search-hit.enum.js';
import { SearchSources, type WordSource } from './search-sources.service.js';
import { TrigramIndex, type Found } from './trigram-index.js';

const MOST_BYTES = 256 * 1024 * 1024;
const IDLE_MS = 30 * 60_000;

interface Held {
  readonly index: TrigramIndex<SearchKind>;
  readonly ready: Promise<unknown>;
  /** What events have changed since the copy was read. */
  readonly stale: Map<WordSource, Set<string>>;
  refreshing?: Promise<void>;
  usedAt: number;
}

/**
 * The copy in memory that searches are answered from: read at a tenant's first search, kept current by the events that
 * every process hears, forgotten when nobody has searched for half an hour or when all of them grow too large.
 */
@Injectable()
export class SearchIndex implements OnModuleInit, OnApplicationShutdown {
  private readonly tenants = new Map<string, Held>();
  private stop?: () => void;

  constructor(
    private readonly db: Db,
    private readonly bus: LiveBus,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly sources: SearchSources,
  ) {}

  onModuleInit(): void {
    this.stop = this.bus.hear((delivered) => this.hear(delivered));
  }

  onApplicationShutdown(): void {
    this.stop?.();
  }

  /** The best entries of the kinds somebody may see; one event behind the database at most. */
  async find(tenantId: string, text: string, first: number, permissions: ReadonlySet<string>): Promise<Found<SearchKind>[]> {
    const held = this.tenants.get(tenantId) ?? this.hold(tenantId);
    held.usedAt = this.clock.now().getTime();
    await held.ready;
    const kinds = new Set(this.sources.words.filter((source) => permissions.has(source.permission)).map((source) => source.kind));
    return held.index.find(text, first, (kind) => kinds.has(kind));
  }

  /** Forgets a tenant's copy; the next search reads it again. */
  forget(tenantId: string): void {
    this.tenants.delete(tenantId);
  }

  private hold(tenantId: string): Held {
    const index = new TrigramIndex<SearchKind>();
    const ready = this.db.tx(systemActor(tenantId), () => this.fill(index));
    const held: Held = { index, ready, stale: new Map(), usedAt: 0 };
    this.tenants.set(tenantId, held);
    ready.then(
      () => {
        this.makeRoom(tenantId);
        this.refresh(tenantId, held);
      },
      () => this.drop(tenantId, held),
    );
    return held;
  }

  private async fill(index: TrigramIndex<SearchKind>): Promise<void> {
    for (const source of this.sources.words) for (const entry of await source.entries()) index.put(entry);
  }

  private hear(delivered: Delivered): void {
    const held = this.tenants.get(delivered.tenantId);
    if (!held) return;
    for (const source of this.sources.words) {
      const changed = source.changedBy(delivered);
      if (changed === 'all') return this.drop(delivered.tenantId, held);
      if (!changed.length) continue;
      const ids = held.stale.get(source) ?? new Set();
      held.stale.set(source, ids);
      for (const id of changed) ids.add(id);
    }
    this.refresh(delivered.tenantId, held);
  }

  private refresh(tenantId: string, held: Held): void {
    if (!held.stale.size) return;
    held.refreshing ??= held.ready.then(() => this.readStale(tenantId, held)).catch((error: Error) => {
      this.log.warn('search reads everything again', { reason: reasonOf(error) });
      this.drop(tenantId, held);
    }).finally(() => (held.refreshing = undefined));
  }

  private async readStale(tenantId: string, held: Held): Promise<void> {
    while (held.stale.size) {
      const stale = [...held.stale];
      held.stale.clear();
      await this.db.tx(systemActor(tenantId), async () => {
        for (const [source, ids] of stale) {
          const entries = await source.entries([...ids]);
          const there = new Set(entries.map((entry) => entry.id));
          for (const id of ids) if (!there.has(id)) held.index.remove(source.kind, id);
          for (const entry of entries) held.index.put(entry);
        }
      });
    }
  }

  private drop(tenantId: string, held: Held): void {
    if (this.tenants.get(tenantId) === held) this.tenants.delete(tenantId);
  }

  /** Lets go of copies nobody uses, then of those used longest ago until the rest fits. */
  private makeRoom(keep: string): void {
    const now = this.clock.now().getTime();
    const oldest = [...this.tenants].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    let bytes = oldest.reduce((sum, [, held]) => sum + held.index.bytes, 0);
    for (const [tenantId, held] of oldest) {
      if (tenantId === keep || (bytes <= MOST_BYTES && now - held.usedAt < IDLE_MS)) continue;
      this.tenants.delete(tenantId);
      bytes -= held.index.bytes;
    }
  }
}
