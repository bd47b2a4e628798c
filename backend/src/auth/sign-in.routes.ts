import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '../platform/caller.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import type { FirstFacts } from '../platform/http/first-page.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { Screens } from '../platform/http/screens.js';
import { Queue } from '../platform/queue/queue.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Language, SignInMethod, type Tenant } from '../tenancy/tenant.entity.js';
import { Accounts } from './accounts.service.js';
import { systemActor, type Actor } from './actor.js';
import type { Session } from './auth.entity.js';
import { BROWSER_COOKIE, browserHash, CHOICE_COOKIE, cookieIn, cookieOut, newBrowser } from './cookies.js';
import { deviceName } from './device-name.js';
import { sameIdentifier } from './identifier.js';
import { IdentityService } from './identity.service.js';
import { LINK_REQUESTS, PASSWORD_TRIES, RateLimits, REQUESTS_OF_ADDRESS, type Limit } from './rate-limits.service.js';
import { CHOICE_SECONDS, RedeemService, type Browser, type Redeemed } from './redeem.service.js';
import { redactedEmail, redactedPhone } from './redaction.js';
import { isLoopback, isOwnPage, textOf } from './request-facts.js';
import { sessionFacts } from './session-facts.js';
import { SessionsService } from './sessions.service.js';
import { SignInLinksService } from './sign-in-links.service.js';
import { offered } from './sign-in-policy.js';
import { credentialsText, linkText, waitText } from './sign-in-texts.js';
import { StaffService } from './staff.service.js';
import type { LinkAsked } from './sign-in.work.js';

const BROWSER_SECONDS = 400 * 86_400;
type Body = Readonly<Record<string, unknown>>;
type Handler = (request: FastifyRequest<{ Body: Body }>, reply: FastifyReply, tenant: Tenant) => Promise<unknown>;

/** The sign-in page's side of the server: plain JSON, same origin, no session needed. */
@Routes()
@Injectable()
export class SignInRoutes implements HttpRoutes {
  constructor(
    private readonly tenancy: TenancyService,
    private readonly identity: IdentityService,
    private readonly sessions: SessionsService,
    private readonly links: SignInLinksService,
    private readonly redeeming: RedeemService,
    private readonly staff: StaffService,
    private readonly limits: RateLimits,
    private readonly accounts: Accounts,
    private readonly queue: Queue,
    private readonly config: Config,
    private readonly db: Db,
    private readonly screens: Screens,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.addHook('onSend', async (request, reply) => {
      for (const cookie of this.identity.earnedBy(request.raw)) reply.header('set-cookie', cookie);
    });
    const post = (path: string, handler: Handler) => fastify.post<{ Body: Body }>(path, (request, reply) => this.checked(request, reply, handler));
    post('/portal/request-link', (request, reply, tenant) => this.requestLink(request, reply, tenant));
    post('/auth/redeem', (request, reply, tenant) => this.redeem(request, reply, tenant));
    post('/auth/choose', (request, reply, tenant) => this.choose(request, reply, tenant));
    post('/auth/password', (request, reply, tenant) => this.password(request, reply, tenant));
    post('/auth/sign-out', (request, reply) => this.signOut(request, reply));
    fastify.get('/auth/session', (request, reply) => this.session(request, reply));
    fastify.get('/auth/tenant', (request, reply) => this.tenant(request, reply));
    this.screens.tell((request) => this.first(request));
  }

  private async requestLink(request: FastifyRequest<{ Body: Body }>, reply: FastifyReply, tenant: Tenant): Promise<unknown> {
    const identifier = textOf(request.body['identifier'], 200).trim();
    if (!identifier) return reply.status(400).send({ error: 'identifier_required' });
    const locale = localeOf(request, tenant);
    if (!(await this.within(reply, locale, 'request-link', `${tenant.id}:${sameIdentifier(identifier)}`, LINK_REQUESTS))) return reply;
    if (!(await this.withinAddress(request, reply, locale))) return reply;
    const job: LinkAsked = { tenantId: tenant.id, identifier, askedBy: this.browser(request, reply).hash };
    await this.queue.send('auth.send-link', job);
    return reply.send(tenant.disclosingSignIn ? await this.disclosed(tenant, identifier) : { ok: true, sent: [] });
  }

