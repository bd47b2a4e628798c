import fc from 'fast-check';
import { systemActor } from '../../src/auth/actor.js';
import { Customer } from '../../src/customers/customer.entity.js';
import { Invoice } from '../../src/invoices/invoice.entity.js';
import { Retention } from '../../src/platform/events/retention.js';
import { staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { as } from '../support/graph.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

describe('a scoped transaction', () => {
  it('sees nothing without a tenant, and only its own tenant with one', async () => {
    const [mine, theirs] = [await aTenant(app), await aTenant(app)];
    await aCustomer(app, mine.id);
    await aCustomer(app, theirs.id);
    const seen = (tenantId: string) => app.db.tx(systemActor(tenantId), () => app.db.repo(Customer).find());
    expect((await seen(mine.id)).map((c) => c.tenantId)).toEqual([mine.id]);
    expect(await app.db.tx({ ...systemActor(''), tenantId: '' }, () => app.db.repo(Customer).find())).toEqual([]);
  });

  it('shows a portal caller the one customer, even where a query forgets to filter', async () => {
    const tenant = await aTenant(app);
    const [nathalie] = [await aCustomer(app, tenant.id), await aCustomer(app, tenant.id)];
    const portal = { ...systemActor(tenant.id), seesAllCustomers: false, customerId: nathalie!.id };
    expect((await app.db.tx(portal, () => app.db.repo(Customer).find())).map((c) => c.id)).toEqual([nathalie!.id]);
    expect(await app.db.tx(portal, () => app.db.repo(Invoice).find())).toEqual([]);
  });

  it('leaves no scope behind on a pooled connection', async () => {
    const tenant = await aTenant(app);
    await aCustomer(app, tenant.id);
    await Promise.all(Array.from({ length: 40 }, (_, i) => app.db.json(systemActor(i % 2 ? tenant.id : ''), '(select count(*)::text from customer)', []).then((count) => expect(count).toBe(i % 2 ? '1' : '0'))));
  });
});

describe('a pool of two connections', () => {
  it('that are broken off again and again hands no scope from one caller to the next', async () => {
    const small = await startApp({ env: { DATABASE_POOL: '2' } });
    const [mine, theirs] = [await aTenant(small), await aTenant(small)];
    const own = await aCustomer(small, mine.id);
    await aCustomer(small, theirs.id);
    const count = (tenantId: string) => small.db.json(systemActor(tenantId), 'select count(*)::text from customer', []);
    const names = (tenantId: string) => small.db.tx(systemActor(tenantId), async () => (await small.db.repo(Customer).find()).map(({ tenantId: of }) => of));
    const broken = [
      () => small.db.json(systemActor(mine.id), 'select (1 / 0)::text', []),
      () => small.db.tx(systemActor(mine.id), () => small.db.query('select 1 / 0')),
      () => small.db.tx(systemActor(theirs.id), () => Promise.reject(new Error('on purpose'))),
      () => small.db.tx(systemActor(mine.id), () => small.db.query('select pg_terminate_backend(pg_backend_pid())')),
      () => small.db.json({ ...systemActor(theirs.id), seesAllCustomers: false, customerId: own.id }, 'select nothing from customer', []),
    ];
    const rounds = Array.from({ length: 60 }, async (_, i) => {
      await expect(broken[i % broken.length]!()).rejects.toBeDefined();
      expect(await count('')).toBe('0');
      expect(await count(i % 2 ? mine.id : theirs.id)).toBe('1');
      expect(await names(i % 2 ? theirs.id : mine.id)).toEqual([i % 2 ? theirs.id : mine.id]);
    });
    await Promise.all(rounds);
    await small.close();
  }, 60_000);
});

describe('what has served', () => {
  it('is taken away after its time, and the rest stays', async () => {
    const tenant = await aTenant(app);
    const staff = as(app, staffOf(tenant.id));
    const open = 'mutation Open { openTicket(input: { subject: "Internet", description: "lent" }) { __typename } }';
    const feed = await staff.subscribe('subscription { ticketChanged { id } }');
    await staff.run(open);
    await staff.run(open);
    await feed.next();
    await feed.next();
    await feed.close();
    const left = () => app.db.unscoped('the test counts', () => app.db.query<{ events: number; answers: number }>(
      `select (select count(*)::int from outbox_event where tenant_id = $1 and kind = 'TicketOpened') events, (select count(*)::int from recorded_answer where tenant_id = $1) answers`, [tenant.id]));
    const retention = app.app.get(Retention, { strict: false });
    await retention.prune();
    expect(await left()).toEqual([{ events: 2, answers: 2 }]);
    app.clock.set(new Date(Date.now() + 31 * 86_400_000));
    await retention.prune();
    app.clock.reset();
    // The last number stays, so that a client can tell that it missed nothing.
    expect(await left()).toEqual([{ events: 1, answers: 0 }]);
  });

  it('never answers one unnamed statement with another’s', async () => {
    const tenant = await aTenant(app);
    const system = systemActor(tenant.id);
    for (let i = 0; i < 2_030; i++) expect(await app.db.json(system, `'${i}'::text`, [])).toBe(String(i));
    for (let i = 0; i < 20; i++) expect(await app.db.json(system, `'again ${i}'::text`, [])).toBe(`again ${i}`);
  }, 30_000);
});

describe('a compiled read', () => {
  it('answers aliases, fragments and __typename as selected', async () => {
    const tenant = await aTenant(app, { name: 'Fibre du Nord' });
    const data = await as(app, staffOf(tenant.id)).run('query { a: tenant { ...T } tenant { colour } } fragment T on Tenant { __typename title: name }');
    expect(data).toEqual({ a: { __typename: 'Tenant', title: 'Fibre du Nord' }, tenant: { colour: '#0b6e4f' } });
  });

  it('counts without gathering rows', async () => {
    const tenant = await aTenant(app);
    for (let i = 0; i < 3; i++) await aCustomer(app, tenant.id);
    expect(await as(app, staffOf(tenant.id)).run('{ customers { totalCount } empty: customers(filter: { text: "zzzzzz" }) { totalCount } }')).toEqual({ customers: { totalCount: 3 }, empty: { totalCount: 0 } });
  });

  it('gives back every text as it was kept, and pages over it', async () => {
    const tenant = await aTenant(app);
    const office = as(app, staffOf(tenant.id));
    const texts = fc.uniqueArray(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '\\', '\\u0041', "'); --", '\u2028\n\t\u0001', '{"a":null}', 'null')).map((text) => `a${text.replaceAll('\0', '')}`), { minLength: 5, maxLength: 12 });
    const page = 'query ($after: String) { customers(first: 3, after: $after) { nodes { id name __typename } endCursor hasNextPage } }';
    await fc.assert(fc.asyncProperty(texts, async (names) => {
      const kept = await app.db.tx(systemActor(tenant.id), async () => {
        await app.db.query('delete from customer where tenant_id = $1', [tenant.id]);
        return app.db.query<{ id: string; name: string }>('insert into customer (name, number) select name, $2 || n from unnest($1::text[]) with ordinality q(name, n) returning id, name', [names, 'T-']);
      });
      const seen: { id: string; name: string }[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const { customers }: { customers: { nodes: typeof seen; endCursor: string; hasNextPage: boolean } } = await office.run(page, { after });
        seen.push(...customers.nodes);
        [after, more] = [customers.endCursor, customers.hasNextPage];
      }
      expect(seen.map(({ id, name }) => ({ id, name })).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([...kept].sort((a, b) => (a.id < b.id ? -1 : 1)));
    }), { numRuns: 25 });
  });
});
