import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Caller } from '../caller.js';
import { Config } from '../config/config.js';
import { protectionOfData, type Headers } from '../http/protection.js';
import { currentAddress, withAddress } from '../http/request-address.js';
import type { Prepared } from './documents.js';
import { Engine } from './engine.js';
import { FrontDoor, type Body } from './front-door.js';
import { Identity } from './identity.js';

/** Longer bodies are the framework's to refuse. */
const MOST_BYTES = 1_048_576;
const HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

declare module 'node:http' {
  interface IncomingMessage {
    /** The body, once the quick door has read it. */
    heldBody?: Buffer;
  }
}

/**
 * Stands before the framework and answers what is asked most: documents made of reads. They need no router, no hooks
 * and no body parser, which together cost more than the read. Whatever else comes is handed on as it was.
 */
@Injectable()
export class QuickDoor {
  private readonly protection: Headers;
  private readonly headers: Headers;

  constructor(
    private readonly engine: Engine,
    private readonly front: FrontDoor,
    private readonly identity: Identity,
    config: Config,
  ) {
    this.protection = protectionOfData(config);
    this.headers = { ...HEADERS, ...this.protection };
  }

  /** Lets the framework read a body that was read here. */
  lend(fastify: FastifyInstance): void {
    fastify.addHook('preParsing', (request, _reply, payload, done) => done(null, request.raw.heldBody ? (Readable.from([request.raw.heldBody]) as never) : payload));
  }

  /** Takes the server's requests; those that are not for this door go to whoever listened before. */
  install(server: Server): void {
    const before = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    const handOn: RequestListener = (request, response) => before.forEach((listener) => listener.call(server, request, response));
    server.on('request', (request, response) => {
      if (isForUs(request)) this.collect(request, response, handOn);
      else handOn(request, response);
    });
  }

  private collect(request: IncomingMessage, response: ServerResponse, handOn: RequestListener): void {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.once('end', () => {
      const body = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
      void withAddress(request, () => this.receive(request, response, body)).then((isAnswered) => {
        if (isAnswered) return;
        request.heldBody = body;
        handOn(request, response);
      });
    });
  }

  /** Answers and says so; `false` when the document is not made of reads, or is not one at all. */
  private async receive(request: IncomingMessage, response: ServerResponse, bytes: Buffer): Promise<boolean> {
    const body = bodyIn(bytes);
    if (!body) return false;
    const caller = await this.identity.callerOf(request);
    // A host of no provider's: it may have moved, and the framework knows where to.
    if (!caller.tenantId) return false;
    const prepared = this.readIn(body, caller);
    if (!prepared) return false;
    try {
      const variables = typeof body.variables === 'object' && body.variables !== null ? (body.variables as Record<string, unknown>) : {};
      const name = operationName(body);
      this.front.charge(prepared, name, variables, caller, currentAddress() ?? '');
      const answer = await this.engine.answer({ caller, request, loaders: new Map() }, prepared, variables, name);
      if (answer === undefined) return false;
      this.send(request, response, 200, this.headers, answer);
    } catch (error) {
      const { status, headers, answer } = this.front.refusal(error);
      this.send(request, response, status, { ...headers, ...this.protection }, answer);
    }
    return true;
  }

  /** The read a body asks for; nothing when it asks for anything else, which the framework then answers or refuses. */
  private readIn(body: Body, caller: Caller): Prepared | undefined {
    try {
      const prepared = this.front.prepare(body, caller);
      return this.engine.isRead(prepared, operationName(body)) ? prepared : undefined;
    } catch {
      return undefined; // whatever is wrong with it, the framework's door says
    }
  }

  private send(request: IncomingMessage, response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, answer: string | Buffer): void {
    const cookies = this.identity.earnedBy(request);
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(answer), ...(cookies.length ? { 'set-cookie': cookies as string[] } : {}) });
    response.end(answer);
  }
}

function isForUs({ method, url, headers }: IncomingMessage): boolean {
  return method === 'POST' && url === '/graphql' && Boolean(headers['content-type']?.startsWith('application/json')) && Number(headers['content-length']) <= MOST_BYTES && !headers['content-encoding'];
}

/** The JSON object in the bytes; nothing when there is none, or one that means to confuse. */
function bodyIn(bytes: Buffer): Body | undefined {
  if (bytes.includes('__proto__')) return undefined;
  try {
    const body = JSON.parse(bytes.toString()) as Body | null;
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined;
  } catch {
    return undefined; // not JSON: the framework says so
  }
}

const operationName = ({ operationName: name }: Body): string | undefined => (typeof name === 'string' ? name : undefined);
