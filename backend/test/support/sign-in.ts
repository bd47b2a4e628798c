import type { IncomingMessage } from 'node:http';
import type { Actor } from '../../src/auth/actor.js';
import { Identity } from '../../src/platform/graphql/identity.js';
import type { TestApp } from './app.js';

const actors = new Map<string, Actor>();
const wired = new WeakSet<object>();

/** A cookie with which requests come from this actor. */
export function cookieOf(app: TestApp, actor: Actor): Promise<string> {
  const identity = app.app.get(Identity);
  if (!wired.has(identity)) {
    const real = identity.callerOf.bind(identity);
    identity.callerOf = (request: IncomingMessage) => {
      const known = actors.get(/test_actor=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
      return known ? Promise.resolve(known) : real(request);
    };
    wired.add(identity);
  }
  const key = actor.sessionId ?? `${actors.size}`;
  actors.set(key, actor);
  return Promise.resolve(`test_actor=${key}`);
}
