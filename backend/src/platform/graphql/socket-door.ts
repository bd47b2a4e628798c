import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { CloseCode, makeServer, type SubscribePayload } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Caller } from '../caller.js';
import { LiveBus } from '../events/live-bus.js';
import { Config } from '../config/config.js';
import { plainAnswer, protectionOfData, type Headers } from '../http/protection.js';
import { Log } from '../observability/log.js';
import { operationOf } from './documents.js';
import { Engine, type GraphContext } from './engine.js';
import { tell } from './format-error.js';
import { FrontDoor } from './front-door.js';
import { Identity } from './identity.js';
import { LiveHub } from './live-hub.js';

const MOST_SOCKETS_PER_CALLER = 20;
const MOST_SUBSCRIPTIONS = 50;
const MOST_MESSAGE = 64 * 1024;
/** Tells clients that the server goes away and they may resume at once. */
const CLOSE_RESTART = 1_012;
/** Tells clients that they are still signed in and may come back with the rights they have now. */
const CLOSE_RIGHTS = 4_205;

interface Extra {
  readonly socket: WebSocket;
  readonly wire: Duplex;
  readonly request: IncomingMessage;
  caller?: Caller;
  readonly leave: Map<string, () => void>;
  /** Settled once every subscription asked for so far has been taken or refused. */
  taken: Promise<unknown>;
}

