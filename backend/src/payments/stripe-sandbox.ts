import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { Log } from '../platform/observability/log.js';

/** What a sandbox may be told to do; described in tools/stripe-sandbox/README.md. */
export interface SandboxControl {
  readonly webhooks: {
    duplicate(copies: number, which?: object): void;
    drop(which?: object): void;
    forge(kind: 'signature' | 'timestamp' | 'payload', which?: object): void;
    reorder(count: number): void;
    hold(): void;
    release(order: 'kept' | 'reversed'): void;
    resend(eventId: string): void;
    settled(): Promise<void>;
    reset(): void;
    list(): { readonly event: string; readonly type: string; readonly status: string; readonly attempts: { readonly status: number }[] }[];
  };
  readonly api: { fail(kind: string, which?: object): void; reset(): void };
  adopt(known: { readonly customer: string; readonly method: string; readonly number?: string; readonly account?: string; readonly exp_month?: number; readonly exp_year?: number }): void;
  completeSession(id: string, how?: object): { result: string; success_url: string };
  expireSession(id: string): unknown;
  settleDebit(intentId: string, outcome: 'succeeded' | 'failed'): unknown;
  cardBehaves(methodId: string, outcome: string): void;
  failRefund(id: string): unknown;
  openDispute(chargeId: string, reason?: string): { readonly id: string };
  closeDispute(id: string, status: string): unknown;
  events(): { readonly id: string; readonly type: string; readonly data: { readonly object: Record<string, unknown> } }[];
}

interface Sandbox {
  readonly url: string;
  readonly port: number;
  readonly control: SandboxControl;
  close(): Promise<void>;
}

type Start = (options: { port: number; dir: string; webhookUrl: string; webhookSecret: string; debitSettlesAfterMs: number }) => Promise<Sandbox>;

/** The key with which a clone that nobody has configured starts: no Stripe account has it. */
const DEVELOPMENT_KEY = 'sk_test_demarc';
const DEBIT_SETTLES_MS = 20_000;

/** The Stripe that comes with the product: runs beside the server on a clone without an account, never in production. */
@Routes()
@Injectable()
export class StripeSandbox implements HttpRoutes, BeforeApplicationShutdown {
  /** Whether this process brings its own Stripe. */
  readonly wanted: boolean;
  private readonly dir: string;
  private serverPort = 0;
  private running?: Promise<Sandbox>;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
    private readonly db: Db,
  ) {
    this.wanted = !config.production && !config.stripe.apiBase && config.stripe.secretKey === DEVELOPMENT_KEY;
    this.dir = join(config.dataDir, 'stripe-sandbox');
  }

  /** Only once the server listens is it known where webhooks go. What was under way before a restart goes on at once. */
  install(fastify: FastifyInstance): void {
    if (!this.wanted) return;
    fastify.addHook('onListen', async () => {
      const address = fastify.server.address();
      if (address && typeof address === 'object') this.serverPort = address.port;
      if (existsSync(this.dir)) await this.start();
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await (await this.running)?.close();
  }

  /** Where the client finds it; starts it on first use. */
  async url(): Promise<string> {
    return (await this.start()).url;
  }

  /** Plays bank, network and customer. */
  async control(): Promise<SandboxControl> {
    return (await this.start()).control;
  }

  private start(): Promise<Sandbox> {
    if (!this.serverPort) throw new Error('The Stripe sandbox runs beside a server that listens');
    return (this.running ??= this.begin());
  }

  private async begin(): Promise<Sandbox> {
    const { startStripeSandbox } = (await import(new URL('../../../tools/stripe-sandbox/server.mjs', import.meta.url).href)) as { startStripeSandbox: Start };
    await mkdir(this.dir, { recursive: true });
    const options = { dir: this.dir, webhookUrl: `http://127.0.0.1:${this.serverPort}/webhook/stripe`, webhookSecret: this.config.stripe.webhookSecret, debitSettlesAfterMs: DEBIT_SETTLES_MS };
    const before = Number(await readFile(join(this.dir, 'port'), 'utf8').catch(() => '0')); // the first start has none
    // The same port as last time, so that payment pages that are open in a browser go on working.
    const sandbox = await startStripeSandbox({ ...options, port: before }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' || !before) throw error;
      return startStripeSandbox({ ...options, port: 0 });
    });
    await writeFile(join(this.dir, 'port'), String(sandbox.port));
    for (const known of await this.ofDemo()) sandbox.control.adopt(known);
    this.log.info('Stripe sandbox', { url: sandbox.url });
    return sandbox;
  }

  /** What the customers of a demo provider have saved, which was never entered on a page. */
  private async ofDemo(): Promise<Parameters<SandboxControl['adopt']>[0][]> {
    const rows = await this.db.unscoped('a sandbox belongs to no tenant', () =>
      this.db.query<{ customer: string; method: string; last4: string; expires: string | null }>(
        `select c.stripe_customer_id customer, m.stripe_method_id method, m.last4, m.expires_on expires from saved_method m join customer c on c.id = m.customer_id join tenant t on t.id = m.tenant_id
         where t.demo and m.removed_at is null and m.stripe_method_id like 'pm\\_demo\\_%'`));
    return rows.map(({ customer, method, last4, expires }) => {
      const [year, month] = (expires ?? '').split('-').map(Number);
      return { customer, method, ...(expires ? { number: last4 === '4444' ? '5555555555554444' : '4242424242424242', exp_year: year!, exp_month: month! } : { account: '000123456789' }) };
    });
  }
}
