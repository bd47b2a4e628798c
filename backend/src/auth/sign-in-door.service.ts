import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '../platform/caller.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Language, type Tenant } from '../tenancy/tenant.entity.js';
import { Accounts } from './accounts.service.js';
import { systemActor, type Actor } from './actor.js';
import { browserOf } from './browser-of.js';
import { CHOICE_COOKIE, cookieIn, cookieOut, SECOND_COOKIE } from './cookies.js';
import type { Browser, Entered } from './entry.service.js';
import { readIdentifier } from './identifier.js';
import { IdentityService } from './identity.service.js';
import { RateLimits, REQUESTS_OF_ADDRESS, type Limit } from './rate-limits.service.js';
import { isLoopback, isOwnPage, textOf } from './request-facts.js';
import { sessionFacts } from './session-facts.js';
import { SessionsService } from './sessions.service.js';
import { identifierText, linkText, waitText } from './sign-in-texts.js';
import { TICKET_SECONDS } from './tickets.service.js';

export type Body = Readonly<Record<string, unknown>>;

/** One request of a page of ours, with what every step of signing in needs to know about it. */
export interface Visit {
  readonly request: FastifyRequest<{ Body: Body }>;
  readonly reply: FastifyReply;
  readonly body: Body;
  readonly tenant: Tenant;
  readonly locale: Locale;
  readonly browser: Browser;
}

type Handler = (visit: Visit) => Promise<unknown>;
type MemberHandler = (visit: Visit, me: Actor) => Promise<unknown>;

/** The frame of every sign-in route: plain JSON, same origin, cookies, limits, and the answer that opens a session. */
@Injectable()
export class SignInDoor {
  constructor(
    private readonly tenancy: TenancyService,
    private readonly identity: IdentityService,
    private readonly sessions: SessionsService,
    private readonly accounts: Accounts,
    private readonly limits: RateLimits,
    private readonly config: Config,
    private readonly db: Db,
  ) {}

  /** A route for anybody. Whoever asks is a page of ours or no page at all, and speaks JSON: no other site can make a browser do that. */
  post(fastify: FastifyInstance, path: string, handler: Handler): void {
    fastify.post<{ Body: Body }>(path, async (request, reply) => {
      reply.header('cache-control', 'no-store');
      if (!isOwnPage(request.headers)) return reply.status(403).send({ error: 'foreign_origin' });
      const body: unknown = request.body;
      if (!request.headers['content-type']?.startsWith('application/json') || typeof body !== 'object' || body === null || Array.isArray(body)) return reply.status(415).send({ error: 'json_required' });
      const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
      if (!tenant) return reply.status(404).send({ error: 'unknown_host' });
      return handler({ request, reply, body: request.body, tenant, locale: localeOf(request.body, tenant), browser: browserOf(request, reply, this.config.production) });
    });
  }

  /** A route for whoever is signed in. */
  member(fastify: FastifyInstance, path: string, handler: MemberHandler): void {
    this.post(fastify, path, async (visit) => {
      const me = await this.identity.callerOf(visit.request.raw);
      return me.sessionId ? handler(visit, me) : visit.reply.status(401).send({ error: 'signed_out' });
    });
  }

  /** What was typed into the one field; an identifier that nobody can have is answered here. */
  identifierIn({ body, reply, locale }: Visit): string | undefined {
    const identifier = textOf(body['identifier'], 200).trim();
    const problem = identifier ? this.accounts.customers.problemWith(readIdentifier(identifier)) : undefined;
    if (!identifier) reply.status(400).send({ error: 'identifier_required' });
    else if (problem) reply.status(400).send({ error: `identifier_${problem}`, message: identifierText(problem, locale) });
    return problem ? undefined : identifier || undefined;
  }

  /** Counts an attempt; one too many is answered here. */
  async within({ reply, locale }: Visit, what: string, who: string, limit: Limit): Promise<boolean> {
    const { accepted, waitSeconds } = await this.limits.take(what, who, limit);
    if (!accepted) reply.status(429).header('retry-after', String(waitSeconds)).send({ error: 'rate_limit', message: waitText(waitSeconds, locale), retry_after_sec: waitSeconds });
    return accepted;
  }

  /** The same, of one address; `what` and `limit` are those of signing in unless others are given. */
  async withinAddress(visit: Visit, what = 'address', limit = REQUESTS_OF_ADDRESS): Promise<boolean> {
    return isLoopback(visit.request.ip) || this.within(visit, what, visit.request.ip, limit);
  }

  /** Answers what a proof came to: a session with its cookies, a choice, a second step, or a refusal. `more` is told beside the session. */
  async answer(visit: Visit, entered: Entered, more: object = {}): Promise<unknown> {
    const { reply, tenant } = visit;
    if (entered.kind === 'refused') return this.refuse(visit);
    if (entered.kind === 'choose') {
      reply.header('set-cookie', this.ticketCookie(CHOICE_COOKIE, entered.ticket));
      return reply.send({ choose: entered.accounts });
    }
    if (entered.kind === 'second') {
      reply.header('set-cookie', this.ticketCookie(SECOND_COOKIE, entered.ticket));
      return reply.send({ second: entered.enrol ? 'enrol' : 'code' });
    }
    const alive = await this.sessions.alive(entered.session.id, tenant.id);
    if (!alive) return this.refuse(visit);
    for (const cookie of await this.identity.cookiesOf(entered.session)) reply.header('set-cookie', cookie);
    return reply.send({ session: await this.facts(alive.actor, tenant), ...(entered.jobId ? { next: `/j/${entered.jobId}` } : {}), ...more });
  }

  /** What a screen knows about who is signed in. */
  async facts(actor: Actor, tenant: Tenant) {
    const account = actor.customerId ? await this.db.tx(systemActor(tenant.id), () => this.accounts.customers.of(actor.customerId!, actor.contactId ?? null)) : undefined;
    return sessionFacts(actor, tenant, account, this.config.tiles);
  }

  ticketIn({ request }: Visit, name: typeof CHOICE_COOKIE | typeof SECOND_COOKIE): string {
    return cookieIn(request.headers.cookie, name) ?? '';
  }

  private refuse({ reply, locale }: Visit): FastifyReply {
    return reply.status(401).send({ error: 'link_invalid', message: linkText('link_invalid', locale) });
  }

  private ticketCookie(name: string, ticket: string): string {
    return cookieOut(name, ticket, { seconds: TICKET_SECONDS, secure: this.config.production });
  }
}

/** The language of the page that asks, otherwise the tenant's. */
function localeOf(body: Body, tenant: Tenant): Locale {
  const asked = body['locale'];
  if (asked === 'fr' || asked === 'en') return asked;
  return tenant.language === Language.EN ? 'en' : 'fr';
}
