import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Accounts } from '../auth/accounts.service.js';
import type { Actor } from '../auth/actor.js';
import { Realm, Session } from '../auth/auth.entity.js';
import { SessionsService } from '../auth/sessions.service.js';
import { ViewSessionsService } from '../auth/view-sessions.service.js';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Identity } from '../platform/graphql/identity.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { isUuid } from '../platform/ids.js';
import { TenancyService } from '../tenancy/tenancy.service.js';

/** How long one may look, in minutes. */
export const VIEW_MINUTES = 30;

const TEXTS = {
  switched_off: { fr: 'Votre entreprise a choisi de ne pas permettre cette vue.', en: 'Your company has chosen not to allow this view.' },
  not_found: { fr: 'Ce client n’existe pas.', en: 'There is no such customer.' },
  forbidden: { fr: 'Votre rôle ne permet pas de voir l’espace d’un client.', en: 'Your role does not allow seeing a customer’s portal.' },
} as const;

/** Opens the portal for somebody of the office as a customer sees it: to read, for half an hour, written in the log. */
@Routes()
@Injectable()
export class ViewAsRoutes implements HttpRoutes {
  constructor(
    private readonly identity: Identity,
    private readonly tenancy: TenancyService,
    private readonly accounts: Accounts,
    private readonly sessions: SessionsService,
    private readonly views: ViewSessionsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly db: Db,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.get('/view', (_request, reply) => reply.redirect('/view/', 302));
    fastify.post('/auth/view-as', (request, reply) => this.start(request, reply));
    fastify.post('/auth/view-end', (request, reply) => this.end(request, reply));
  }

  private async start(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    reply.header('cache-control', 'no-store');
    const me = (await this.identity.callerOf(request.raw)) as Actor;
    const refuse = (status: number, error: keyof typeof TEXTS) => reply.status(status).send({ error, message: TEXTS[error][me.locale] });
    if (!(await this.identity.isOwnOrigin(request.raw)) || me.kind !== 'staff' || !me.permissions.has('customers:view-as')) return refuse(403, 'forbidden');
    if (!(await this.tenancy.byId(me.tenantId))?.viewAsCustomer) return refuse(403, 'switched_off');
    const customerId = (request.body as { customerId?: unknown } | null)?.customerId;
    const session = typeof customerId === 'string' && isUuid(customerId) ? await this.open(me, customerId) : undefined;
    if (!session) return refuse(404, 'not_found');
    return reply.header('set-cookie', this.views.cookieOf(session, VIEW_MINUTES * 60)).send({ next: '/view/' });
  }

  private async end(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    reply.header('cache-control', 'no-store');
    const me = (await this.identity.callerOf(request.raw)) as Actor;
    if (!me.viewedBy || !(await this.identity.isOwnOrigin(request.raw))) return reply.status(403).send({ error: 'forbidden' });
    const viewer = { kind: 'staff' as const, name: me.viewedBy.name, staffId: me.viewedBy.id };
    await this.sessions.end({ ...me, ...viewer }, { id: me.sessionId! });
    await this.db.tx({ ...me, seesAllCustomers: true }, () => this.audit.record(viewer, { action: 'view-as.ended', target: `customer:${me.customerId}` }));
    return reply.header('set-cookie', this.views.goneCookie()).send({ next: `/#/ops/customers/${me.customerId}` });
  }

  private open(me: Actor, customerId: string): Promise<Session | undefined> {
    return this.db.tx(me, async () => {
      const account = await this.accounts.customers.of(customerId, null);
      if (!account) return undefined;
      const now = this.clock.now();
      const expiresAt = new Date(now.getTime() + VIEW_MINUTES * 60_000);
      const owner = { realm: Realm.CUSTOMER, customerId, contactId: account.contactId, staffId: null, technicianId: null };
      const session = await this.db.repo(Session).save(Object.assign(new Session(), owner, { device: '', browser: null, linkId: null, lastUsedAt: now, expiresAt, revokedAt: null, viewedBy: me.staffId!, viewedByName: me.name }));
      await this.audit.record(me, { action: 'view-as.started', target: `customer:${customerId}`, detail: { number: account.number, until: expiresAt } });
      return session;
    });
  }
}
