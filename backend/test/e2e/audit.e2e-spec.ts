import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import papaparse from 'papaparse';
import pg from 'pg';
import { AuditChainService } from '../../src/audit/audit-chain.service.js';
import { AuditService } from '../../src/audit/audit.service.js';
import { systemActor } from '../../src/auth/actor.js';
import { staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, aStaffUser, PASSWORD, signedInStaff } from '../support/builders/auth.js';
import { as } from '../support/graph.js';
import { cloneDatabase, type TestDatabase } from '../support/pg-clone.js';

let app: TestApp;
let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
  app = await startApp({ database });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const list = '{ auditEntries(first: 20) { nodes { actorKind actorName action detail address } } }';
type Entry = { action: string; actorKind: string; actorName: string; detail: object; address: string | null };

async function entries(tenantId: string, count: number): Promise<Entry[]> {
  for (let i = 0; i < 100; i++) {
    const { auditEntries } = await as(app, staffOf(tenantId)).run<{ auditEntries: { nodes: Entry[] } }>(list);
    if (auditEntries.nodes.length >= count) return auditEntries.nodes;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${count} entries did not come`);
}

describe('the audit log', () => {
  it('knows every sign-in, refusal and sign-out', async () => {
    const { tenant, host } = await aPlace(app);
    const { email } = await aStaffUser(app, tenant.id);
    const browser = new Browser(app, host);
    await browser.post('/auth/password', { identifier: email, password: 'non' });
    await browser.post('/auth/password', { identifier: email, password: PASSWORD });
    await browser.post('/auth/sign-out', {});
    expect((await entries(tenant.id, 3)).map(({ action, actorKind }) => [action, actorKind])).toEqual([['session.ended', 'staff'], ['session.started', 'staff'], ['session.refused', 'anonymous']]);
  });

  it('knows that a link or a code could be sent to nobody, and from where it was asked for; whom, it does not keep', async () => {
    const { tenant, host } = await aPlace(app);
    const browser = new Browser(app, host);
    for (const way of ['/portal/request-link', '/auth/request-code']) expect((await browser.post(way, { identifier: 'personne@nulle-part.example' })).status).toBe(200);
    const missed = await entries(tenant.id, 2);
    expect(missed.map(({ action, detail }) => [action, detail]).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([['session.refused', { method: 'code', reason: 'nobody' }], ['session.refused', { method: 'link', reason: 'nobody' }]]);
    for (const { address } of missed) expect(address).toMatch(/127\.0\.0\.1|::1/);
    expect(JSON.stringify(missed)).not.toContain('nulle-part');
  });

  it('only grows, whoever asks', async () => {
    const { tenant, host } = await aPlace(app);
    await new Browser(app, host).post('/auth/redeem', { token: 'x.y.z' });
    await entries(tenant.id, 1);
    for (const statement of ['update audit_entry set action = $$nothing$$', 'delete from audit_entry', 'truncate audit_entry']) {
      await expect(app.db.unscoped('a test tries to rewrite history', () => app.db.query(statement))).rejects.toThrow(/permission denied|only grows/);
    }
    expect(await entries(tenant.id, 1)).toHaveLength(1);
  });

  it('is for those who may read it, of one provider', async () => {
    const [{ tenant, host }, other] = [await aPlace(app), await aPlace(app)];
    await new Browser(app, host).post('/auth/redeem', { token: 'x.y.z' });
    await entries(tenant.id, 1);
    expect(await as(app, staffOf(other.tenant.id)).run(list)).toEqual({ auditEntries: { nodes: [] } });
    expect((await as(app, staffOf(tenant.id, 'viewer')).errors(list))[0]!.extensions.code).toBe('FORBIDDEN');
  });
});

describe('a filter of the log', () => {
  const FILTERED = 'query ($filter: AuditFilter) { auditEntries(first: 100, filter: $filter) { totalCount nodes { actorName action target address detail seq } } }';

  it('finds by who, what, to what, when and from where, and takes percent signs as they are', async () => {
    const { tenant } = await aPlace(app);
    const [josee, marc] = [{ kind: 'staff' as const, name: 'Josée 100 %', staffId: randomUUID() }, { kind: 'customer' as const, name: 'Marc', customerId: randomUUID() }];
    const began = new Date();
    await app.db.tx(systemActor(tenant.id), async () => {
      const audit = app.app.get(AuditService);
      await audit.record(josee, { action: 'role.changed', target: 'role:abc', detail: { given: ['x'] }, address: '203.0.113.7' });
      await audit.record(marc, { action: 'role.created', target: 'role:def', address: '203.0.113.8' });
      await audit.record(marc, { action: 'session.refused', target: 'account:abc', address: '198.51.100.1' });
    });
    const found = async (filter: object) => (await as(app, staffOf(tenant.id)).run(FILTERED, { filter })).auditEntries.nodes.map(({ action }: { action: string }) => action).sort();
    expect(await found({})).toHaveLength(3);
    expect(await found({ actor: 'josée' })).toEqual(['role.changed']);
    expect(await found({ actor: '%' })).toEqual(['role.changed']);
    expect(await found({ actor: '_____' })).toEqual([]);
    expect(await found({ actorKind: 'customer' })).toEqual(['role.created', 'session.refused']);
    expect(await found({ action: 'role.' })).toEqual(['role.changed', 'role.created']);
    expect(await found({ action: 'role.created' })).toEqual(['role.created']);
    expect(await found({ target: 'abc' })).toEqual(['role.changed', 'session.refused']);
    expect(await found({ target: 'role:abc' })).toEqual(['role.changed']);
    expect(await found({ address: '203.0.113.' })).toEqual(['role.changed', 'role.created']);
    expect(await found({ until: new Date(began.getTime() - 60_000).toISOString() })).toEqual([]);
    expect(await found({ from: new Date(began.getTime() - 60_000).toISOString(), actor: 'Marc' })).toHaveLength(2);
    expect((await as(app, staffOf(tenant.id)).errors(FILTERED, { filter: { actorKind: 'martian' } }))[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { actorKind: 'isIn' } });
  });

  it('gives the same entries as a spreadsheet, where no cell is a formula, and the export is in the log', async () => {
    const place = await aPlace(app);
    const browser = await signedInStaff(app, place);
    await app.db.tx(systemActor(place.tenant.id), () =>
      app.db.query(`insert into audit_entry (actor_kind, actor_name, action, detail)
        select 'customer', case i when 7 then '=HYPERLINK("http://evil.example")' else 'Marc ' || i end, 'role.created', jsonb_build_object('text', e'a "b", c\nd') from generate_series(0, 1202) i`));
    const { status, headers, text } = await browser.post('/files/audit.csv', { action: 'role.' });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const { data, errors } = papaparse.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(data).toHaveLength(1_203);
    expect(data[7]!['actor']).toBe(`'=HYPERLINK("http://evil.example")`);
    expect(JSON.parse(data[0]!['detail']!)).toEqual({ text: 'a "b", c\nd' });
    const { auditEntries } = await browser.graph('{ auditEntries(first: 1, filter: { action: "audit.exported" }) { nodes { actorName detail address } } }');
    expect(auditEntries.nodes).toEqual([{ actorName: 'Camille Roy', address: expect.stringMatching(/127\.0\.0\.1$/) as string, detail: { filter: { action: 'role.' }, upTo: expect.any(Number) as number } }]);
    expect((await browser.post('/files/audit.csv', { actorKind: 'martian' })).status).toBe(400);
    expect((await browser.post('/files/audit.csv', {}, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await (await signedInStaff(app, place, 'viewer')).post('/files/audit.csv', {})).status).toBe(403);
  });
});

