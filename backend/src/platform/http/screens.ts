import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fastifyStatic } from '@fastify/static';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Config } from '../config/config.js';
import { Routes, type HttpRoutes } from './routes.js';

/** Names that the build made from the content, so that they may be kept for ever. */
const HASHED = /-[\w-]{8}\.(?:js|css|woff2)$/;

/** Serves the built screens, compressed beforehand, and puts the security headers on everything. */
@Routes()
@Injectable()
export class Screens implements HttpRoutes {
  constructor(private readonly config: Config) {}

  async install(fastify: FastifyInstance): Promise<void> {
    const headers = this.headers();
    fastify.addHook('onRequest', (_request, reply, done) => {
      reply.headers(headers);
      done();
    });
    const to = (route: string) => (_request: unknown, reply: FastifyReply) => reply.redirect(`/#${route}`, 302);
    for (const [path, route] of [['/ops', '/ops'], ['/ops/', '/ops'], ['/j', '/j'], ['/j/', '/j']] as const) fastify.get(path, to(route));
    const root = join(import.meta.dirname, '../../../../dist/frontend');
    if (!existsSync(join(root, 'index.html'))) return;
    await fastify.register(fastifyStatic, {
      root,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply: FastifyReply, path: string) => reply.header('cache-control', HASHED.test(path.replace(/\.(?:br|gz)$/, '')) ? 'public, max-age=31536000, immutable' : 'no-cache'),
    } as never);
  }

  /** Scripts come from here alone; styles may be inline because components bring theirs; nobody may frame us. */
  private headers(): Record<string, string> {
    const tiles = this.config.tileUrl && URL.canParse(this.config.tileUrl) ? ` ${new URL(this.config.tileUrl).origin.replace('{s}', '*')}` : '';
    const policy = [
      `default-src 'self'`, `script-src 'self'`, `style-src 'self' 'unsafe-inline'`, `img-src 'self' data: blob:${tiles}`, `connect-src 'self'${this.config.production ? '' : ' ws:'}`,
      `frame-src 'self'`, `frame-ancestors 'none'`, `form-action 'self'`, `base-uri 'self'`, `object-src 'none'`,
    ];
    return {
      'content-security-policy': policy.join('; '),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
      'cross-origin-opener-policy': 'same-origin',
      ...(this.config.production ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    };
  }
}