  private async disclosed(tenant: Tenant, identifier: string) {
    const { email, phone } = await this.links.addressesOf(tenant.id, identifier);
    const sent = [...(phone ? ['sms'] : []), ...(email ? ['email'] : [])];
    const redacted = [...(phone ? [redactedPhone(phone)] : []), ...(email ? [redactedEmail(email)] : [])];
    return { ok: true, sent, ...(redacted.length ? { redacted } : {}) };
  }

  private async redeem(request: FastifyRequest<{ Body: Body }>, reply: FastifyReply, tenant: Tenant): Promise<unknown> {
    const browser = this.browser(request, reply);
    return this.answer(request, reply, tenant, await this.redeeming.redeem(tenant, textOf(request.body['token'], 4_000), request.body['confirm'] === true, browser));
  }

  private async choose(request: FastifyRequest<{ Body: Body }>, reply: FastifyReply, tenant: Tenant): Promise<unknown> {
    const choice = cookieIn(request.headers.cookie, CHOICE_COOKIE) ?? '';
    return this.answer(request, reply, tenant, await this.redeeming.choose(tenant, choice, textOf(request.body['customerId'], 36), this.browser(request, reply)));
  }

  private async answer(request: FastifyRequest, reply: FastifyReply, tenant: Tenant, redeemed: Redeemed): Promise<unknown> {
    if (redeemed.kind === 'confirm') return reply.send({ confirm: true, name: redeemed.name });
    if (redeemed.kind === 'refused') return reply.status(401).send({ error: redeemed.why, message: linkText(redeemed.why, localeOf(request, tenant)) });
    if (redeemed.kind === 'choose') {
      reply.header('set-cookie', cookieOut(CHOICE_COOKIE, redeemed.choice, { seconds: CHOICE_SECONDS, secure: this.config.production }));
      return reply.send({ choose: redeemed.accounts });
    }
    const session = await this.signedIn(reply, tenant, redeemed.session);
    return session ? reply.send({ session, ...(redeemed.jobId ? { next: `/j/${redeemed.jobId}` } : {}) }) : reply.status(401).send({ error: 'link_invalid', message: linkText('link_invalid', localeOf(request, tenant)) });
  }

  private async password(request: FastifyRequest<{ Body: Body }>, reply: FastifyReply, tenant: Tenant): Promise<unknown> {
    const identifier = textOf(request.body['identifier'], 200);
    const locale = localeOf(request, tenant);
    const account = `${tenant.id}:${sameIdentifier(identifier)}`;
    if (!(await this.within(reply, locale, 'password', account, PASSWORD_TRIES))) return reply;
    if (!(await this.withinAddress(request, reply, locale))) return reply;
    const row = await this.staff.signIn(tenant, identifier, textOf(request.body['password'], 200), this.browser(request, reply));
    const session = row && (await this.signedIn(reply, tenant, row));
    if (!session) return reply.status(401).send({ error: 'credentials', message: credentialsText(locale) });
    await this.limits.forget('password', account);
    return reply.send({ session });
  }

  private async signOut(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const caller = await this.identity.callerOf(request.raw);
    if (caller.sessionId) await this.sessions.end(caller, { id: caller.sessionId });
    return reply.header('set-cookie', this.identity.goneCookies()).status(204).send();
  }

  private async session(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    return reply.header('cache-control', 'no-store').send({ session: await this.factsOfCaller(request) });
  }

  private async factsOfCaller(request: FastifyRequest) {
    const caller = await this.identity.callerOf(request.raw);
    const tenant = caller.kind === 'anonymous' ? null : await this.tenancy.byId(caller.tenantId);
    return tenant ? this.facts(caller, tenant) : null;
  }

  private async tenant(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
    return tenant ? reply.header('cache-control', 'no-store').send(await this.factsOfTenant(tenant, request.headers.host ?? '')) : reply.status(404).send({ error: 'unknown_host' });
  }

