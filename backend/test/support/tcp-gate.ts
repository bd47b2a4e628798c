import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** How a service behaves: it answers, answers slowly, refuses, takes the connection and says nothing, cuts it after a few bytes, or answers every request with a failure of its own. */
export type Behaviour = 'open' | 'slow' | 'refused' | 'half-open' | 'cut' | 'broken';

/** A gate before a service of this machine, whose behaviour can be changed while it runs. */
export interface TcpGate {
  readonly port: number;
  behave(as: Behaviour): Promise<void>;
  close(): Promise<void>;
}

/** Bytes of the service's answer after which a connection is cut. */
const CUT_AFTER = 15;

/** How long each piece of a slow service's answer takes, unless told. */
const SLOW_MS = 250;

/** What a service that fails says, in its protocol. */
export const FAILURE = { http: 'HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\nconnection: close\r\n\r\n', smtp: '421 4.3.0 Try later\r\n' } as const;

/** Opens a gate before a port. */
export async function startTcpGate(target: number, { slowMs = SLOW_MS, speaks = 'http' }: { readonly slowMs?: number; readonly speaks?: keyof typeof FAILURE } = {}): Promise<TcpGate> {
  let behaviour: Behaviour = 'open';
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    sockets.add(inner);
    inner.on('error', () => inner.destroy()).on('close', () => sockets.delete(inner));
    if (behaviour === 'half-open') return;
    if (behaviour === 'broken') return void (speaks === 'smtp' ? inner.end(FAILURE.smtp) : inner.once('data', () => inner.end(FAILURE.http)));
    const outer = connect(target, '127.0.0.1');
    outer.on('error', () => inner.destroy()).on('close', () => inner.destroy());
    inner.on('close', () => outer.destroy());
    if (behaviour === 'cut') {
      let passed = 0;
      outer.on('data', (chunk: Buffer) => {
        const rest = CUT_AFTER - passed;
        passed += chunk.length;
        if (passed < CUT_AFTER) inner.write(chunk);
        else inner.end(chunk.subarray(0, Math.max(0, rest)), () => inner.destroy());
      });
      inner.pipe(outer);
    } else if (behaviour === 'slow') inner.pipe(outer).pipe(slowly(slowMs)).pipe(inner);
    else inner.pipe(outer).pipe(inner);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = () => new Promise<void>((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    behave: async (as) => {
      for (const socket of sockets) socket.destroy();
      behaviour = as;
      if (as === 'refused' && server.listening) await stop();
      if (as !== 'refused' && !server.listening) await listen(port);
    },
    close: async () => void (server.listening && (await stop())),
  };
}

function slowly(ms: number): Transform {
  return new Transform({ transform: (chunk: Buffer, _encoding, done) => void setTimeout(() => done(null, chunk), ms) });
}
