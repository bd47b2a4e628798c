import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';

/** A position as Traccar tells it. */
export type TraccarPosition = Readonly<Record<string, unknown>> & { readonly deviceId: number; readonly latitude: number; readonly longitude: number; readonly fixTime: string };

const samples = JSON.parse(readFileSync(join(import.meta.dirname, '../cases/traccar-samples.json'), 'utf8')) as {
  readonly rest: { readonly 'GET /api/devices': readonly object[]; readonly 'GET /api/positions': readonly TraccarPosition[] };
  readonly websocket_messages_in_order: readonly object[];
};
export const TRACCAR_TOKEN = 'RzBFAiEA-a-token-of-tests';

/** A Traccar server on this machine, by its published samples: devices and last positions by REST, news by WebSocket, both behind a token. */
export interface TraccarPeer {
  readonly url: string;
  readonly devices: object[];
  readonly positions: TraccarPosition[];
  /** The sample's position, with other values. */
  position(more: Partial<TraccarPosition>): TraccarPosition;
  /** Says something to whoever is connected now. */
  say(message: unknown): void;
  /** Resolves once somebody has been connected so many times in all. */
  connected(times: number): Promise<void>;
  /** Breaks every connection without a word, and takes none while it is away. */
  away(isAway: boolean): void;
  close(): Promise<void>;
}

/** Starts the server; its first devices and positions are those of the samples. */
export async function startTraccarPeer(): Promise<TraccarPeer> {
  const devices = [...samples.rest['GET /api/devices']];
  const positions = [...samples.rest['GET /api/positions']];
  let isAway = false;
  let connections = 0;
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    if (isAway) return void request.socket.destroy();
    if (request.headers.authorization !== `Bearer ${TRACCAR_TOKEN}`) return void response.writeHead(401).end('HTTP 401 Unauthorized - WebApplicationException');
    const found = { '/api/devices': devices, '/api/positions': positions }[request.url ?? ''];
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(found ?? null));
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://traccar');
    if (isAway || pathname !== '/api/socket' || searchParams.get('token') !== TRACCAR_TOKEN) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.send(JSON.stringify({ positions }));
      connections += 1;
      for (const wake of waiting) wake();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    devices,
    positions,
    position: (more) => ({ ...samples.rest['GET /api/positions'][0]!, ...more }),
    say: (message) => {
      for (const client of sockets.clients) client.send(typeof message === 'string' ? message : JSON.stringify(message));
    },
    connected: (times) => new Promise((resolve) => {
      const look = () => {
        if (connections < times) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    }),
    away: (gone) => {
      isAway = gone;
      if (gone) cut();
    },
    close: () => new Promise((resolve) => {
      cut();
      server.close(() => resolve());
    }),
  };
}

/** What the published server says over its WebSocket, message by message. */
export const traccarMessages = samples.websocket_messages_in_order;
