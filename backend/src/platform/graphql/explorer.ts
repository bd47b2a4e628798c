import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { introspectionFromSchema } from 'graphql';
import { Config } from '../config/config.js';
import { Routes, type HttpRoutes } from '../http/routes.js';
import { Engine } from './engine.js';

const FILES = { '/explorer': ['index.html', 'text/html; charset=utf-8'], '/explorer/explorer.css': ['explorer.css', 'text/css'], '/explorer/explorer.js': ['explorer.js', 'text/javascript'] } as const;

/** The page is nobody's: without `allow-same-origin` its origin is opaque, so that it has no cookie, no storage and no session. */
const POLICY = [
  `sandbox allow-scripts`, `default-src 'none'`, `script-src 'self'`, `style-src 'self'`, `connect-src 'self'`, `img-src data:`, `frame-ancestors 'none'`, `form-action 'none'`, `base-uri 'none'`, `require-trusted-types-for 'script'`, `trusted-types 'none'`,
].join('; ');

/** `/explorer`, a page to try the API with a key; outside production only. What it asks is asked with the key alone. */
@Routes()
@Injectable()
export class Explorer implements HttpRoutes {
  constructor(
    private readonly engine: Engine,
    private readonly config: Config,
  ) {}

  install(fastify: FastifyInstance): void {
    if (this.config.production) return;
    const folder = join(import.meta.dirname, '../../../../tools/explorer');
    for (const [path, [file, type]] of Object.entries(FILES)) {
      fastify.get(path, (_request, reply) => reply.header('content-security-policy', POLICY).header('cache-control', 'no-store').type(type).send(readFileSync(join(folder, file))));
    }
    const shared = (reply: FastifyReply) => reply.header('access-control-allow-origin', '*').header('cache-control', 'no-store').type('application/json; charset=utf-8');
    fastify.get('/explorer/schema', (_request, reply) => shared(reply).send(JSON.stringify(introspectionFromSchema(this.engine.schema, { descriptions: true }))));
    fastify.post('/explorer/run', async (request, reply) => {
      const asked = askedIn(request.body);
      if (!asked) return shared(reply).status(400).send(JSON.stringify({ errors: [{ message: 'Send a key, a document and variables.' }] }));
      const { key, ...payload } = asked;
      const answer = await fastify.inject({ method: 'POST', url: '/graphql', headers: { host: request.headers.host ?? '', authorization: `Bearer ${key}`, 'content-type': 'application/json' }, payload });
      return shared(reply).status(answer.statusCode).send(answer.payload);
    });
  }
}

/** What the page sends as text, because a browser lets a page without an origin send nothing else unasked. */
function askedIn(body: unknown): { readonly key: string; readonly query: string; readonly variables: object } | undefined {
  try {
    const { key, query, variables } = JSON.parse(String(body)) as Readonly<Record<string, unknown>>;
    return typeof key === 'string' && /^[\w-]{1,200}$/.test(key) && typeof query === 'string' ? { key, query, variables: typeof variables === 'object' && variables ? variables : {} } : undefined;
  } catch {
    return undefined; // not JSON: the answer says what to send
  }
}
