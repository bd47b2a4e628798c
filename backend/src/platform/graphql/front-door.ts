import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Caller } from '../caller.js';
import { Config } from '../config/config.js';
import { Log } from '../observability/log.js';
import { Allowance } from './allowance.js';
import { costOf, operationOf, type Prepared } from './documents.js';
import { Engine, type GraphContext } from './engine.js';
import { SignInError } from './errors.js';
import { statusOf, tell } from './format-error.js';
import { Identity } from './identity.js';

/** What is posted to `/graphql`. */
export interface Body {
  readonly id?: unknown;
  query?: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
  }
}

/** The HTTP door: finds the caller, checks the document, answers reads at once and hands the rest to Apollo. */
@Injectable()
export class FrontDoor {
  constructor(
    private readonly engine: Engine,
    private readonly identity: Identity,
    private readonly allowance: Allowance,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.addHook('preHandler', async (request, reply) => {
      const path = request.url.split('?', 1)[0];
      if (path !== '/graphql') return;
      if (request.method !== 'POST') return this.refuse(reply, 405, 'POST your documents here.');
      request.caller = await this.identity.callerOf(request.raw);
      return this.receive(request, reply);
    });
  }

  private async receive(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const body = request.body as Body | undefined;
    try {
      if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new GraphQLError('Send one JSON object.', { extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
      const prepared = this.prepare(body, request.caller!);
      const variables = typeof body.variables === 'object' && body.variables !== null ? (body.variables as Record<string, unknown>) : {};
      const context: GraphContext = { caller: request.caller!, request: request.raw, loaders: new Map() };
      const name = typeof body.operationName === 'string' ? body.operationName : undefined;
      this.charge(prepared, name, variables, request.caller!, request.ip);
      const answer = await this.engine.answer(context, prepared, variables, name);
      if (answer !== undefined) return reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store').send(answer);
      body.query = prepared.text;
      return undefined;
    } catch (error) {
      const { status, headers, answer } = this.refusal(error);
      return reply.status(status).headers(headers).send(answer);
    }
  }

  /** How an error before or instead of an answer is told; what is ours is logged. */
  refusal(error: unknown): { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly answer: string } {
    const { formatted, ours } = tell(error);
    if (ours) this.log.error(ours, { where: 'graphql' });
    const wait = formatted.extensions?.['retryAfterSeconds'];
    const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...(typeof wait === 'number' ? { 'retry-after': String(wait) } : {}) };
    return { status: statusOf(formatted.extensions?.['code']), headers, answer: JSON.stringify({ errors: [formatted], data: null }) };
  }

  /** Screens send an id, integrators text. In production the answer to others' text is the same whatever it says. */
  prepare(body: { readonly id?: unknown; readonly query?: unknown }, caller: Caller): Prepared {
    if (typeof body.id === 'string') return this.engine.documents.trusted(body.id);
    if (this.config.production && !this.identity.mayWriteText(caller)) throw new SignInError();
    if (typeof body.query === 'string' && body.query) return this.engine.documents.text(body.query);
    throw new GraphQLError('Send `query` or `id`.', { extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  }

  /** Takes what the operation costs from the allowance of whoever asks, over both doors alike. */
  charge(prepared: Prepared, name: string | undefined | null, variables: Readonly<Record<string, unknown>>, caller: Caller, address: string): void {
    const { sessionId } = caller as Caller & { readonly sessionId?: string };
    this.allowance.spend(sessionId ?? address, costOf(prepared, operationOf(prepared, name), variables));
  }

  private refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
    return reply.status(status).send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  }
}
