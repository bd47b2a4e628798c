import { type Client, createClient } from 'graphql-ws';
import { SERVER } from '../http/viewing';
import { backoff, waitOrWake } from './backoff';
import type { Connection } from './connection';

/** Close codes by which the server says that the session is over. */
const SIGNED_OUT = new Set([4401, 4403]);
/** The close code by which the server says that the person may do other things now than before. */
const RIGHTS_CHANGED = 4205;
const PING_EVERY = 20_000;
const PONG_WITHIN = 6_000;

/** What the socket tells the data layer. */
interface Heard {
  readonly onSignedOut: () => void;
  readonly onRights: () => void;
  readonly onResumed: () => void;
}

/** Opens the socket for live news when the first page follows something, and keeps trying to get it back when it breaks. */
export function liveSocket(connection: Connection, { onSignedOut, onRights, onResumed }: Heard): Client {
  let pong: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: () => `${location.origin.replace(/^http/, 'ws')}${SERVER}/graphql`,
    lazy: true,
    lazyCloseTimeout: 5_000,
    keepAlive: PING_EVERY,
    retryAttempts: Infinity,
    shouldRetry: (event) => !SIGNED_OUT.has((event as Partial<CloseEvent>).code ?? 0),
    retryWait: (tries) => waitOrWake(backoff(tries)),
    on: {
      connecting: (isRetry) => isRetry && connection.set('reconnecting'),
      connected: (_socket, _payload, wasRetry) => {
        connection.set('live');
        if (wasRetry) onResumed();
      },
      // A network that went away without a word: no answer to a ping means that the socket is dead.
      ping: (received) => {
        if (!received) pong = setTimeout(() => client.terminate(), PONG_WITHIN);
      },
      pong: (received) => received && clearTimeout(pong),
      closed: (event) => {
        clearTimeout(pong);
        const { code, wasClean } = event as Partial<CloseEvent>;
        if (SIGNED_OUT.has(code ?? 0)) onSignedOut();
        if (code === RIGHTS_CHANGED) onRights();
        connection.set(wasClean && code === 1000 ? 'idle' : 'reconnecting');
      },
    },
  });
  return client;
}
