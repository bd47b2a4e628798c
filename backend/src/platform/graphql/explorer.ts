import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { AddressInfo } from 'node:net';
import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { introspectionFromSchema } from 'graphql';
import { WebSocket } from 'ws';
import { Config } from '../config/config.js';
import { Routes, type HttpRoutes } from '../http/routes.js';
import { Engine } from './engine.js';

const FILES = { '/explorer': ['index.html', 'text/html; charset=utf-8'], '/explorer/explorer.css': ['explorer.css', 'text/css'], '/explorer/explorer.js': ['explorer.js', 'text/javascript'] } as const;

/** The page is nobody's: without `allow-same-origin` its origin is opaque, so that it has no cookie, no storage and no session. */
const POLICY = [
  `sandbox allow-scripts`, `default-src 'none'`, `script-src 'self'`, `style-src 'self'`, `connect-src 'self'`, `img-src data:`, `frame-ancestors 'none'`, `form-action 'none'`, `base-uri 'none'`, `require-trusted-types-for 'script'`, `trusted-types 'none'`,
].join('; ');

/** `/explorer`, a page to try the API with a key, live news included; outside production only. What it asks is asked with the key alone. */
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
    fastify.post('/explorer/live', (request, reply) => {
      const asked = askedIn(request.body);
      if (!asked) return shared(reply).status(400).send(JSON.stringify({ errors: [{ message: 'Send a key, a document and variables.' }] }));
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store', 'access-control-allow-origin': '*' });
      this.listen(fastify, request.headers.host ?? '', asked, reply.raw);
      return reply;
    });
  }

  /**
   * A page without an origin may open no socket here, and should not: this server opens one as any program would, with the
   * key in its greeting, and passes each piece of news on as a line until the page goes away.
   */
  private listen(fastify: FastifyInstance, host: string, { key, ...payload }: Asked, out: ServerResponse): void {
    const { address, family, port } = fastify.server.address() as AddressInfo;
    const at = address === '::' ? '[::1]' : address === '0.0.0.0' ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
    const socket = new WebSocket(`ws://${at}:${port}/graphql`, 'graphql-transport-ws', { headers: { host } });
    const say = (line: object) => out.destroyed || out.write(`${JSON.stringify(line)}\n`);
    const send = (frame: object) => socket.send(JSON.stringify(frame));
    const heard: Readonly<Record<string, (frame: { readonly payload?: unknown }) => void>> = {
      connection_ack: () => {
        send({ id: '1', type: 'subscribe', payload });
        say({ listening: true });
      },
      next: ({ payload: news }) => void say(news as object),
      error: ({ payload: errors }) => {
        say({ errors });
        socket.close();
      },
      complete: () => socket.close(),
      ping: () => send({ type: 'pong' }),
    };
    socket.on('open', () => send({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }));
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { readonly type: string; readonly payload?: unknown };
      heard[frame.type]?.(frame);
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', (code, reason) => {
      say({ closed: code, ...(reason.length ? { reason: String(reason) } : {}) });
      out.end();
    });
    out.once('close', () => socket.close());
  }
}

/** What the page asks. */
interface Asked {
  readonly key: string;
  readonly query: string;
  readonly variables: object;
}

/** What the page sends, as text, because a browser lets a page without an origin send nothing else unasked. */
function askedIn(body: unknown): Asked | undefined {
  try {
    const { key, query, variables } = (typeof body === 'object' ? body : JSON.parse(String(body))) as Readonly<Record<string, unknown>>;
    return typeof key === 'string' && /^[\w-]{1,200}$/.test(key) && typeof query === 'string' ? { key, query, variables: typeof variables === 'object' && variables ? variables : {} } : undefined;
  } catch {
    return undefined; // not JSON: the answer says what to send
  }
}
