import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '../../platform/caller.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config/config.js';
import { allowStyle, styleSource } from '../../platform/http/protection.js';
import { Routes, type HttpRoutes } from '../../platform/http/routes.js';
import { isUuid } from '../../platform/ids.js';
import { TenancyService } from '../../tenancy/tenancy.service.js';
import { Language, type Tenant } from '../../tenancy/tenant.entity.js';
import type { CustomerAccount } from '../accounts.service.js';
import { browserOf } from '../browser-of.js';
import { cookieIn, cookieOut } from '../cookies.js';
import { IdentityService } from '../identity.service.js';
import { seal, unseal } from '../sealed-secret.js';
import type { Session } from '../auth.entity.js';
import { TokenKeys } from '../token-keys.js';
import { noticePage } from './notice-page.js';
import { IdentityProvidersService } from './identity-providers.service.js';
import type { IdentityProvider } from './identity-provider.entity.js';
import { OidcClient } from './oidc-client.service.js';
import { OidcRefusal } from './oidc-refusal.js';
import { OidcService, type From } from './oidc.service.js';

const LEAVING_COOKIE = 'demarc_oidc';
const LEAVING_SECONDS = 600;
const CHOICE_COOKIE = 'demarc_oidc_choice';
/** A cookie holds 4 KB; a longer ID token is left out, and signing out then stays here. */
const MOST_ID_TOKEN = 2_000;
const CALLBACK = '/auth/oidc/callback';

/** What the browser keeps while it is at the provider, sealed. */
interface Kept {
  readonly provider: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly next: string;
  readonly at: number;
}

/** Which accounts somebody may choose among, sealed. */
interface Choice {
  readonly from: From;
  readonly offered: readonly { readonly customerId: string; readonly contactId: string | null }[];
  readonly at: number;
}

type Visit = FastifyRequest<{ Params: { id?: string }; Querystring: Record<string, string | undefined>; Body: unknown }>;

/** The way to a company's sign-in and back: plain redirects, and a plain page where somebody chooses among several accounts. */
@Routes()
@Injectable()
export class OidcRoutes implements HttpRoutes {
  private readonly keys: TokenKeys;

