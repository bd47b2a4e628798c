import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { PgBoss, type Job } from 'pg-boss';
import { Config } from '../config/config.js';
import { Db } from '../db/db.js';
import { Log, reasonOf } from '../observability/log.js';

const WORK = 'demarc:work';
const SCHEDULE = 'demarc:schedule';

interface WorkOptions {
  /** Seconds before the first retry; doubled for each further one. */
  readonly retryDelay?: number;
  readonly retryLimit?: number;
  readonly batchSize?: number;
}

/** Does jobs of this name: retried with back-off, then parked where ops can see them. */
export const Work = (name: string, options: WorkOptions = {}): MethodDecorator => (_target, _property, descriptor: PropertyDescriptor) => {
  Reflect.defineMetadata(WORK, { name, options }, descriptor.value as object);
};

/** Runs on a cron schedule in UTC, once however many processes there are. */
export const Schedule = (cron: string): MethodDecorator => (_target, _property, descriptor: PropertyDescriptor) => {
  Reflect.defineMetadata(SCHEDULE, cron, descriptor.value as object);
};

/** Background work, kept in PostgreSQL: enqueued in the transaction of its cause, so neither is without the other. */
@Injectable()
export class Queue implements BeforeApplicationShutdown {
  private boss?: PgBoss;

  constructor(
    private readonly config: Config,
    private readonly db: Db,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly log: Log,
  ) {}

  /** Enqueues a job; inside a transaction it exists only if that commits. `key` keeps a second one of the same key away. */
  async send(name: string, data: object, options: { startAfter?: Date; key?: string } = {}): Promise<void> {
    const send = { ...(options.startAfter ? { startAfter: options.startAfter } : {}), ...(options.key ? { singletonKey: options.key } : {}) };
    const executeSql = async (text: string, values?: unknown[]) => ({ rows: await this.db.query(text, values ?? []) });
    await this.required().send(name, data, this.db.inTx ? { ...send, db: { executeSql } as never } : send);
  }

  /** Opens the queue; with `works` this process also does the work. */
  async start(works: boolean): Promise<void> {
    const boss = new PgBoss({ connectionString: this.config.databaseUrl, application_name: 'demarc-queue', max: 4, supervise: works, schedule: works } as never);
    boss.on('error', (error) => this.log.warn('queue', { reason: reasonOf(error) }));
    await boss.start();
    await letTransactionsEnqueue(boss);
    this.boss = boss;
    for (const { name, options, run } of this.methods(WORK)) {
      const { name: queue, options: work } = options as { name: string; options: WorkOptions };
      await boss.createQueue(queue, { retryLimit: work.retryLimit ?? 5, retryDelay: work.retryDelay ?? 2, retryBackoff: true } as never);
      if (works) await boss.work(queue, { pollingIntervalSeconds: 0.5, batchSize: work.batchSize ?? 1 }, (jobs: Job[]) => this.each(name, jobs, run));
    }
    for (const { name, options, run } of this.methods(SCHEDULE)) {
      const queue = `schedule.${name}`;
      await boss.createQueue(queue, { policy: 'short' } as never);
      if (!works) continue;
      await boss.work(queue, { pollingIntervalSeconds: 2 }, (jobs: Job[]) => this.each(name, jobs, run));
      await boss.schedule(queue, options as string, {}, { tz: 'UTC' });
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.boss?.stop({ graceful: true, timeout: 5_000 });
  }

  private async each(name: string, jobs: readonly Job[], run: (data: unknown) => Promise<unknown>): Promise<void> {
    for (const job of jobs) {
      try {
        await run(job.data);
      } catch (error) {
        this.log.error(error as Error, { work: name, job: job.id });
        throw error;
      }
    }
  }

  private *methods(key: string): Iterable<{ name: string; options: unknown; run: (data: unknown) => Promise<unknown> }> {
    for (const wrapper of this.discovery.getProviders()) {
      const instance = wrapper.instance as Record<string, (data: unknown) => Promise<unknown>> | undefined;
      if (!instance || typeof instance !== 'object') continue;
      for (const method of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const handler = instance[method];
        const options: unknown = handler && Reflect.getMetadata(key, handler);
        if (handler && options) yield { name: `${String(wrapper.name)}.${method}`, options, run: (data) => handler.call(instance, data) };
      }
    }
  }

  private required(): PgBoss {
    if (!this.boss) throw new Error('The queue is not open');
    return this.boss;
  }
}

/** A transaction of a caller runs as a role that owns nothing: it may add jobs, and only one process at a time hands out that right. */
async function letTransactionsEnqueue(boss: PgBoss): Promise<void> {
  await boss.getDb().executeSql(`
    select pg_advisory_xact_lock(4207003);
    grant usage on schema pgboss to demarc_app, demarc_system;
    grant select, insert, update on all tables in schema pgboss to demarc_app, demarc_system`);
}
