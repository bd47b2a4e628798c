import { inflateSync } from 'node:zlib';
import { WebSocket } from 'ws';
import type { Actor } from '../../src/auth/actor.js';
import { Storage } from '../../src/platform/storage/storage.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { Crawl, principalsOf, reachingOf, strayCanaries, threeWorlds, type Question, type Worlds } from '../support/crawl.js';
import type { World } from '../support/every-table.js';
import { fetchAs } from '../support/http.js';
import { headersOf } from '../support/sign-in.js';

/** What leaves the server elsewhere than in a GraphQL answer over HTTP: frames of a socket, and files. */
let app: TestApp;
let worlds: Worlds;
let crawl: Crawl;
beforeAll(async () => {
  app = await startApp();
  worlds = await threeWorlds(app);
  crawl = new Crawl(app, worlds);
  await keepFiles();
}, 60_000);
afterAll(() => app.close());

const all = (): readonly World[] => Object.values(worlds) as World[];
const ownerOf = (world: World): Actor => staffOf(world.tenantId, 'owner');

/** Puts a picture behind each row that names one. */
async function keepFiles(): Promise<void> {
  for (const { canary, tenantId, ids } of all()) {
    for (const table of ['scan', 'job_photo'] as const) {
      const key = `${tenantId}/${table}/${ids[table]!}.jpg`;
      await app.db.unscoped('the test says where the file is', () => app.db.query(`update "${table}" set file_key = $1 where id = $2`, [key, ids[table]]));
      await app.app.get(Storage).put(key, Buffer.from(canary), 'image/jpeg');
    }
  }
}

describe('over the socket', () => {
  const said = async (actor: Actor, asked: readonly Question[]): Promise<{ answers: string[]; closed?: number }> => {
    const headers = await headersOf(app, actor);
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers: { ...headers, origin: `http://${headers['host']!}` } });
    return new Promise((resolve, reject) => {
      const answers: string[] = [];
      const next = (): void => {
        const question = asked[answers.length];
        if (!question) return socket.close();
        socket.send(JSON.stringify({ type: 'subscribe', id: String(answers.length), payload: { query: question.query, variables: question.variables } }));
      };
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.on('message', (data) => {
        const text = String(data);
        if (!text.includes('connection_ack')) answers.push(text);
        next();
      });
      socket.on('close', (closed) => resolve({ answers, closed }));
      socket.on('error', reject);
    });
  };

  it('queries and mutations are refused, whoever asks for whatever; nobody is not let in', async () => {
    for (const { who, actor } of principalsOf(worlds)) {
      const asked = (['query', 'mutation'] as const).flatMap((kind) => crawl.questions(kind)).filter((question) => question.who === who).map((question) => ({ ...question, actor }));
      const { answers, closed } = await said(actor, asked);
      if (who === 'nobody') expect({ answers, closed }).toEqual({ answers: [], closed: 4403 });
      else {
        expect(answers.length).toBe(asked.length);
        expect(new Set(answers.map((text) => (JSON.parse(text) as { type: string }).type))).toEqual(new Set(['error']));
        expect(answers.filter((text) => /CANARY|"data"/.test(text))).toEqual([]);
      }
    }
  }, 240_000);
});

describe('files', () => {
  const paths = ({ ids }: World): readonly string[] => [`/files/invoices/${ids['invoice']!}.pdf`, `/files/scan/${ids['scan']!}`, `/files/job-photo/${ids['job_photo']!}`];

  it('are there for those they belong to', async () => {
    for (const world of all()) {
      for (const path of paths(world)) expect(`${path} ${await textOf(await fetchAs(app, ownerOf(world), path))}`).toContain(world.canary);
    }
    const { first } = worlds;
    expect(await textOf(await fetchAs(app, contactOf(first.tenantId, first.ids['customer']!), paths(first)[0]!))).toContain(first.canary);
  }, 60_000);

  it('of another customer or provider are handed to nobody', async () => {
    const open: string[] = [];
    for (const { who, actor, target } of reachingOf(worlds)) {
      for (const path of paths(target)) {
        const response = await fetchAs(app, actor, path);
        const text = await textOf(response);
        if (response.status < 300 || text.includes(target.canary)) open.push(`${who}: ${path} ${response.status}`);
      }
    }
    expect(open).toEqual([]);
  }, 60_000);

  it('made for the occasion hold nothing of another customer or provider', async () => {
    const open: string[] = [];
    let shown = 0;
    const [from, to] = ['2000-01-01', '2099-12-31'];
    const askers = [...principalsOf(worlds), ...all().map((world) => ({ who: `the owner of ${world.canary}`, actor: ownerOf(world), never: world === worlds.elsewhere ? [worlds.first.canary, worlds.neighbour.canary] : [worlds.elsewhere.canary] }))];
    for (const { who, actor, never } of askers) {
      const answers = [
        ...(await Promise.all(['quickbooks', 'xero', 'sage'].map((format) => fetchAs(app, actor, `/files/accounting/${format}.csv?from=${from}&to=${to}`)))),
        await fetchAs(app, actor, '/files/audit.csv', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
      ];
      for (const response of answers) {
        const text = await textOf(response);
        if (response.status === 200 && text.includes('CANARY')) shown++;
        const stray = strayCanaries(text, {}, never);
        if (stray.length) open.push(`${who}: ${response.url} ${stray.join()}`);
      }
    }
    expect(open).toEqual([]);
    expect(shown).toBeGreaterThan(3);
  }, 60_000);
});

/** What a file says: of a PDF the text it shows, otherwise the bytes. */
async function textOf(response: Response): Promise<string> {
  const bytes = Buffer.from(await response.arrayBuffer());
  if (bytes.subarray(0, 5).toString() !== '%PDF-') return bytes.toString();
  let text = '';
  for (const { index, 0: start } of bytes.toString('latin1').matchAll(/stream\r?\n/g)) {
    const from = index + start.length;
    try {
      const page = inflateSync(bytes.subarray(from), { finishFlush: 2 }).toString('latin1');
      text += page.replace(/\[([^\]]*)\] TJ/g, (_all, parts: string) => [...parts.matchAll(/<([0-9a-f]*)>/g)].map(([, hex]) => Buffer.from(hex!, 'hex').toString('latin1')).join(''));
    } catch {
      continue; // a picture or a font
    }
  }
  return text;
}