describe('the chain of the log', () => {
  const verify = (tenantId: string, head?: string) => app.app.get(AuditChainService).verify(tenantId, head);
  const tamper = async (...statements: string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('alter table audit_entry disable trigger all');
    for (const statement of statements) await client.query(statement);
    await client.query('alter table audit_entry enable trigger all');
    await client.end();
  };
  const aLog = async (entries: number) => {
    const { tenant } = await aPlace(app);
    for (let i = 0; i < entries; i++) await app.db.tx(systemActor(tenant.id), () => app.app.get(AuditService).record({ kind: 'system', name: 'x' }, { action: 'thing.done', detail: { i, z: [1, 2], a: null } }));
    return tenant;
  };

  it('has no gap and no branch, however many write at once', async () => {
    const { tenant } = await aPlace(app);
    await Promise.all(Array.from({ length: 40 }, (_, i) => app.db.tx(systemActor(tenant.id), () => app.app.get(AuditService).record({ kind: 'system', name: 'x' }, { action: 'thing.done', detail: { i } }))));
    expect(await verify(tenant.id)).toMatchObject({ entries: 40, intact: true, brokenAt: null, head: expect.stringMatching(/^40:[0-9a-f]{64}$/) as string });
  });

  it.each([
    ['a changed entry', (id: string) => `update audit_entry set actor_name = 'y' where tenant_id = '${id}' and seq = 3`, 3],
    ['a changed detail', (id: string) => `update audit_entry set detail = '{"i": 99}' where tenant_id = '${id}' and seq = 2`, 2],
    ['a removed entry', (id: string) => `delete from audit_entry where tenant_id = '${id}' and seq = 4`, 4],
    ['a removed entry whose followers moved up', (id: string) => `delete from audit_entry where tenant_id = '${id}' and seq = 2; update audit_entry set seq = seq - 1 where tenant_id = '${id}' and seq > 2`, 2],
    ['two entries exchanged', (id: string) => `update audit_entry set seq = 100 where tenant_id = '${id}' and seq = 2; update audit_entry set seq = 2 where tenant_id = '${id}' and seq = 3; update audit_entry set seq = 3 where tenant_id = '${id}' and seq = 100`, 2],
  ])('shows %s, past all permissions', async (_, statement, at) => {
    const [tenant, other] = [await aLog(6), await aLog(2)];
    expect(await verify(tenant.id)).toMatchObject({ entries: 6, intact: true });
    await tamper(statement(tenant.id));
    expect(await verify(tenant.id)).toMatchObject({ intact: false, brokenAt: at });
    expect(await verify(other.id)).toMatchObject({ intact: true });
    expect((await as(app, staffOf(tenant.id)).run('{ auditChain { intact brokenAt } }')).auditChain).toEqual({ intact: false, brokenAt: at });
  });

  it('shows an end that was cut off to whoever kept the head', async () => {
    const tenant = await aLog(5);
    const { head } = await verify(tenant.id);
    await app.db.tx(systemActor(tenant.id), () => app.app.get(AuditService).record({ kind: 'system', name: 'x' }, { action: 'thing.done' }));
    expect(await verify(tenant.id, head!)).toMatchObject({ entries: 6, intact: true });
    await tamper(`delete from audit_entry where tenant_id = '${tenant.id}' and seq > 3`);
    expect(await verify(tenant.id)).toMatchObject({ entries: 3, intact: true });
    expect(await verify(tenant.id, head!)).toMatchObject({ intact: false, brokenAt: 5 });
  });

  it('is verified from the command line', async () => {
    const tenant = await aLog(3);
    const run = () => execFileSync(process.execPath, [join(import.meta.dirname, '../../dist/cli.js'), 'audit', 'verify', '--tenant', tenant.slug], { env: { ...process.env, DATABASE_URL: database.url, LOG_LEVEL: 'error' }, encoding: 'utf8', stdio: 'pipe' });
    expect(run()).toMatch(new RegExp(`^${tenant.slug}: 3 entries, unbroken, head 3:[0-9a-f]{64}\n$`));
    await tamper(`update audit_entry set action = 'nothing' where tenant_id = '${tenant.id}' and seq = 1`);
    expect(run).toThrow(/is not as it was written/);
  }, 60_000);
});

describe('what somebody may not do', () => {
  it('is in the log once a minute, however often they try', async () => {
    const place = await aPlace(app);
    const viewer = await signedInStaff(app, place, 'viewer');
    for (let i = 0; i < 3; i++) expect(await viewer.graph('{ auditChain { intact } }')).toEqual({ error: 'FORBIDDEN' });
    expect((await entries(place.tenant.id, 2)).filter(({ action }) => action === 'access.refused')).toHaveLength(1);
    const { auditEntries } = await as(app, staffOf(place.tenant.id)).run('{ auditEntries(first: 5, filter: { action: "access.refused" }) { nodes { actorName target detail address } } }');
    expect(auditEntries.nodes).toEqual([{ actorName: 'Camille Roy', target: 'operation:auditChain', detail: { needed: ['audit:read'] }, address: expect.stringMatching(/127\.0\.0\.1$/) as string }]);
  });
});