/** The WebSocket door: subscriptions only, from our own pages or with a key, ended with the session. */
@Injectable()
export class SocketDoor {
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_MESSAGE, perMessageDeflate: false, handleProtocols: (offered) => (offered.has('graphql-transport-ws') ? 'graphql-transport-ws' : false) });
  private readonly perCaller = new Map<string, number>();
  private readonly protection: Headers;

  constructor(
    private readonly engine: Engine,
    private readonly hub: LiveHub,
    private readonly bus: LiveBus,
    private readonly identity: Identity,
    private readonly front: FrontDoor,
    private readonly log: Log,
    config: Config,
  ) {
    this.protection = protectionOfData(config);
  }

  install(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => void this.upgrade(request, socket, head));
  }

  /** Sends everybody away with the word to come back, and lets nobody in any more. */
  close(): void {
    for (const socket of this.sockets.clients) socket.close(CLOSE_RESTART, 'Restarting');
    this.sockets.close();
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    const isOurs = this.identity.pathOf(request).split('?', 1)[0] === '/graphql' && (isProgram(request) || (await this.identity.isOwnOrigin(request)));
    if (!isOurs) return void socket.end(plainAnswer('403 Forbidden', this.protection));
    this.sockets.handleUpgrade(request, socket, head, (ws) => this.opened(ws, socket, request));
  }

  private opened(socket: WebSocket, wire: Duplex, request: IncomingMessage): void {
    const extra: Extra = { socket, wire, request, leave: new Map(), taken: Promise.resolve() };
    const close = this.protocol().opened(
      {
        protocol: socket.protocol,
        send: (data) => new Promise((resolve, reject) => socket.send(data, (error) => (error ? reject(error) : resolve()))),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (listener) => socket.on('message', (data) => void listener(String(data)).catch((error: unknown) => this.failed(socket, error))),
      },
      extra,
    );
    // A message too long or malformed is an error of this one socket, which ws closes; unheard, it would end the process.
    socket.on('error', () => undefined);
    const ping = setInterval(() => socket.ping(), 25_000);
    socket.once('close', (code, reason) => {
      clearInterval(ping);
      for (const leave of extra.leave.values()) leave();
      if (extra.caller) this.count(extra.caller, -1);
      void close(code, String(reason));
    });
  }

  private protocol() {
    return makeServer<Record<string, unknown>, Extra>({
      connectionInitWaitTimeout: 3_000,
      subscribe: () => silent(),
      onConnect: async (context) => {
        const { request } = context.extra;
        const caller = await this.identity.callerOf(isProgram(request) ? withKey(request, context.connectionParams) : request);
        if (!this.identity.mayListen(caller)) return false;
        if (this.count(caller, 1) > MOST_SOCKETS_PER_CALLER) {
          this.count(caller, -1);
          return false;
        }
        context.extra.caller = caller;
        const stop = this.identity.onEnd(caller, (end) => (end === 'over' ? context.extra.socket.close(CloseCode.Forbidden, 'Signed out') : context.extra.socket.close(CLOSE_RIGHTS, 'Rights changed')));
        context.extra.socket.once('close', stop);
        return { seq: await this.bus.lastSeq(caller.tenantId) };
      },
      onSubscribe: (context, id, payload) => {
        const { extra } = context;
        const answer = this.subscribe(extra, id, payload);
        extra.taken = Promise.all([extra.taken, answer]);
        return answer;
      },
      // A ping with `{ "taken": true }` is answered once the subscriptions before it are taken: from then on nothing is missed.
      onPing: async (context, payload) => void (payload?.['taken'] === true && (await context.extra.taken)),
      onComplete: (context, id) => {
        context.extra.leave.get(id)?.();
        context.extra.leave.delete(id);
      },
    });
  }

  /**
   * Answers with an operation that never yields by itself: the hub writes its frames straight to the socket, and
   * graphql-ws keeps the protocol around it.
   */
  private async subscribe(extra: Extra, id: string, payload: SubscribePayload) {
    const isTooMany = extra.leave.size >= MOST_SUBSCRIPTIONS;
    try {
      if (isTooMany) throw new GraphQLError('Too many subscriptions on one socket.', { extensions: { code: 'RATE_LIMITED' } });
      // The place is taken before anything is waited for, so that many at once cannot slip through.
      extra.leave.set(id, () => undefined);
      const extensions = (payload.extensions ?? {}) as { id?: unknown; after?: unknown };
      const prepared = this.front.prepare({ id: extensions.id, query: payload.query }, extra.caller!);
      const operation = operationOf(prepared, payload.operationName);
      if (operation.operation !== 'subscription') throw new GraphQLError('Only subscriptions travel over the socket.', { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
      this.front.charge(prepared, payload.operationName, payload.variables ?? {}, extra.caller!, extra.request.socket.remoteAddress ?? '');
      const context: GraphContext = { caller: extra.caller!, request: extra.request, loaders: new Map() };
      const after = Number.isSafeInteger(extensions.after) ? (extensions.after as number) : undefined;
      const leave = await this.hub.join({ socket: extra.socket, wire: extra.wire, operationId: id }, context, prepared, operation, payload.variables ?? {}, after);
      if (!extra.leave.has(id) || extra.socket.readyState !== extra.socket.OPEN) leave();
      else extra.leave.set(id, leave);
      return { schema: this.engine.schema, document: prepared.document, variableValues: payload.variables ?? {} };
    } catch (error) {
      if (!isTooMany) extra.leave.delete(id);
      const { formatted, ours } = tell(error);
      if (ours) this.log.error(ours, { where: 'socket' });
      return [new GraphQLError(formatted.message, { extensions: formatted.extensions ?? null })];
    }
  }

  private count(caller: Caller, change: number): number {
    const who = (caller as Caller & { readonly sessionId?: string }).sessionId;
    if (!who) return 0;
    const count = (this.perCaller.get(who) ?? 0) + change;
    if (count > 0) this.perCaller.set(who, count);
    else this.perCaller.delete(who);
    return count;
  }

  private failed(socket: WebSocket, error: unknown): void {
    this.log.error(error as Error, { where: 'socket' });
    socket.close(CloseCode.InternalServerError, 'Something went wrong on our side');
  }
}

/** A browser always says where its page is from and brings its cookies; who brings neither has to bring a key. */
const isProgram = ({ headers }: IncomingMessage): boolean => headers.origin === undefined && headers.cookie === undefined;

/** The request with the key of its first message, `{ "authorization": "Bearer …" }`, in place of whatever it came with. */
function withKey(request: IncomingMessage, params: Readonly<Record<string, unknown>> | undefined): IncomingMessage {
  const given = params?.['authorization'] ?? params?.['Authorization'] ?? request.headers.authorization;
  const headers = { host: request.headers.host, ...(typeof given === 'string' ? { authorization: given } : {}) };
  return Object.create(request, { headers: { value: headers } }) as IncomingMessage;
}

/** A source that yields nothing until the subscription is over. */
const silent = () => {
  let end: (result: IteratorResult<never>) => void = () => undefined;
  const over = new Promise<IteratorResult<never>>((resolve) => (end = resolve));
  const finish = () => {
    end({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true as const });
  };
  return { next: () => over, return: finish, throw: finish, [Symbol.asyncIterator]() { return this; } };
};
