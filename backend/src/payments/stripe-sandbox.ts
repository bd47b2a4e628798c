import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Config } from '../platform/config/config.js';
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
    this.log.info('Stripe sandbox', { url: sandbox.url });
    return sandbox;
  }
}
