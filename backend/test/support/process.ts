import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a built file of the server, such as `main.js`, as a process of its own, until it ends or has said what `until` looks for. */
export async function runServerFile(file: string, { args = [], env = {}, input = '', until }: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string | undefined>>; readonly input?: string; readonly until?: RegExp }): Promise<Ended> {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', join(import.meta.dirname, '../../dist', file), ...args], { env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, ...env }, stdio: 'pipe' });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (until?.test(out)) child.kill('SIGTERM');
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/** A server of its own, listening. */
export interface Server {
  readonly url: string;
  /** Everything it has written so far, errors included. */
  written(): string;
  /** Asks it to stop, or, with SIGKILL, does not ask; waits until it has. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts the built server on a database, as a process of its own, on a free port. */
export async function startServer(databaseUrl: string, env: Readonly<Record<string, string | undefined>> = {}): Promise<Server> {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, TEST_DATA_DIR } = process.env;
  const settings = { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, NODE_ENV: 'test', DATABASE_URL: databaseUrl, DATA_DIR: TEST_DATA_DIR, PORT: '0', HOST: '127.0.0.1', DEMO: 'off', LOG_LEVEL: 'info', COST_PER_MINUTE: '1000000000', ...env };
  const child = spawn(process.execPath, ['--enable-source-maps', join(import.meta.dirname, '../../dist/main.js')], { env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  let written = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        written += text;
        const [, at] = /Demarc is at (\S+)/.exec(written) ?? [];
        if (at) resolve(at);
      });
    }
    void closed.then(() => reject(new Error(`The server ended: ${written}`)));
  });
  return {
    url,
    written: () => written,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await closed;
    },
  };
}
