import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '../platform/caller.js';
import { languageOf } from '../platform/http/first-page.js';
import { html, sendPage, type LightPage } from '../platform/http/light-page.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { localeOf, type Tenant } from '../tenancy/tenant.entity.js';
import { RateLimits, type Limit } from './rate-limits.service.js';
import { isLoopback, isOwnPage } from './request-facts.js';
import { waitText } from './sign-in-texts.js';

/** One visit to a page without the app. */
export interface LightVisit {
  readonly request: FastifyRequest;
  readonly tenant: Tenant;
  readonly locale: Locale;
  /** Fields of the form, each at most 200 characters; empty when nothing was sent. */
  readonly fields: Readonly<Record<string, string>>;
}

type Handler = (visit: LightVisit) => Promise<LightPage>;

/** Somebody asks too often. */
export class TooOften extends Error {
  constructor(readonly seconds: number) {
    super('too often');
  }
}

/** The frame of the pages that work without the app: provider by host, language, look, limits. */
@Injectable()
export class LightDoor {
  constructor(
    private readonly tenancy: TenancyService,
    private readonly limits: RateLimits,
  ) {}

  /** A page that anybody may open. */
  page(fastify: FastifyInstance, path: string, handler: Handler): void {
    fastify.get(path, (request, reply) => this.answer(request, reply, handler, {}));
  }

  /** The form of a page of ours; another site can make no browser send it. */
  form(fastify: FastifyInstance, path: string, handler: Handler): void {
    void fastify.register(async (scope) => {
      scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 8_192 }, (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))));
      scope.post(path, (request, reply) => {
        if (!isOwnPage(request.headers)) return reply.status(403).send({ error: 'foreign_origin' });
        const fields = Object.entries((request.body ?? {}) as Record<string, unknown>).filter((entry): entry is [string, string] => typeof entry[1] === 'string').map(([name, value]) => [name, value.slice(0, 200)]);
        return this.answer(request, reply, handler, Object.fromEntries(fields) as Record<string, string>);
      });
    });
  }

  /** Counts an attempt of a network address; one too many throws `TooOften`. */
  async withinAddress({ request }: LightVisit, what: string, limit: Limit): Promise<void> {
    if (!isLoopback(request.ip)) await this.within(what, request.ip, limit);
  }

  /** Counts an attempt; one too many throws `TooOften`. */
  async within(what: string, who: string, limit: Limit): Promise<void> {
    const { accepted, waitSeconds } = await this.limits.take(what, who, limit);
    if (!accepted) throw new TooOften(waitSeconds);
  }

  private async answer(request: FastifyRequest, reply: FastifyReply, handler: Handler, fields: Readonly<Record<string, string>>): Promise<FastifyReply> {
    const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
    if (!tenant) return reply.status(404).send({ error: 'unknown_host' });
    const languages = tenant.languages.map(localeOf);
    const asked = (request.query as Readonly<Record<string, unknown>>)['lang'];
    const locale = languages.find((one) => one === asked) ?? languageOf(request.headers['accept-language'], localeOf(tenant.language));
    const visit = { request, tenant, locale: languages.includes(locale) ? locale : localeOf(tenant.language), fields };
    const { name, colour, ink, phone } = await this.tenancy.brandOf(tenant);
    const page = await this.pageOf(visit, handler, reply);
    return sendPage(request, reply, { name, colour, ink, phone, logoUrl: tenant.logoUrl, language: visit.locale, languages }, page);
  }

  private async pageOf(visit: LightVisit, handler: Handler, reply: FastifyReply): Promise<LightPage> {
    try {
      return await handler(visit);
    } catch (error) {
      if (!(error instanceof TooOften)) throw error;
      reply.header('retry-after', String(error.seconds));
      const title = visit.locale === 'fr' ? 'Un instant' : 'One moment';
      return { title, status: 429, body: html`<h1>${title}</h1><p class="tone warn" role="alert">${waitText(error.seconds, visit.locale)}</p>` };
    }
  }
}
