import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Ajv } from 'ajv';

/** A text the service took. */
export interface Taken {
  readonly sid: string;
  readonly form: Readonly<Record<string, string>>;
  readonly at: Date;
}

/** An SMS service on this machine: holds requests to the published description, keeps what it took. */
export interface SmsPeer {
  readonly taken: Taken[];
  readonly requests: () => number;
  readonly base: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** What it answers instead of taking a text; `silent` takes it and never answers. */
  judge: (to: string) => { readonly status: number; readonly code: number } | 'silent' | null;
  /** How the account stands: active, suspended or closed. */
  account: 'active' | 'suspended' | 'closed';
  /** Pictures that can be fetched, by path; a text is the address one has moved to. */
  readonly media: Map<string, Buffer | string>;
  close(): Promise<void>;
}

interface Description {
  readonly schema: { readonly properties: Readonly<Record<string, object>>; readonly required: readonly string[] };
}

const { schema } = JSON.parse(readFileSync(join(import.meta.dirname, '../cases/twilio/create-message.json'), 'utf8')) as Description;
const fits = new Ajv({ strict: false, coerceTypes: 'array', validateFormats: false }).compile({ ...schema, additionalProperties: false });

export const SMS_TOKEN = '12345678901234567890123456789012';

/** Starts the service. */
export async function startSmsPeer(): Promise<SmsPeer> {
  const taken: Taken[] = [];
  const media = new Map<string, Buffer | string>();
  const accountSid = `AC${'a'.repeat(32)}`;
  let requests = 0;
  const peer: Omit<SmsPeer, 'base' | 'close'> = { taken, media, requests: () => requests, accountSid, authToken: SMS_TOKEN, account: 'active', judge: () => null };
  const expected = `Basic ${Buffer.from(`${accountSid}:${SMS_TOKEN}`).toString('base64')}`;
  const answer = (response: ServerResponse, status: number, body: object) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const resource = ({ sid, form, at }: Taken) => ({ sid, account_sid: accountSid, to: form['To'], from: form['From'], body: form['Body'], status: 'queued', date_created: at.toUTCString() });
  const server = createServer((request, response) => {
    requests++;
    void bodyOf(request).then((text) => {
      const { pathname, searchParams } = new URL(request.url!, 'http://sms');
      const picture = media.get(pathname);
      if (request.headers.authorization !== expected) return answer(response, 401, { code: 20003, message: 'Authenticate', status: 401 });
      if (typeof picture === 'string') return response.writeHead(307, { location: picture }).end();
      if (picture) return response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture);
      if (pathname === `/2010-04-01/Accounts/${accountSid}.json`) return answer(response, 200, { sid: accountSid, status: peer.account, type: 'Full', friendly_name: 'Fibre' });
      if (pathname !== `/2010-04-01/Accounts/${accountSid}/Messages.json`) return answer(response, 404, { code: 20404, message: 'Not found', status: 404 });
      if (request.method === 'GET') return answer(response, 200, { messages: taken.filter(({ form }) => form['To'] === searchParams.get('To')).toReversed().map(resource), page: 0, page_size: 50, next_page_uri: null });
      const form = Object.fromEntries(new URLSearchParams(text));
      if (!fits({ ...form })) return answer(response, 400, { code: 21602, message: `Not as described: ${JSON.stringify(fits.errors)}`, status: 400 });
      const judged = peer.judge(form['To']!);
      if (judged && judged !== 'silent') return answer(response, judged.status, { code: judged.code, message: 'Refused', status: judged.status });
      const one: Taken = { sid: `SM${String(taken.length + 1).padStart(32, '0')}`, form, at: new Date() };
      taken.push(one);
      return judged === 'silent' ? request.socket.destroy() : answer(response, 201, resource(one));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(peer, {
    base,
    close: () => new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
