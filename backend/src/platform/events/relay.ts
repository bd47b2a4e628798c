import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { Config } from '../config/config.js';
import { Log, reasonOf } from '../observability/log.js';
import { Listeners } from './listeners.js';
import { Wake } from './wake.js';

const LOCK = 4_207_001;
const BATCH = 500;
/** Finds what a lost notification would have told. */
const POLL_MS = 1_000;

/**
 * Gives committed events their order and hands them on. Whoever holds the advisory lock is the relay; the others wait
 * to take over. Only events below the oldest running transaction are taken, so that one that commits late is not skipped.
 */
@Injectable()
export class Relay implements OnModuleDestroy {
  private client?: pg.Client;
  private running?: Promise<void>;
  private again = false;
  private closed = false;
  private timer?: NodeJS.Timeout;
  private holdsLock = false;

  constructor(
    private readonly config: Config,
    private readonly wake: Wake,
    private readonly listeners: Listeners,
    private readonly log: Log,
  ) {}

  async start(): Promise<void> {
    await this.wake.hear('demarc_relay', () => this.kick());
    this.kick();
  }

  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.running;
    await this.client?.end().catch(() => undefined); // closing anyway
  }

  /** Works until nothing is left. */
  kick(): void {
    this.again = true;
    this.running ??= this.loop().finally(() => {
      this.running = undefined;
      clearTimeout(this.timer);
      if (!this.closed) this.timer = setTimeout(() => this.kick(), POLL_MS);
    });
  }

  private async loop(): Promise<void> {
    while (this.again && !this.closed) {
      this.again = false;
      try {
        if (await this.lead()) while (!this.closed && (await this.batch())) continue;
      } catch (error) {
        this.holdsLock = false;
        await this.client?.end().catch(() => undefined); // broken already
        this.client = undefined;
        this.log.warn('relay lost its connection', { reason: reasonOf(error) });
      }
    }
  }

  private async lead(): Promise<boolean> {
    if (!this.client) {
      this.client = new pg.Client({ connectionString: this.config.databaseUrl, application_name: 'demarc-relay', options: '-c role=demarc_system' });
      this.client.on('error', () => (this.client = undefined));
      await this.client.connect();
      this.holdsLock = false;
    }
    if (!this.holdsLock) this.holdsLock = (await this.client.query<{ got: boolean }>('select pg_try_advisory_lock($1) got', [LOCK])).rows[0]!.got;
    return this.holdsLock;
  }

  /** Numbers one batch, wakes the live feeds, then lets the listeners hear it. */
  private async batch(): Promise<boolean> {
    const numbered = await this.number();
    if (numbered) this.wake.notify('demarc_live', '');
    const heard = await this.listeners.hearNext(this.client!);
    return numbered > 0 || heard;
  }

  private async number(): Promise<number> {
    const client = this.client!;
    await client.query('begin');
    try {
      const { rowCount } = await client.query(
        `with fresh as (
           select position, tenant_id, row_number() over (partition by tenant_id order by position) n, row_number() over (order by position) d
           from (select position, tenant_id from outbox_event where seq is null and tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint order by position limit ${BATCH}) f),
         counted as (
           insert into outbox_counter as c (tenant_id, last) select tenant_id, max(n) from fresh group by tenant_id
           on conflict (tenant_id) do update set last = c.last + excluded.last returning tenant_id, last),
         top as (select coalesce(max(delivery), 0) d from outbox_event)
         update outbox_event e set delivery = top.d + fresh.d,
           seq = counted.last - (select max(n) from fresh f where f.tenant_id = fresh.tenant_id) + fresh.n
         from fresh, counted, top where e.position = fresh.position and counted.tenant_id = fresh.tenant_id`,
      );
      await client.query('commit');
      return rowCount ?? 0;
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  }
}
