import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Clock } from '../platform/clock.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { AlertsService } from './alerts.service.js';
import { readSamples } from './telemetry.js';

/** `POST /telemetry` with a device key as bearer: `{ samples: [{ device, metric, at, value }] }`. */
@Routes()
@Injectable()
export class TelemetryRoutes implements HttpRoutes {
  constructor(
    private readonly alerts: AlertsService,
    private readonly clock: Clock,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.post('/telemetry', async (request, reply) => {
      const key = /^Bearer ([\w-]{20,80})$/.exec(request.headers.authorization ?? '')?.[1];
      const tenantId = key ? await this.alerts.tenantOfKey(key) : null;
      if (!tenantId) return reply.status(401).send({ error: 'device_key_required' });
      const read = readSamples(request.body, this.clock.now());
      if ('error' in read) return reply.status(400).send(read);
      return reply.status(202).send(await this.alerts.take(tenantId, read.samples));
    });
  }
}