  private async factsOfTenant(tenant: Tenant, host: string) {
    const { name, language, languages, colour, logoUrl, demo, signInAs } = tenant;
    const elsewhere = (await this.tenancy.isVanity(host)) ? { elsewhere: true } : {};
    const identities = demo && !this.config.production && signInAs.length ? { signInAs } : {};
    return { name, locale: language.toLowerCase(), locales: languages.map((spoken) => spoken.toLowerCase()), colour, logoUrl, demo, methods: offered(tenant, (method) => method === SignInMethod.LINK || method === SignInMethod.PASSWORD), ...identities, ...elsewhere };
  }

  /** What a first visit is told inside the page: whose it is, and who is signed in. */
  private async first(request: FastifyRequest): Promise<FirstFacts> {
    const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
    if (!tenant) return {};
    const session = await this.factsOfCaller(request);
    return { name: tenant.name, spoken: tenant.language === Language.EN ? 'en' : 'fr', ...(session && { language: session.locale }), tenant: await this.factsOfTenant(tenant, request.headers.host ?? ''), session };
  }

  private async signedIn(reply: FastifyReply, tenant: Tenant, session: Session) {
    const alive = await this.sessions.alive(session.id, tenant.id);
    if (!alive) return undefined;
    for (const cookie of await this.identity.cookiesOf(session)) reply.header('set-cookie', cookie);
    return this.facts(alive.actor, tenant);
  }

  private async facts(actor: Actor, tenant: Tenant) {
    const account = actor.customerId ? await this.db.tx(systemActor(tenant.id), () => this.accounts.customers.of(actor.customerId!, actor.contactId ?? null)) : undefined;
    return sessionFacts(actor, tenant, account, this.config.tiles);
  }

  /** Whoever asks is a page of ours or no page at all, and speaks JSON: no other site can make a browser do that. */
  private async checked(request: FastifyRequest<{ Body: Body }>, reply: FastifyReply, handler: Handler): Promise<unknown> {
    reply.header('cache-control', 'no-store');
    if (!isOwnPage(request.headers)) return reply.status(403).send({ error: 'foreign_origin' });
    if (!request.headers['content-type']?.startsWith('application/json') || typeof request.body !== 'object' || request.body === null) return reply.status(415).send({ error: 'json_required' });
    const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
    return tenant ? handler(request, reply, tenant) : reply.status(404).send({ error: 'unknown_host' });
  }

  /** The browser by its cookie; a new one is given one. */
  private browser(request: FastifyRequest, reply: FastifyReply): Browser {
    let value = cookieIn(request.headers.cookie, BROWSER_COOKIE);
    if (!value || value.length < 32) {
      value = newBrowser();
      reply.header('set-cookie', cookieOut(BROWSER_COOKIE, value, { seconds: BROWSER_SECONDS, secure: this.config.production }));
    }
    return { hash: browserHash(value), device: deviceName(request.headers['user-agent']), address: request.ip };
  }

  private async withinAddress(request: FastifyRequest, reply: FastifyReply, locale: Locale): Promise<boolean> {
    return isLoopback(request.ip) || this.within(reply, locale, 'address', request.ip, REQUESTS_OF_ADDRESS);
  }

  /** Counts an attempt; one too many is answered here. */
  private async within(reply: FastifyReply, locale: Locale, what: string, who: string, limit: Limit): Promise<boolean> {
    const { accepted, waitSeconds } = await this.limits.take(what, who, limit);
    if (!accepted) reply.status(429).header('retry-after', String(waitSeconds)).send({ error: 'rate_limit', message: waitText(waitSeconds, locale), retry_after_sec: waitSeconds });
    return accepted;
  }
}

/** The language of the page that asks, otherwise the tenant's. */
function localeOf(request: FastifyRequest, tenant: Tenant): Locale {
  const asked = (request.body as Body | undefined)?.['locale'];
  if (asked === 'fr' || asked === 'en') return asked;
  return tenant.language === Language.EN ? 'en' : 'fr';
}
