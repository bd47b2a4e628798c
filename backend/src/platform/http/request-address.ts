import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import type { FastifyInstance } from 'fastify';

const addresses = new AsyncLocalStorage<string>();

/** The network address the request under way came from; `undefined` in background work and over the socket. */
export const currentAddress = (): string | undefined => addresses.getStore();

/** Keeps the address of each request within reach of whatever it causes, so that the log of deeds can name it. */
export function knowAddress(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => addresses.run(request.ip, done));
}

/** The same for a request that is answered before the framework sees it; proxies on this machine are believed. */
export function withAddress<T>(request: IncomingMessage, work: () => T): T {
  const address = request.headers['x-forwarded-for'] ? proxyAddr(request, isProxy) : request.socket.remoteAddress;
  return address ? addresses.run(address, work) : work();
}

const isProxy = proxyAddr.compile('loopback');
