import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Config } from '../config/config.js';
import { Log, reasonOf } from '../observability/log.js';

/** At most this often a process notifies the others. */
const COALESCE_MS = 20;
const RECONNECT_MS = 1_000;

export type Channel = 'demarc_relay' | 'demarc_live' | 'demarc_session' | 'demarc_whisper';

/** Hears what was notified, and whether this very process said it. */
type Listener = (payload: string, isOwn: boolean) => void;

/**
 * Wakes other processes over PostgreSQL's LISTEN and NOTIFY on a connection of its own. Notifications are sent after
 * the commit and never inside a business transaction, where their lock would make all writers wait for each other.
 */
@Injectable()
export class Wake implements OnApplicationShutdown {
  private client?: pg.Client;
  private connecting?: Promise<void>;
  private closed = false;
  private readonly listeners = new Map<Channel, Set<Listener>>();
  private readonly pending = new Map<string, [Channel, string]>();
  private timer?: NodeJS.Timeout;

  constructor(
    @Inject(Config) private readonly config: Config,
    private readonly log: Log,
  ) {}

  /** There are new events for the relay. */
  relay(): void {
    this.notify('demarc_relay', '');
  }

  notify(channel: Channel, payload: string): void {
    this.pending.set(`${channel}:${payload}`, [channel, payload]);
    this.timer ??= setTimeout(() => void this.flush(), COALESCE_MS);
  }

  /** Hears a channel; also told, with an empty payload, after a reconnection, when something may have been missed. */
  async hear(channel: Channel, listener: Listener): Promise<void> {
    const all = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, all.add(listener));
    await this.connected();
    if (all.size === 1) await this.client?.query(`listen ${channel}`);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined); // closing anyway
  }

  private async flush(): Promise<void> {
    this.timer = undefined;
    if (this.closed) return;
    const notes = [...this.pending.values()];
    this.pending.clear();
    try {
      await this.connected();
      for (const [channel, payload] of notes) await this.client?.query('select pg_notify($1, $2)', [channel, payload]);
    } catch (error) {
      this.log.warn('could not notify; the poll will find it', { reason: reasonOf(error) });
    }
  }

  private connected(): Promise<void> {
    return (this.connecting ??= this.connect());
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.config.databaseUrl, application_name: 'demarc-wake' });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    await client.connect();
    const own = (await client.query<{ pid: number }>('select pg_backend_pid() pid')).rows[0]?.pid;
    client.on('notification', ({ channel, payload, processId }) => this.listeners.get(channel as Channel)?.forEach((listener) => listener(payload ?? '', processId === own)));
    this.client = client;
    for (const channel of this.listeners.keys()) await client.query(`listen ${channel}`);
  }

  private lost(client: pg.Client): void {
    if (this.closed || this.client !== client) return;
    this.client = undefined;
    const again = (): void => {
      if (this.closed) return;
      this.connecting = this.connect();
      this.connecting.then(() => this.listeners.forEach((all) => all.forEach((listener) => listener('', false)))).catch(() => void setTimeout(again, RECONNECT_MS));
    };
    setTimeout(again, RECONNECT_MS);
  }
}
