import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Db } from '../db/db.js';
import { Log, reasonOf } from '../observability/log.js';
import type { Delivered, DomainEvent } from './event.js';
import { Wake } from './wake.js';

interface Row {
  position: string;
  tenant_id: string;
  kind: string;
  payload: object;
  seq: string;
  occurred_at: Date;
  delivery: string;
}

const COLUMNS = 'position, tenant_id, kind, payload, seq, occurred_at, delivery';
/** A reconnecting client gets at most this many missed events; beyond that it reads everything again. */
export const MOST_MISSED = 10_000;

/** Follows the relay's order in this process and tells whoever listens here: live feeds, caches, projections. */
@Injectable()
export class LiveBus {
  private readonly listeners = new Set<(delivered: Delivered) => void>();
  private cursor = 0;
  private running?: Promise<void>;
  private again = false;

  constructor(
    private readonly db: Db,
    private readonly wake: Wake,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  async start(): Promise<void> {
    const [row] = await this.db.unscoped('all tenants share one order of delivery', () => this.db.query<{ top: string }>('select coalesce(max(delivery), 0) top from outbox_event'));
    this.cursor = Number(row!.top);
    await this.wake.hear('demarc_live', () => this.kick());
    await this.wake.hear('demarc_whisper', (note) => note && this.tell({ ...(JSON.parse(note) as Pick<Delivered, 'kind' | 'tenantId' | 'event'>), id: '', seq: 0, occurredAt: this.clock.now() }));
    this.kick();
  }

  /** Hears every event of every tenant, in order; returns how to stop. */
  hear(listener: (delivered: Delivered) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** The tenant's last number, to start counting from. */
  async lastSeq(tenantId: string): Promise<number> {
    const [row] = await this.db.unscoped('the counter belongs to the relay', () => this.db.query<{ last: string }>('select last from outbox_counter where tenant_id = $1', [tenantId]));
    return Number(row?.last ?? 0);
  }

  /** The tenant's events after a number, or `undefined` when they are too many or no longer kept. */
  async since(tenantId: string, seq: number): Promise<Delivered[] | undefined> {
    const rows = await this.db.unscoped('the order belongs to the relay', () =>
      this.db.query<Row>(`select ${COLUMNS} from outbox_event where tenant_id = $1 and seq > $2 order by seq limit ${MOST_MISSED + 1}`, [tenantId, seq]));
    if (rows.length > MOST_MISSED || (rows[0] && Number(rows[0].seq) !== seq + 1)) return undefined;
    if (!rows.length && seq !== (await this.lastSeq(tenantId))) return undefined;
    return rows.map(deliveredOf);
  }

  private tell(delivered: Delivered): void {
    for (const listener of this.listeners) listener(delivered);
  }

  private kick(): void {
    this.again = true;
    this.running ??= this.loop().finally(() => (this.running = undefined));
  }

  private async loop(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        const rows = await this.db.unscoped('all tenants share one order of delivery', () => this.db.query<Row>(`select ${COLUMNS} from outbox_event where delivery > $1 order by delivery limit 1000`, [this.cursor]));
        for (const row of rows) {
          this.cursor = Number(row.delivery);
          this.tell(deliveredOf(row));
        }
        if (rows.length === 1000) this.again = true;
      } catch (error) {
        this.log.warn('live feed will be caught up at the next event', { reason: reasonOf(error) });
      }
    }
  }
}

const deliveredOf = (row: Row): Delivered => ({ id: row.position, kind: row.kind, tenantId: row.tenant_id, seq: Number(row.seq), occurredAt: row.occurred_at, event: row.payload as DomainEvent });
