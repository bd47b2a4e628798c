import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LightDoor } from '../auth/light-door.service.js';
import { Clock } from '../platform/clock.js';
import { Identity } from '../platform/graphql/identity.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { readOsmAnd } from './tracker-report.js';
import { visitPage } from './visit-page.js';
import { TrackingService } from './tracking.service.js';

/** `GET` or `POST /osmand` takes positions as Traccar Client and OsmAnd send them; `/eta` and `POST /eta/open` show a visit on its way to whoever holds its link. */
@Routes()
@Injectable()
export class TrackingRoutes implements HttpRoutes {
  constructor(
    private readonly tracking: TrackingService,
    private readonly tenancy: TenancyService,
    private readonly identity: Identity,
    private readonly clock: Clock,
    private readonly door: LightDoor,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.get('/osmand', (request, reply) => this.take(request, reply));
    fastify.post('/osmand', (request, reply) => this.take(request, reply));
    this.door.page(fastify, '/eta', async ({ locale, tenant }) => visitPage(locale, tenant.phone));
    fastify.post('/eta/open', (request, reply) => this.show(request, reply));
  }

  private async take(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
    const report = readOsmAnd(request.query, request.body, this.clock.now());
    if (typeof report === 'string') return reply.status(400).send({ error: report });
    const isKnown = tenant ? await this.tracking.tracked(tenant.id, report) : false;
    return isKnown ? reply.status(200).send() : reply.status(404).send({ error: 'unknown_device' });
  }

  private async show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    reply.header('cache-control', 'no-store');
    if (!(await this.identity.isOwnOrigin(request.raw))) return reply.status(403).send({ error: 'foreign_origin' });
    const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
    const secret = (request.body as { secret?: unknown } | null)?.secret;
    const coming = tenant && typeof secret === 'string' ? await this.tracking.show(tenant.id, secret) : undefined;
    if (!tenant) return reply.status(404).send({ error: 'not_coming' });
    const { name, colour, logoUrl, phone, timeZone } = tenant;
    const face = { tenant: { name, colour, logoUrl, phone, timeZone } };
    return coming ? reply.send({ ...face, ...coming }) : reply.status(404).send({ error: 'not_coming', ...face });
  }
}
