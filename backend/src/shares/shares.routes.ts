import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LiveBus } from '../platform/events/live-bus.js';
import { Identity } from '../platform/graphql/identity.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import type { Tenant } from '../tenancy/tenant.entity.js';
import { SharesService, type Shown } from './shares.service.js';

/** Events after which a shared place may look different, or not be shared any more. */
const CONCERNS = new Set(['ShareLinkRevoked', 'TenantChanged', 'JobCreated', 'JobScheduled', 'JobChanged', 'JobCompleted', 'AlertChanged', 'DeviceLinked', 'DeviceUnlinked', 'DeviceSwapped']);
/** Pages that one process keeps up to date at once. */
const MOST_OPEN = 500;
/** Keeps proxies from taking a quiet page for a dead one. */
const BEAT_MS = 25_000;

/** `POST /share/open` shows a place to whoever holds a link; `POST /share/live` goes on telling, a JSON line at a time. */
@Routes()
@Injectable()
export class SharesRoutes implements HttpRoutes {
  private open = 0;

  constructor(
    private readonly shares: SharesService,
    private readonly tenancy: TenancyService,
    private readonly identity: Identity,
    private readonly bus: LiveBus,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.post('/share/open', (request, reply) => this.show(request, reply));
    fastify.post('/share/live', (request, reply) => this.follow(request, reply));
  }

  private async show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const found = await this.found(request, reply);
    return found ? reply.send(this.page(found.tenant, found.shown)) : reply;
  }

  private async follow(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const found = await this.found(request, reply);
    if (!found) return reply;
    if (this.open >= MOST_OPEN) return reply.status(503).header('retry-after', '30').send({ error: 'busy' });
    const { tenant, secret } = found;
    this.open++;
    reply.hijack();
    const out = reply.raw;
    out.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    let last = '';
    const tell = async (shown: Shown | undefined): Promise<void> => {
      const line = JSON.stringify(shown ? this.page(tenant, shown) : { ended: true });
      if (line !== last) out.write(`${(last = line)}\n`);
      if (!shown) out.end();
    };
    let looking: Promise<unknown> = tell(found.shown);
    const look = (): void => {
      looking = looking.then(async () => {
        const now = await this.tenancy.byId(tenant.id);
        await tell(now ? await this.shares.show(now, secret) : undefined);
      }).catch(() => out.end()); // the page asks again by itself
    };
    const stop = this.bus.hear(({ tenantId, kind }) => tenantId === tenant.id && CONCERNS.has(kind) && look());
    const beat = setInterval(() => out.write('\n'), BEAT_MS);
    out.once('close', () => {
      this.open--;
      clearInterval(beat);
      stop();
    });
    return reply;
  }

  /** The place behind the secret in the body; a secret that opens nothing has one answer, whatever the reason. */
  private async found(request: FastifyRequest, reply: FastifyReply): Promise<{ readonly tenant: Tenant; readonly secret: string; readonly shown: Shown } | undefined> {
    reply.header('cache-control', 'no-store');
    const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
    const secret = (request.body as { secret?: unknown } | null)?.secret;
    const isOurs = await this.identity.isOwnOrigin(request.raw);
    const shown = tenant && isOurs && typeof secret === 'string' ? await this.shares.show(tenant, secret) : undefined;
    if (tenant && shown) return { tenant, secret: secret as string, shown };
    reply.status(isOurs ? 404 : 403).send({ error: isOurs ? 'not_shared' : 'foreign_origin' });
    return undefined;
  }

  private page(tenant: Tenant, shown: Shown): object {
    const { name, colour, logoUrl, phone, timeZone } = tenant;
    return { tenant: { name, colour, logoUrl, phone, timeZone }, ...shown };
  }
}
