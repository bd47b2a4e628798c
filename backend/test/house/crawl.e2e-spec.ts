import { ModulesContainer } from '@nestjs/core';
import { sql } from '../../src/platform/read/sql.js';
import { staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { askAll, Crawl, reachingOf, strayCanaries, threeWorlds, type Worlds } from '../support/crawl.js';
import type { World } from '../support/every-table.js';
import { as } from '../support/graph.js';

let app: TestApp;
let worlds: Worlds;
let crawl: Crawl;
beforeAll(async () => {
  app = await startApp();
  worlds = await threeWorlds(app);
  crawl = new Crawl(app, worlds);
}, 60_000);
afterAll(() => app.close());

describe('whoever asks for whatever', () => {
  it('sees nothing of another customer or provider in any query', async () => {
    const { leaks, broken, asked, own } = await askAll(app, crawl.questions('query'));
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
    const own = crawl.questions('mutation').filter(({ actor, target }) => actor.tenantId === first.tenantId && target !== first);
    expect(own.length).toBeGreaterThan(0);
    const { leaks, broken } = await askAll(app, crawl.questions('mutation'));
    expect(leaks).toEqual([]);
    expect(broken).toEqual([]);
    expect(await printOf(elsewhere)).toEqual(before);
    expect(await strangersWrites(before)).toEqual([]);
  }, 240_000);

  it('hears nothing of another customer or provider over the socket', async () => {
    const leaks: string[] = [];
    const questions = crawl.questions('subscription');
    for (const { actor } of reachingOf(worlds).filter(({ actor }) => actor.kind !== 'anonymous')) {
      const feeds = await Promise.all(questions.filter((question) => question.actor.sessionId === actor.sessionId).map(async (question) => ({ question, feed: await as(app, actor).subscribe(question.query, question.variables) })));
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
  for (const world of Object.values(worlds) as World[]) {
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
