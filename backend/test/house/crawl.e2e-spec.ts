import { ModulesContainer } from '@nestjs/core';
import pg from 'pg';
import type { Actor } from '../../src/auth/actor.js';
import { sql } from '../../src/platform/read/sql.js';
import { staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { askAll, Crawl, reachingOf, strayCanaries, threeWorlds, type Reaching, type Worlds } from '../support/crawl.js';
import type { World } from '../support/every-table.js';
import { as } from '../support/graph.js';
import { fetchAs } from '../support/http.js';
import { cloneDatabase, type TestDatabase } from '../support/pg-clone.js';
import { startServer, type Server } from '../support/process.js';

/** A process of its own answers, so that its log can be read; `app` is at the same database, for what needs the inside. */
let database: TestDatabase;
let app: TestApp;
let server: Server | undefined;
let remote: TestApp;
let worlds: Worlds;
let crawl: Crawl;
beforeAll(async () => {
  database = await cloneDatabase();
  app = await startApp({ database });
  worlds = await threeWorlds(app);
  crawl = new Crawl(app, worlds);
  server = await startServer(database.url);
  remote = { ...app, url: server.url };
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await app.close();
  await database.drop();
});

/** How many requests full of somebody's data the log is read after. */
const REQUESTS = 10_000;

let sent = 0;
/** Asks the process whose log is read. */
async function ask(questions: Parameters<typeof askAll>[1]): ReturnType<typeof askAll> {
  const heard = await askAll(remote, questions);
  sent += heard.asked;
  return heard;
}

const all = (): readonly World[] => Object.values(worlds) as World[];
const ownerOf = (world: World): Actor => staffOf(world.tenantId, 'owner');

describe('whoever asks for whatever', () => {
  it('sees nothing of another customer or provider in any query', async () => {
    const { leaks, broken, asked, own } = await ask(crawl.questions('query'));
    expect(leaks).toEqual([]);
    expect(broken).toEqual([]);
    expect(asked).toBeGreaterThan(18);
    expect(own).toBeGreaterThan(18);
  }, 240_000);

  it('is shown nothing more by the database alone, with the services’ own filters switched off', async () => {
    const switched = switchFiltersOff();
    const { leaks, own } = await askAll(app, crawl.questions('query'));
    for (const { service, filter } of switched) service.visibleTo = filter;
    expect(switched.length).toBeGreaterThanOrEqual(8);
    expect(switched.filter(({ calls }) => calls() > 0).length).toBeGreaterThanOrEqual(7);
    expect(leaks).toEqual([]);
    expect(own).toBeGreaterThan(18);
  }, 240_000);

  it('changes nothing of another provider by any mutation, and hears nothing of it', async () => {
    const { first, elsewhere } = worlds;
    const before = await printOf(elsewhere);
    expect(Object.values(before).filter(Boolean).length).toBeGreaterThan(25);
    const questions = crawl.questions('mutation');
    const strangers = await ask(questions.filter(({ actor }) => actor.tenantId === first.tenantId));
    expect(strangers.asked).toBeGreaterThan(100);
    expect(await printOf(elsewhere)).toEqual(before);
    // What needs no id is done to the caller's own rows, and may be.
    const there = await ask(questions.filter(({ actor }) => actor.tenantId === elsewhere.tenantId));
    for (const { leaks, broken } of [strangers, there]) expect({ leaks, broken }).toEqual({ leaks: [], broken: [] });
    expect(await strangersWrites(before)).toEqual([]);
  }, 240_000);

  it('hears nothing of another customer or provider over the socket', async () => {
    const leaks: string[] = [];
    const questions = crawl.questions('subscription');
    for (const { actor } of reachingOf(worlds).filter(({ actor }) => actor.kind !== 'anonymous')) {
      const feeds = await Promise.all(questions.filter((question) => question.actor.sessionId === actor.sessionId).map(async (question) => ({ question, feed: await as(remote, actor).subscribe(question.query, question.variables) })));
      await shake();
      for (const { question: { who, field, never }, feed } of feeds) {
        const stray = strayCanaries(JSON.stringify(feed.received), {}, never);
        if (stray.length) leaks.push(`${who}: ${field} told ${stray.join()}`);
        await feed.close();
      }
    }
    expect(leaks).toEqual([]);
  }, 240_000);
});

describe('letters and the log', () => {
  it('tell nobody of another customer or provider, whatever was asked for', async () => {
    const own = all().map((world): Reaching => ({ who: `the owner of ${world.canary}`, actor: ownerOf(world), never: all().filter(({ tenantId }) => tenantId !== world.tenantId).map(({ canary }) => canary), target: world }));
    expect((await ask(crawl.questions('mutation', own))).leaks).toEqual([]);
    for (const world of all()) await as(remote, ownerOf(world)).answer('mutation Say($id: ID!) { replyToTicket(id: $id, input: { body: "the last word" }) { __typename } }', { id: world.ids['ticket'] });
    const letters = await lettersUntil((rows) => all().every((world) => rows.some(({ customer_id: id, text }) => id === world.ids['customer'] && text.includes('the last word'))));
    const wrong = letters.filter(({ tenant_id: tenantId, customer_id: customerId, whole }) => all().some((world) => whole.includes(world.canary) && (world.tenantId !== tenantId || (customerId !== null && customerId !== world.ids['customer'] && all().some(({ ids }) => ids['customer'] === customerId)))));
    expect(wrong).toEqual([]);
    expect(new Set(letters.map(({ template }) => template)).size).toBeGreaterThanOrEqual(3);
  }, 280_000);

  it('name nobody in the log, not even when what is written down is an error of ours', async () => {
    const { first } = worlds;
    const boss = ownerOf(first);
    const junk: World = { ...first, ids: Object.fromEntries(Object.keys(first.ids).map((table) => [table, `${first.canary} id`])) };
    await ask([...crawl.questions('query', [{ who: 'a fool', actor: boss, never: [], target: junk }]), ...crawl.questions('mutation', [{ who: 'a fool', actor: boss, never: [], target: junk }])]);
    const headers = { 'content-type': 'application/json' };
    for (const path of ['/auth/password', '/portal/request-link', '/auth/code', '/auth/redeem', '/share/open', '/telemetry', '/graphql']) {
      for (const body of [JSON.stringify({ identifier: `${first.canary}@client.example`, password: first.canary, token: first.canary, secret: first.canary, query: `{ ${first.canary} }` }), `{ "${first.canary}`]) await fetchAs(remote, boss, path, { method: 'POST', headers, body });
    }
    await askFully(first.canary, REQUESTS - sent);
    await inDatabase(`alter table ticket add constraint "a_fault" check (subject not like '%FAULT%') not valid`);
    const { errors } = await as(remote, ownerOf(first)).answer('mutation Open($input: OpenTicketInput!) { openTicket(input: $input) { __typename } }', { input: { customerId: first.ids['customer'], subject: `FAULT ${first.canary}`, description: first.canary } });
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
    const lines = await linesUntil((line) => line.includes('a_fault'));
    expect(lines.filter((line) => /canary/i.test(line))).toEqual([]);
  }, 240_000);
});

interface Filtering {
  visibleTo: (...args: unknown[]) => unknown;
}

/** Makes every service's filter let everything through, as a forgotten one would; answers how to put them back. */
function switchFiltersOff(): { readonly service: Filtering; readonly filter: Filtering['visibleTo']; calls(): number }[] {
  const services = new Set([...app.app.get(ModulesContainer).values()].flatMap((module) => [...module.providers.values()].map(({ instance }) => instance as Filtering | undefined)));
  return [...services].filter((service): service is Filtering => typeof service?.visibleTo === 'function').map((service) => {
    const filter = service.visibleTo.bind(service);
    let calls = 0;
    service.visibleTo = (...args) => {
      calls++;
      return typeof filter(...args) === 'function' ? () => sql`true` : sql`true`;
    };
    return { service, filter, calls: () => calls };
  });
}

/** Lets something happen in every world, and waits until it has gone round. */
async function shake(): Promise<void> {
  for (const world of all()) {
    const staff = as(app, staffOf(world.tenantId, 'owner'));
    const feed = await staff.subscribe('subscription { ticketChanged { id } }');
    await staff.answer('mutation Say($id: ID!) { replyToTicket(id: $id, input: { body: "shake" }) { __typename } }', { id: world.ids['ticket'] });
    await feed.next();
    await feed.close();
  }
}

/** What a world's own row of every table looks like. */
async function printOf(world: World): Promise<Record<string, string>> {
  return app.db.unscoped('the test compares a tenant before and after', async () => {
    const print: Record<string, string> = {};
    for (const [table, id] of Object.entries(world.ids)) {
      const [row] = await app.db.query<{ print: string | null }>(`select md5(string_agg(t::text, '|')) print from "${table}" t where to_jsonb(t)->>'id' = $1`, [id]);
      print[table] = row?.print ?? '';
    }
    return print;
  });
}

/** Rows of one provider that name somebody of another. */
async function strangersWrites(before: Readonly<Record<string, string>>): Promise<string[]> {
  const { first, elsewhere } = worlds;
  return app.db.unscoped('the test looks for rows in the wrong tenant', async () => {
    const wrong: string[] = [];
    for (const table of Object.keys(before)) {
      const columns = await app.db.query<{ column_name: string }>(`select column_name from information_schema.columns where table_schema = 'public' and table_name = $1 and column_name = 'tenant_id'`, [table]);
      if (!columns.length) continue;
      const [row] = await app.db.query<{ n: string }>(
        `select count(*) n from "${table}" t where (t.tenant_id = $1 and t::text like '%' || $2 || '%') or (t.tenant_id = $3 and t::text like '%' || $4 || '%')`,
        [first.tenantId, elsewhere.ids['customer'], elsewhere.tenantId, first.ids['customer']],
      );
      if (Number(row!.n)) wrong.push(table);
    }
    // What somebody asked is kept as it was asked, with whatever id it named.
    return wrong.filter((table) => !['recorded_answer', 'field_command'].includes(table));
  });
}

/** Sends requests that name somebody wherever a request can: path, query, headers, cookies and body. */
async function askFully(name: string, count: number): Promise<void> {
  const headers = { 'content-type': 'application/json', 'user-agent': name, referer: `https://${name}.example/`, cookie: `demarc_session=${name}; ${name}=1`, authorization: `Bearer ${name}`, 'x-request-id': name, 'accept-language': name };
  const bodies = [{ query: 'query Me($a: String) { me { id } }', variables: { a: name }, operationName: name }, { query: `{ customers(first: 1, filter: { text: "${name}" }) { totalCount } }` }, { identifier: `${name}@client.example`, password: name }];
  let left = count;
  await Promise.all(Array.from({ length: 16 }, async () => {
    for (let i = left--; i > 0; i = left--) {
      const response = await fetch(`${remote.url}${['/graphql', '/auth/redeem', `/files/message/${name}`, `/nowhere/${name}`][i % 4]}?to=${name}@client.example`, i % 4 < 2 ? { method: 'POST', headers, body: JSON.stringify(bodies[i % 3]) } : { headers });
      await response.arrayBuffer();
    }
  }));
}

/** The lines of the log, once the one that is waited for has come through the pipe. */
async function linesUntil(fits: (line: string) => boolean): Promise<readonly string[]> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const lines = server!.written().split('\n').filter(Boolean);
    if (lines.some(fits)) return lines;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The line did not come: ${server!.written().slice(-2_000)}`);
}

async function inDatabase(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(text);
  await client.end();
}

interface LetterRow {
  readonly tenant_id: string;
  readonly customer_id: string | null;
  readonly template: string;
  readonly text: string;
  readonly whole: string;
}

/** The letters, once those that are waited for have been written. */
async function lettersUntil(fits: (rows: readonly LetterRow[]) => boolean): Promise<readonly LetterRow[]> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const rows = await app.db.unscoped('the test reads all letters', () => app.db.query<LetterRow>('select tenant_id, customer_id, template, text, m::text whole from outgoing_message m'));
    if (fits(rows)) return rows;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The letters did not come');
}
