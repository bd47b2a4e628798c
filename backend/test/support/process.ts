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
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', join(import.meta.dirname, '../../dist', file), ...args], { env: { PATH, HOME, TMPDIR, ...env }, stdio: 'pipe' });
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
