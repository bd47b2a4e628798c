import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** How a service behaves: it answers, answers slowly, refuses, takes the connection and says nothing, or cuts it after a few bytes. */
export type Behaviour = 'open' | 'slow' | 'refused' | 'half-open' | 'cut';

/** A gate before a service of this machine, whose behaviour can be changed while it runs. */
export interface TcpGate {
  readonly port: number;
  behave(as: Behaviour): Promise<void>;
  close(): Promise<void>;
}

/** Bytes of the service's answer after which a connection is cut. */
const CUT_AFTER = 15;

/** How long each piece of a slow service's answer takes. */
const SLOW_MS = 250;

/** Opens a gate before a port. */
export async function startTcpGate(target: number): Promise<TcpGate> {
  let behaviour: Behaviour = 'open';
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    sockets.add(inner);
    inner.on('error', () => inner.destroy()).on('close', () => sockets.delete(inner));
    if (behaviour === 'half-open') return;
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
    } else if (behaviour === 'slow') inner.pipe(outer).pipe(slowly()).pipe(inner);
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

function slowly(): Transform {
  return new Transform({ transform: (chunk: Buffer, _encoding, done) => void setTimeout(() => done(null, chunk), SLOW_MS) });
}
