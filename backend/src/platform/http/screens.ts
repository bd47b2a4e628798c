import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fastifyStatic } from '@fastify/static';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Log } from '../observability/log.js';
import { aheadOf, languageOf, packed, pageWith, scriptsOf, withoutAhead, withScripts, withStyles, type FirstFacts } from './first-page.js';
import { allowScript, allowStyle, sourceOf, styleSource } from './protection.js';
import { Routes, type HttpRoutes } from './routes.js';

/** Names that the build made from the content, so that they may be kept for ever. */
const HASHED = /-[\w-]{8}\.(?:js|css|woff2)$/;

/** The page that a device keeps for use without network. */
const KEPT_PAGE = /[\\/]index\.html(?:\.br|\.gz)?$/;

/** The page with its own address below a path that was taken off on the way here, so that what it loads is asked for below that path too. */
function withBase(page: string, { originalUrl, url }: FastifyRequest): string {
  const path = originalUrl.slice(0, originalUrl.length - url.length);
  return path && originalUrl === path + url ? page.replace('<base href="/"', `<base href="${path}/"`) : page;
}

/** Serves the built screens, compressed beforehand. */
@Routes()
@Injectable()
export class Screens implements HttpRoutes {
  private told: (request: FastifyRequest) => Promise<FirstFacts> = () => Promise.resolve({});

  constructor(private readonly log: Log) {}

  /** Says who knows what a first visit is told inside the page. */
  tell(told: (request: FastifyRequest) => Promise<FirstFacts>): void {
    this.told = told;
  }

  async install(fastify: FastifyInstance): Promise<void> {
    const to = (route: string) => (_request: unknown, reply: FastifyReply) => reply.redirect(`/#${route}`, 302);
    for (const [path, route] of [['/ops', '/ops'], ['/ops/', '/ops'], ['/j', '/j'], ['/j/', '/j']] as const) fastify.get(path, to(route));
    const root = join(import.meta.dirname, '../../../../dist/frontend');
    if (!existsSync(join(root, 'index.html'))) return;
    this.firstPage(fastify, root);
    const ahead = aheadOf(readFileSync(join(root, 'index.html'), 'utf8'));
    await fastify.register(fastifyStatic, {
      root,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply: FastifyReply, path: string) => {
        if (ahead && KEPT_PAGE.test(path)) allowScript(reply.raw, sourceOf(ahead));
        return reply.header('cache-control', HASHED.test(path.replace(/\.(?:br|gz)$/, '')) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    } as never);
  }

  /** The page itself, as a browser gets it that does not keep it yet; the kept one is `index.html`, the same for everybody. */
  private firstPage(fastify: FastifyInstance, root: string): void {
    const read = (file: string) => readFileSync(join(root, file), 'utf8');
    const page = withStyles(withoutAhead(read('index.html')), read);
    const style = styleSource(page);
    const files = readdirSync(root);
    const pageOf = (...names: readonly string[]) => {
      const first = names.flatMap((name) => files.find((file) => file.replace(/-[\w-]{8}\.js$/, '') === name) ?? []);
      return withScripts(page, [...new Set(first.flatMap((file) => scriptsOf(page, file, read)))]);
    };
    const door = pageOf('sign-in');
    const demoDoor = pageOf('sign-in', 'demo-identities');
    const thanks = pageOf('payment-thanks');
    const areas: Readonly<Record<string, string>> = { customer: pageOf('full', 'portal.routes'), staff: pageOf('full', 'ops.routes'), technician: pageOf('full', 'tech.routes') };
    const texts = { fr: JSON.parse(read('i18n/fr.json')) as unknown, en: JSON.parse(read('i18n/en.json')) as unknown };
    fastify.get('/', async (request, reply) => {
      const facts = await this.factsFor(request);
      const shown = (request.query as Record<string, unknown>)['paiement'] !== undefined ? thanks : (areas[(facts['session'] as { kind: string } | null)?.kind ?? ''] ?? ((facts['tenant'] as { signInAs?: unknown } | undefined)?.signInAs ? demoDoor : door));
      const language = facts.language ?? languageOf(request.headers['accept-language'], facts.spoken ?? 'fr');
      const { body, encoding } = await packed(pageWith(withBase(shown, request), { ...facts, language, texts: texts[language] }), request.headers['accept-encoding']);
      if (encoding) reply.header('content-encoding', encoding);
      allowStyle(reply.raw, style);
      return reply.headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', vary: 'accept-encoding, accept-language, cookie' }).send(body);
    });
  }

  /** A page without facts still works: its scripts ask for what they were not told. */
  private async factsFor(request: FastifyRequest): Promise<FirstFacts> {
    try {
      return await this.told(request);
    } catch (error) {
      this.log.error(error instanceof Error ? error : new Error(String(error)));
      return {};
    }
  }
}
