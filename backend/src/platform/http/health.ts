import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, register } from 'prom-client';
import { Db } from '../db/db.js';

/** `/health/live`, `/health/ready` and `/metrics`, for whatever watches this process. */
@Injectable()
export class Health {
  private draining = false;

  constructor(private readonly db: Db) {}

  install(fastify: FastifyInstance): void {
    if (!register.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics();
    fastify.get('/health/live', () => ({ ok: true }));
    fastify.get('/health/ready', async (_request, reply) => reply.status((await this.isReady()) ? 200 : 503).send({ ok: !this.draining }));
    fastify.get('/metrics', async (_request, reply) => reply.type(register.contentType).send(await register.metrics()));
  }

  /** From now on this process asks to be left out. */
  drain(): void {
    this.draining = true;
  }

  private async isReady(): Promise<boolean> {
    if (this.draining) return false;
    return this.db.unscoped('whether the database answers', () => this.db.query('select 1')).then(() => true, () => false); // a database that fails is the answer
  }
}
