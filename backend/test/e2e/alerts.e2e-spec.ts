import { systemActor } from '../../src/auth/actor.js';
import { AlertRule, Comparison } from '../../src/alerts/alert.entity.js';
import { Device } from '../../src/equipment/device.entity.js';
import { Language, type Tenant } from '../../src/tenancy/tenant.entity.js';
import { staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { as } from '../support/graph.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const Alerts = `query Alerts($active: Boolean) { activeAlertCount alerts(filter: { active: $active }) { nodes { id onsetAt peakValue peakAt clearedAt acknowledgedBy device { serial } customer { id } ticket { id number status priority subject condition: kind } } } }`;

async function world(more: Partial<Tenant> = {}) {
  const tenant = await aTenant(app, more);
  const customer = await aCustomer(app, tenant.id);
  await app.db.tx(systemActor(tenant.id), async () => {
    await app.db.repo(Device).save(Object.assign(new Device(), { serial: 'HWTC-1', serialKey: 'HWTC1', brand: 'Huawei', model: 'HG8245', customerId: customer.id }));
    await app.db.repo(AlertRule).save(Object.assign(new AlertRule(), { name: 'Signal optique faible', metric: 'optical_power', comparison: Comparison.BELOW, threshold: -27, forSeconds: 60, clearThreshold: -26, clearSeconds: 60, cooldownSeconds: 0 }));
  });
  const admin = as(app, staffOf(tenant.id, 'admin', { name: 'Sylvie' }));
  const { createDeviceKey } = await admin.run('mutation { createDeviceKey(name: "OLT 1") { key } }');
  const start = Date.now() - 3_600_000;
  const post = async (values: readonly number[], from = 0, key = createDeviceKey.key as string, device = 'HWTC-1') => {
    const samples = values.map((value, i) => ({ device, metric: 'optical_power', at: new Date(start + (from + i * 10) * 1000).toISOString(), value }));
    const response = await fetch(`${app.url}/telemetry`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` }, body: JSON.stringify({ samples }) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { tenant, customer, admin, post, start };
}
const times = (n: number, value: number) => Array.from({ length: n }, () => value);

describe('a line that fades', () => {
  it('becomes an alert and a ticket by itself, live, and is over when the light is back', async () => {
    const { admin, post, customer, start } = await world();
    const counts = await admin.subscribe('subscription { activeAlertCountChanged }');
    expect(await post(times(6, -28))).toEqual({ status: 202, body: { taken: 6, unknown: [] } });
    expect((await admin.run(Alerts)).activeAlertCount).toBe(0);
    await post([-28, -29.5], 60);
    expect(await counts.next()).toEqual({ activeAlertCountChanged: 1 });
    const { alerts } = await admin.run(Alerts, { active: true });
    expect(alerts.nodes).toMatchObject([{ peakValue: -29.5, clearedAt: null, device: { serial: 'HWTC-1' }, customer: { id: customer.id }, ticket: { number: 'T-000001', status: 'OPEN', priority: 'HIGH', condition: 'ALERT' } }]);
    expect(new Date(alerts.nodes[0].onsetAt).getTime()).toBe(start);
    await post(times(8, -20), 100);
    expect(await counts.next()).toEqual({ activeAlertCountChanged: 0 });
    const after = await admin.run(Alerts, { active: false });
    expect(after.alerts.nodes[0]).toMatchObject({ ticket: { status: 'RESOLVED' } });
    await counts.close();
  });

  it.each([
    [Language.FR, 'Signal optique faible : −29,5 dBm', /^Huawei HG8245 HWTC-1 est sous −27 dBm .* −29,5 dBm\.$/, /^La mesure est revenue à −20 dBm/],
    [Language.EN, 'Signal optique faible: −29.5 dBm', /^Huawei HG8245 HWTC-1 has been below −27 dBm .* −29\.5 dBm\.$/, /^The measurement is back at −20 dBm/],
  ])('is told in the language the office works in: %s', async (language, subject, onset, cleared) => {
    const { admin, post } = await world({ language });
    await post([...times(6, -28), -29.5, -28]);
    await post(times(8, -20), 100);
    const { tickets } = await admin.run('{ tickets { nodes { subject messages { body } } } }');
    const bodies = tickets.nodes[0].messages.map(({ body }: { body: string }) => body);
    expect(tickets.nodes[0].subject).toBe(subject);
    expect(bodies).toEqual([expect.stringMatching(onset), expect.stringMatching(cleared)]);
  });

  it('opens one ticket however the samples are cut, repeated and sent at once', async () => {
    const { admin, post } = await world();
    await Promise.all([...times(5, 0).map(() => post(times(20, -30))), ...times(5, 0).map((_, i) => post(times(4, -30), i * 40))]);
    const { alerts, activeAlertCount } = await admin.run(Alerts);
    expect(activeAlertCount).toBe(1);
    expect(alerts.nodes).toHaveLength(1);
    const { tickets } = await admin.run('{ tickets { totalCount } }');
    expect(tickets.totalCount).toBe(1);
  });

  it('leaves a ticket open that somebody took up', async () => {
    const { admin, post } = await world();
    await post(times(8, -30));
    const [alert] = (await admin.run(Alerts)).alerts.nodes;
    await admin.run('mutation Say($id: ID!) { replyToTicket(id: $id, input: { body: "Je regarde." }) { __typename } }', { id: alert.ticket.id });
    await post(times(8, -20), 100);
    expect((await admin.run(Alerts)).alerts.nodes[0]).toMatchObject({ clearedAt: expect.any(String), ticket: { status: 'REPLIED' } });
  });

  it('carries the measurements around it, the worst of each step', async () => {
    const { admin, post } = await world();
    await post(times(3, -20), -600);
    await post([...times(7, -28), -31, -28]);
    const [{ trend }] = (await admin.run('{ alerts { nodes { trend { at value } } } }')).alerts.nodes;
    expect(trend.map(({ value }: { value: number }) => value)).toEqual(expect.arrayContaining([-20, -28, -31]));
    expect(trend.map(({ at }: { at: string }) => new Date(at).getTime())).toEqual([...trend].map(({ at }: { at: string }) => new Date(at).getTime()).sort((a, b) => a - b));
  });

  it('remembers who acknowledged it first', async () => {
    const { admin, post, tenant } = await world();
    await post(times(8, -30));
    const [alert] = (await admin.run(Alerts)).alerts.nodes;
    const ack = 'mutation Ack($id: ID!) { acknowledgeAlert(id: $id) { acknowledgedBy } }';
    await admin.run(ack, { id: alert.id });
    expect((await as(app, staffOf(tenant.id, 'dispatcher', { name: 'Luc' })).run(ack, { id: alert.id })).acknowledgeAlert).toEqual({ acknowledgedBy: 'Sylvie' });
  });
});

describe('a batch of samples', () => {
  it('needs a key, and a key sees the devices of its own provider only', async () => {
    const [mine, theirs] = [await world(), await world()];
    expect((await mine.post([-20], 0, 'dk_0000000000000000000000000000')).status).toBe(401);
    await app.db.tx(systemActor(theirs.tenant.id), () => app.db.repo(Device).save(Object.assign(new Device(), { serial: 'ONLY-THEIRS', serialKey: 'ONLYTHEIRS' })));
    expect(await mine.post([-20], 0, undefined, 'ONLY-THEIRS')).toEqual({ status: 202, body: { taken: 0, unknown: ['ONLY-THEIRS'] } });
  });

  it('is refused with the place of the wrong sample', async () => {
    const { post } = await world();
    expect(await post([-20, Number.NaN])).toEqual({ status: 400, body: { error: 'value_not_a_number', index: 1 } });
  });
});
