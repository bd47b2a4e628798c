import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { WebSocket } from 'ws';
import type { TestApp } from './app.js';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly body: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- answers are shaped by each test's request
}

/** A browser at a provider's address: keeps its cookies, sends the headers a page would. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(
    readonly app: TestApp,
    readonly host: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.send('POST', path, JSON.stringify(body), { 'content-type': 'application/json', origin: `http://${this.host}`, 'sec-fetch-site': 'same-origin', ...headers });
  }

  /** A form as a provider's server would post it, with no page behind it. */
  form(path: string, fields: Readonly<Record<string, string>>): Promise<Reply> {
    return this.send('POST', path, new URLSearchParams(fields).toString(), { 'content-type': 'application/x-www-form-urlencoded' });
  }

  /** An answer that comes a JSON line at a time: each line as it arrives, and when the server is done. */
  stream(path: string, body: unknown): { line(at: number): Promise<Record<string, unknown>>; readonly done: Promise<void> } {
    const lines: Record<string, unknown>[] = [];
    const waiting = new Set<() => void>();
    const done = new Promise<void>((resolve, reject) => {
      const sent = request(`${this.app.url}${path}`, { method: 'POST', headers: { host: this.host, origin: `http://${this.host}`, 'content-type': 'application/json' } }, (response) => {
        let rest = '';
        response.on('data', (chunk: Buffer) => {
          const pieces = (rest + chunk.toString()).split('\n');
          rest = pieces.pop()!;
          lines.push(...pieces.filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>));
          for (const look of waiting) look();
        });
        response.on('end', resolve);
      });
      sent.on('error', reject);
      sent.end(JSON.stringify(body));
    });
    const line = (at: number) => new Promise<Record<string, unknown>>((resolve) => {
      const look = (): void => {
        if (lines[at]) resolve(lines[at]);
      };
      waiting.add(look);
      look();
    });
    return { line, done };
  }

  /** The data of a GraphQL document, or its first error's code. */
  async graph(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Record<string, any>> { // eslint-disable-line @typescript-eslint/no-explicit-any -- as above
    const { body } = await this.post('/graphql', { query, variables: { key: randomUUID(), ...variables } });
    return body['errors']?.length ? { error: body['errors'][0].extensions.code as string } : body['data'];
  }

  /** Opens the live socket; resolves with its close code once it is closed by the server, and says when it is open. */
  socket(headers: Readonly<Record<string, string>> = {}): { readonly opened: Promise<string>; readonly closed: Promise<number>; close(): void } {
    const socket = new WebSocket(`${this.app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers: { host: this.host, origin: `http://${this.host}`, cookie: this.cookieHeader(), ...this.headers, ...headers } });
    const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)));
    const opened = new Promise<string>((resolve, reject) => {
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.on('message', (data) => resolve((JSON.parse(String(data)) as { type: string }).type));
      socket.on('error', reject);
      void closed.then((code) => resolve(`closed ${code}`));
    });
    return { opened, closed, close: () => socket.close() };
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private send(method: string, path: string, body: string | undefined, headers: Readonly<Record<string, string>>): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sent = request(`${this.app.url}${path}`, { method, headers: { host: this.host, ...(this.cookies.size ? { cookie: this.cookieHeader() } : {}), ...this.headers, ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          this.keep(response.headers['set-cookie'] ?? []);
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode!, headers: response.headers, text, body: text.startsWith('{') ? (JSON.parse(text) as Reply['body']) : {} });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  private keep(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (cookie.includes('Max-Age=0')) this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
  }
}
