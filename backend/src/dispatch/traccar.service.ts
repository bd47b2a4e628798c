import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { WebSocket } from 'ws';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { call, RemoteError } from '../platform/http/outgoing.js';
import { Log, reasonOf } from '../platform/observability/log.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { readTraccar } from './tracker-report.js';
import { TrackingService } from './tracking.service.js';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;
/** A server that refuses our token is asked this often whether it has changed its mind. */
const REFUSED_WAIT_MS = 5 * 60_000;
/** Traccar says something at least once a minute; one that is silent for longer has gone without a word. */
const LOOK_MS = 30_000;
const MOST_MESSAGE = 4_000_000;
const REFUSED = new Set([401, 403]);

/**
 * Follows a Traccar server: by REST which devices there are and where they were last, by WebSocket where they go. A
 * connection that breaks, or falls silent, is made again, and REST tells what was missed. Without `TRACCAR_URL` it rests.
 */
@Injectable()
export class TraccarFollower implements OnApplicationShutdown {
  /** What is known of devices: the number Traccar gives them, and the name our technicians' trackers have. */
  private names = new Map<number, string>();
  private socket?: WebSocket;
  private timer?: NodeJS.Timeout;
  private closed = false;
  private wait = FIRST_WAIT_MS;
  /** Positions are taken in the order they come. */
  private taking: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: Config,
    private readonly tenancy: TenancyService,
    private readonly tracking: TrackingService,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  start(): void {
    if (this.config.traccar) void this.follow();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.terminate();
    await this.taking;
  }

  private async follow(): Promise<void> {
    try {
      const { url, token } = this.config.traccar!;
      const tenantId = await this.tenant();
      this.learn(await this.ask('/api/devices'));
      this.take(tenantId, await this.ask('/api/positions'));
      if (this.closed) return;
      const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/socket?token=${encodeURIComponent(token)}`, { maxPayload: MOST_MESSAGE, handshakeTimeout: 10_000 });
      this.socket = socket;
      let isAlive = true;
      const look = setInterval(() => {
        if (!isAlive) return socket.terminate();
        isAlive = false;
        socket.ping();
      }, LOOK_MS);
      socket.on('open', () => (this.wait = FIRST_WAIT_MS));
      socket.on('pong', () => (isAlive = true));
      socket.on('message', (data) => {
        isAlive = true;
        this.hear(tenantId, String(data as Buffer));
      });
      socket.on('error', (error) => this.log.warn('traccar', { reason: reasonOf(error) }));
      socket.on('close', () => {
        clearInterval(look);
        this.again();
      });
    } catch (error) {
      this.log.warn('traccar', { reason: reasonOf(error) });
      this.again(error instanceof RemoteError && REFUSED.has(error.status ?? 0) ? REFUSED_WAIT_MS : undefined);
    }
  }

  private again(wait = this.wait): void {
    if (this.closed) return;
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
    this.timer = setTimeout(() => void this.follow(), wait);
  }

  private async ask(path: string): Promise<unknown> {
    const { url, token } = this.config.traccar!;
    const response = await call('Traccar', `${url}${path}`, { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } });
    return response.json().catch(() => {
      throw new RemoteError('Traccar', 'answered no JSON');
    });
  }

  /** `{ positions }`, `{ devices }`, `{ events }`, or `{}` to say that it is still there. What is no such message is left alone. */
  private hear(tenantId: string, text: string): void {
    let message: { readonly positions?: unknown; readonly devices?: unknown } | null;
    try {
      message = JSON.parse(text) as typeof message;
    } catch {
      return this.log.warn('traccar', { reason: 'a message that is no JSON' });
    }
    if (message?.devices) this.learn(message.devices);
    if (message?.positions) this.take(tenantId, message.positions);
  }

  private learn(devices: unknown): void {
    for (const { id, uniqueId } of Array.isArray(devices) ? (devices as ({ id?: unknown; uniqueId?: unknown } | null)[]).map((device) => device ?? {}) : []) {
      if (typeof id === 'number' && typeof uniqueId === 'string') this.names.set(id, uniqueId);
    }
  }

  private take(tenantId: string, positions: unknown): void {
    const reports = (Array.isArray(positions) ? positions : []).flatMap((position) => readTraccar(position, this.names, this.clock.now()) ?? []);
    this.taking = this.taking.then(async () => {
      for (const report of reports) await this.tracking.tracked(tenantId, report);
    }).catch((error: unknown) => this.log.error(error as Error, { where: 'traccar' }));
  }

  /** Whose devices they are: the provider that was named, or the only one. */
  private async tenant(): Promise<string> {
    const { tenant } = this.config.traccar!;
    if (tenant) return (await this.tenancy.named(tenant)).id;
    const [only, ...others] = await this.tenancy.all();
    if (!only || others.length) throw new Error('TRACCAR_TENANT must name the provider whose vans these are');
    return only.id;
  }
}
