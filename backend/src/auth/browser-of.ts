import type { FastifyReply, FastifyRequest } from 'fastify';
import { BROWSER_COOKIE, browserHash, cookieIn, cookieOut, newBrowser } from './cookies.js';
import { deviceName } from './device-name.js';
import type { Browser } from './entry.service.js';

const BROWSER_SECONDS = 400 * 86_400;

/** The browser by its cookie; a new one is given one. */
export function browserOf(request: FastifyRequest, reply: FastifyReply, secure: boolean): Browser {
  let value = cookieIn(request.headers.cookie, BROWSER_COOKIE);
  if (!value || value.length < 32) {
    value = newBrowser();
    reply.header('set-cookie', cookieOut(BROWSER_COOKIE, value, { seconds: BROWSER_SECONDS, secure }));
  }
  return { hash: browserHash(value), device: deviceName(request.headers['user-agent']), address: request.ip };
}
