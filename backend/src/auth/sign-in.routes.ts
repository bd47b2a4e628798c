import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../platform/config/config.js';
import type { FirstFacts } from '../platform/http/first-page.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { Screens } from '../platform/http/screens.js';
import { Queue } from '../platform/queue/queue.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Language, SignInMethod, type Tenant } from '../tenancy/tenant.entity.js';
import { CHOICE_COOKIE } from './cookies.js';
import { EntryService } from './entry.service.js';
import { sameIdentifier } from './identifier.js';
import { IdentityService } from './identity.service.js';
import { IdentityProvidersService } from './oidc/identity-providers.service.js';
import { OidcService } from './oidc/oidc.service.js';
import { LINK_REQUESTS } from './rate-limits.service.js';
import { RedeemService } from './redeem.service.js';
import { redactedEmail, redactedPhone } from './redaction.js';
import { textOf } from './request-facts.js';
import { SessionsService } from './sessions.service.js';
import { SignInDoor, type Visit } from './sign-in-door.service.js';
import { SignInLinksService } from './sign-in-links.service.js';
import { offered } from './sign-in-policy.js';
import { linkText } from './sign-in-texts.js';
import type { LinkAsked } from './sign-in.work.js';

/** The sign-in page's side of the server: the tenant, links and the choice of an account, the session and its end. */
@Routes()
@Injectable()
export class SignInRoutes implements HttpRoutes {
  constructor(
    private readonly door: SignInDoor,
    private readonly tenancy: TenancyService,
    private readonly identity: IdentityService,
    private readonly sessions: SessionsService,
    private readonly links: SignInLinksService,
    private readonly redeeming: RedeemService,
    private readonly entry: EntryService,
    private readonly oidc: OidcService,
    private readonly providers: IdentityProvidersService,
    private readonly queue: Queue,
    private readonly config: Config,
    private readonly screens: Screens,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.addHook('onSend', async (request, reply) => {
      for (const cookie of this.identity.earnedBy(request.raw)) reply.header('set-cookie', cookie);
    });
    this.door.post(fastify, '/portal/request-link', (visit) => this.requestLink(visit));
    this.door.post(fastify, '/auth/redeem', (visit) => this.redeem(visit));
    this.door.post(fastify, '/auth/choose', (visit) => this.choose(visit));
    this.door.post(fastify, '/auth/sign-out', (visit) => this.signOut(visit));
    fastify.get('/auth/session', (request, reply) => this.session(request, reply));
    fastify.get('/auth/tenant', (request, reply) => this.tenant(request, reply));
    this.screens.tell((request) => this.first(request));
  }

  private async requestLink(visit: Visit): Promise<unknown> {
    const { tenant, reply, browser } = visit;
    const identifier = this.door.identifierIn(visit);
    if (!identifier) return reply;
    if (!(await this.door.within(visit, 'request-link', `${tenant.id}:${sameIdentifier(identifier)}`, LINK_REQUESTS))) return reply;
    if (!(await this.door.withinAddress(visit))) return reply;
    const job: LinkAsked = { tenantId: tenant.id, identifier, askedBy: browser.hash, address: browser.address };
    await this.queue.send('auth.send-link', job);
    return reply.send(tenant.disclosingSignIn ? await this.disclosed(tenant, identifier) : { ok: true, sent: [] });
  }

  private async disclosed(tenant: Tenant, identifier: string) {
    const { email, phone } = await this.links.addressesOf(tenant, identifier);
    const sent = [...(phone ? ['sms'] : []), ...(email ? ['email'] : [])];
    const redacted = [...(phone ? [redactedPhone(phone)] : []), ...(email ? [redactedEmail(email)] : [])];
    return { ok: true, sent, ...(redacted.length ? { redacted } : {}) };
  }

  private async redeem(visit: Visit): Promise<unknown> {
    const { tenant, body, browser, reply, locale } = visit;
    const redeemed = await this.redeeming.redeem(tenant, textOf(body['token'], 4_000), body['confirm'] === true, browser);
    if (redeemed.kind === 'confirm') return reply.send({ confirm: true, name: redeemed.name });
    if (redeemed.kind === 'refused') return reply.status(401).send({ error: redeemed.why, message: linkText(redeemed.why, locale) });
    return this.door.answer(visit, redeemed.entered);
  }

  private async choose(visit: Visit): Promise<unknown> {
    return this.door.answer(visit, await this.entry.choose(visit.tenant, this.door.ticketIn(visit, CHOICE_COOKIE), textOf(visit.body['customerId'], 36), visit.browser));
  }

  /** Ends the session; who names one that was left without network ends no other, which somebody may have begun since. */
  private async signOut({ request, reply, body }: Visit): Promise<unknown> {
    const caller = await this.identity.callerOf(request.raw);
    const named = textOf(body['session'], 36);
    if (named && caller.sessionId && named !== caller.sessionId) return reply.status(204).send();
    const next = await this.oidc.signOutUrl(caller, `${this.tenancy.addressOfHost((request.headers.host ?? '').toLowerCase().replace(/:\d+$/, ''))}/`);
    if (caller.sessionId) await this.sessions.end(caller, { id: caller.sessionId });
    reply.header('set-cookie', this.identity.goneCookies());
    return next ? reply.send({ next }) : reply.status(204).send();
  }

  private async session(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    return reply.header('cache-control', 'no-store').send({ session: await this.factsOfCaller(request) });
  }

  private async factsOfCaller(request: FastifyRequest) {
    const caller = await this.identity.callerOf(request.raw);
    const tenant = caller.kind === 'anonymous' ? null : await this.tenancy.byId(caller.tenantId);
    return tenant ? this.door.facts(caller, tenant) : null;
  }

  private async tenant(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
    return tenant ? reply.header('cache-control', 'no-store').send(await this.factsOfTenant(tenant, request.headers.host ?? '')) : reply.status(404).send({ error: 'unknown_host' });
  }

  private async factsOfTenant(tenant: Tenant, host: string) {
    const { name, language, languages, colour, logoUrl, demo, signInAs } = tenant;
    const elsewhere = (await this.tenancy.isVanity(host)) ? { elsewhere: true } : {};
    const providers = await this.providers.offered(tenant);
    const identities = demo && !this.config.production && signInAs.length ? { signInAs } : {};
    return { name, locale: language.toLowerCase(), locales: languages.map((spoken) => spoken.toLowerCase()), colour, logoUrl, demo, methods: offered(tenant, (method) => method !== SignInMethod.OIDC || providers.length > 0), ...(providers.length ? { providers } : {}), ...identities, ...elsewhere };
  }

  /** What a first visit is told inside the page: whose it is, and who is signed in. */
  private async first(request: FastifyRequest): Promise<FirstFacts> {
    const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
    if (!tenant) return {};
    const session = await this.factsOfCaller(request);
    return { name: tenant.name, spoken: tenant.language === Language.EN ? 'en' : 'fr', ...(session && { language: session.locale }), tenant: await this.factsOfTenant(tenant, request.headers.host ?? ''), session };
  }
}
