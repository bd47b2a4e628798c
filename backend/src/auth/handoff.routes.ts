import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../platform/config/config.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { localeOf, type Tenant } from '../tenancy/tenant.entity.js';
import { BROWSER_COOKIE, browserHash, cookieIn, cookieOut, newBrowser } from './cookies.js';
import { HandoffService, type HandoffRefusal } from './handoff.service.js';
import { IdentityService } from './identity.service.js';
import { isOwnPage, textOf } from './request-facts.js';
import { handoffText } from './sign-in-texts.js';

const BROWSER_SECONDS = 400 * 86_400;
type Asked = FastifyRequest<{ Body: Readonly<Record<string, unknown>> }>;

/**
 * Signing in for a vanity host: `POST /auth/away` there says where to go, `POST /auth/transfer` at the canonical host
 * makes a token for the way back, and `POST /auth/handoff` mints the cookie. The token travels behind the `#` of
 * `https://<vanity>/#/handoff?token=…`, which no server, log or referrer sees.
 */
@Routes()
@Injectable()
export class HandoffRoutes implements HttpRoutes {
  constructor(
    private readonly tenancy: TenancyService,
    private readonly identity: IdentityService,
    private readonly handoffs: HandoffService,
    private readonly config: Config,
  ) {}

  install(fastify: FastifyInstance): void {
    const post = (path: string, handler: (request: Asked, reply: FastifyReply, tenant: Tenant) => Promise<unknown>) =>
      fastify.post(path, async (request: Asked, reply) => {
        reply.header('cache-control', 'no-store');
        if (!isOwnPage(request.headers)) return reply.status(403).send({ error: 'foreign_origin' });
        if (!request.headers['content-type']?.startsWith('application/json') || typeof request.body !== 'object' || request.body === null) return reply.status(415).send({ error: 'json_required' });
        const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
        return tenant ? handler(request, reply, tenant) : reply.status(404).send({ error: 'unknown_host' });
      });
    post('/auth/away', (request, reply, tenant) => this.away(request, reply, tenant));
    post('/auth/transfer', (request, reply, tenant) => this.transfer(request, reply, tenant));
    post('/auth/handoff', (request, reply, tenant) => this.handoff(request, reply, tenant));
  }

  private async away(request: Asked, reply: FastifyReply, tenant: Tenant): Promise<unknown> {
    const host = request.headers.host!;
    if (!(await this.tenancy.isVanity(host))) return reply.status(409).send({ error: 'not_vanity' });
    const state = this.handoffs.leave(host, this.browser(request, reply));
    return reply.send({ url: `${await this.tenancy.addressOf(tenant.id)}/#/login?${new URLSearchParams({ return: state, ...next(request) })}` });
  }

  private async transfer(request: Asked, reply: FastifyReply, tenant: Tenant): Promise<unknown> {
    const me = await this.identity.callerOf(request.raw);
    if (me.kind === 'anonymous') return reply.status(401).send({ error: 'sign_in' });
    const issued = await this.handoffs.issue(tenant, me, textOf(request.body['state'], 2_000));
    if (!issued) return this.refused(reply, tenant, 'handoff_invalid');
    return reply.send({ url: `${this.tenancy.addressOfHost(issued.host)}/#/handoff?${new URLSearchParams({ token: issued.token, ...next(request) })}` });
  }

  private async handoff(request: Asked, reply: FastifyReply, tenant: Tenant): Promise<unknown> {
    const browser = this.browser(request, reply);
    const session = await this.handoffs.redeem(tenant, request.headers.host ?? '', browser, textOf(request.body['token'], 100));
    if (typeof session === 'string') return this.refused(reply, tenant, session);
    for (const cookie of await this.identity.cookiesOf(session)) reply.header('set-cookie', cookie);
    return reply.send({ ok: true });
  }

  private refused(reply: FastifyReply, tenant: Tenant, why: HandoffRefusal): FastifyReply {
    return reply.status(401).send({ error: why, message: handoffText(why, localeOf(tenant.language)) });
  }

  private browser(request: FastifyRequest, reply: FastifyReply): string {
    const known = cookieIn(request.headers.cookie, BROWSER_COOKIE);
    if (known && known.length >= 32) return browserHash(known);
    const value = newBrowser();
    reply.header('set-cookie', cookieOut(BROWSER_COOKIE, value, { seconds: BROWSER_SECONDS, secure: this.config.production }));
    return browserHash(value);
  }
}

/** Where the person was going, when it is a path of ours. */
function next(request: Asked): { readonly next?: string } {
  const path = textOf(request.body['next'], 1_000);
  return path.startsWith('/') && !path.startsWith('//') ? { next: path } : {};
}