  constructor(
    private readonly tenancy: TenancyService,
    private readonly providers: IdentityProvidersService,
    private readonly client: OidcClient,
    private readonly oidc: OidcService,
    private readonly identity: IdentityService,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {
    this.keys = new TokenKeys('oidc', config.secretKeys);
  }

  async install(fastify: FastifyInstance): Promise<void> {
    fastify.get('/auth/oidc/:id/start', (request, reply) => this.at(request as Visit, reply, (tenant) => this.start(tenant, request as Visit, reply)));
    fastify.get(CALLBACK, (request, reply) => this.at(request as Visit, reply, (tenant) => this.callback(tenant, request as Visit, reply)));
    fastify.get('/auth/oidc/choose/:id', (request, reply) => this.at(request as Visit, reply, (tenant) => this.choose(tenant, request as Visit, reply)));
    await fastify.register(async (scope) => {
      scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 65_536 }, (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))));
      scope.post('/auth/oidc/:id/logout', (request, reply) => this.loggedOut(request as Visit, reply));
    });
  }

  private async start(tenant: Tenant, request: Visit, reply: FastifyReply): Promise<unknown> {
    const provider = await this.provider(tenant, request.params.id);
    const { url, state, nonce, verifier } = await this.client.leave(provider, this.callbackOf(request));
    const kept: Kept = { provider: provider.id, state, nonce, verifier, next: pathOf(request.query['next']), at: this.clock.now().getTime() };
    reply.header('set-cookie', this.cookie(LEAVING_COOKIE, seal(JSON.stringify(kept), this.keys), LEAVING_SECONDS));
    return reply.redirect(url.href, 302);
  }

  private async callback(tenant: Tenant, request: Visit, reply: FastifyReply): Promise<unknown> {
    const kept = this.sealedIn<Kept>(request, LEAVING_COOKIE);
    reply.header('set-cookie', this.cookie(LEAVING_COOKIE, '', 0));
    if (!kept || kept.state !== request.query['state']) throw new OidcRefusal('stale');
    const provider = await this.provider(tenant, kept.provider);
    const at = new URL(`${this.callbackOf(request)}?${request.url.split('?', 2)[1] ?? ''}`);
    const returned = await this.client.comeBack(provider, at, kept);
    const entered = await this.oidc.enter(tenant, provider, returned, browserOf(request, reply, this.config.production));
    if (entered.kind === 'session') return this.welcome(reply, entered.session, kept.next);
    const from = entered.from.idToken.length > MOST_ID_TOKEN ? { ...entered.from, idToken: '' } : entered.from;
    const offered = entered.accounts.map(({ customerId, contactId }) => ({ customerId, contactId }));
    reply.header('set-cookie', this.cookie(CHOICE_COOKIE, seal(JSON.stringify({ from, offered, at: this.clock.now().getTime() } satisfies Choice), this.keys), LEAVING_SECONDS));
    return this.chooser(tenant, request, reply, entered.accounts);
  }

  private async choose(tenant: Tenant, request: Visit, reply: FastifyReply): Promise<unknown> {
    const choice = this.sealedIn<Choice>(request, CHOICE_COOKIE);
    const chosen = choice?.offered.find(({ customerId }) => customerId === request.params.id);
    const session = choice && chosen && (await this.oidc.choose(tenant, chosen, choice.from, browserOf(request, reply, this.config.production)));
    if (!session) throw new OidcRefusal('stale');
    reply.header('set-cookie', this.cookie(CHOICE_COOKIE, '', 0));
    return this.welcome(reply, session, '');
  }

  private async welcome(reply: FastifyReply, session: Session, next: string): Promise<FastifyReply> {
    for (const cookie of await this.identity.cookiesOf(session)) reply.header('set-cookie', cookie);
    return reply.redirect(`/#${next || (session.staffId ? '/ops' : '/')}`, 302);
  }

  /** The provider's back-channel: it knows the answer by its status. */
  private async loggedOut(request: Visit, reply: FastifyReply): Promise<unknown> {
    reply.header('cache-control', 'no-store');
    const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
    const token = (request.body as { logout_token?: unknown } | null)?.logout_token;
    try {
      if (!tenant || typeof token !== 'string') throw new OidcRefusal('misconfigured', 'no logout token');
      await this.oidc.loggedOut(tenant, await this.provider(tenant, request.params.id), token);
      return reply.status(200).send();
    } catch (error) {
      if (!(error instanceof OidcRefusal)) throw error;
      return reply.status(error.why === 'unreachable' ? 503 : 400).send({ error: 'invalid_request', error_description: error.detail || error.why });
    }
  }

  /** Runs a step; whatever is in its way leads back to our own sign-in page, which says so in a sentence. */
  private async at(request: Visit, reply: FastifyReply, step: (tenant: Tenant) => Promise<unknown>): Promise<unknown> {
    reply.header('cache-control', 'no-store');
    const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
    if (!tenant) return reply.status(404).send({ error: 'unknown_host' });
    try {
      return await step(tenant);
    } catch (error) {
      if (!(error instanceof OidcRefusal)) throw error;
      await this.oidc.refused(tenant.id, error.why, browserOf(request, reply, this.config.production));
      return reply.redirect(`/#/login?refused=${error.why}`, 303);
    }
  }

  private chooser(tenant: Tenant, request: Visit, reply: FastifyReply, accounts: readonly CustomerAccount[]): Promise<FastifyReply> {
    const locale = localeOf(request, tenant);
    const [heading, text] = locale === 'fr' ? ['Quel compte ?', 'Votre adresse ouvre plusieurs comptes.'] : ['Which account?', 'Your address opens several accounts.'];
    return this.page(reply, tenant, locale, heading, text, accounts.map(({ customerId, number, customerName }) => ({ label: `${customerName} · ${number}`, href: `/auth/oidc/choose/${customerId}` })));
  }

  private async page(reply: FastifyReply, tenant: Tenant, language: Locale, heading: string, text: string, links: readonly { label: string; href: string }[]): Promise<FastifyReply> {
    const page = noticePage({ language, brand: await this.tenancy.brandOf(tenant), heading, text, links });
    allowStyle(reply.raw, styleSource(page));
    return reply.type('text/html; charset=utf-8').send(page);
  }

  private async provider(tenant: Tenant, id: string | undefined): Promise<IdentityProvider> {
    const provider = id && isUuid(id) ? await this.providers.find(tenant.id, id) : null;
    if (!provider) throw new OidcRefusal('not_offered');
    return provider;
  }

  /** What we sealed into a cookie within the last minutes. */
  private sealedIn<T extends { readonly at: number }>(request: Visit, name: string): T | undefined {
    const sealed = cookieIn(request.headers.cookie, name);
    if (!sealed) return undefined;
    try {
      const kept = JSON.parse(unseal(sealed, this.keys)) as T;
      return this.clock.now().getTime() - kept.at < LEAVING_SECONDS * 1_000 ? kept : undefined;
    } catch {
      return undefined; // changed, or sealed by a key that is gone: begin again
    }
  }

  private callbackOf(request: FastifyRequest): string {
    return `${this.tenancy.addressOfHost((request.headers.host ?? '').toLowerCase().replace(/:\d+$/, ''))}${CALLBACK}`;
  }

  private cookie(name: string, value: string, seconds: number): string {
    return cookieOut(name, value, { seconds, secure: this.config.production });
  }
}

/** A path of ours to go on to; anything that could lead elsewhere is none. */
const pathOf = (next: string | undefined): string => (next && /^\/(?![/\\])[\w\-/?=&.%]{0,200}$/.test(next) ? next : '');

function localeOf(request: FastifyRequest, tenant: Tenant): Locale {
  const asked = /^(fr|en)\b/i.exec(request.headers['accept-language'] ?? '')?.[1]?.toLowerCase();
  return (asked as Locale | undefined) ?? (tenant.language === Language.EN ? 'en' : 'fr');
}
