import { staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, aStaffUser, PASSWORD } from '../support/builders/auth.js';
import { as } from '../support/graph.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const list = '{ auditEntries(first: 20) { nodes { actorKind actorName action } } }';
type Entry = { action: string; actorKind: string; actorName: string };

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
