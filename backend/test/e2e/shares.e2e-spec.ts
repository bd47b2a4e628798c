import { randomUUID } from 'node:crypto';
import { systemActor } from '../../src/auth/actor.js';
import { ServiceLocation } from '../../src/customers/customer.entity.js';
import { ShareLink } from '../../src/shares/share-link.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aCustomer } from '../support/builders.js';
import { aPlace, signedInStaff, type Place } from '../support/builders/auth.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close(), 30_000);

const CREATE = 'mutation ($key: ID!, $input: ShareLinkInput!) { createShareLink(key: $key, input: $input) { __typename ... on ShareLinkCreated { url shareLink { id label location { id city } } } ... on Problem { message } } }';
const REVOKE = 'mutation ($key: ID!, $id: ID!) { revokeShareLink(key: $key, id: $id) { id revokedAt } }';
const LIST = 'query ($customerId: ID!) { shareLinks(customerId: $customerId) { id label createdAt lastUsedAt revokedAt createdByName } }';

interface Setting {
  readonly place: Place;
  readonly office: Browser;
  readonly customerId: string;
  readonly locationId: string;
}

async function aSetting(shareLinks = true): Promise<Setting> {
  const place = await aPlace(app, { shareLinks });
  const { id: customerId } = await aCustomer(app, place.tenant.id, { name: 'Nathalie Tremblay' });
  const { id: locationId } = await app.db.tx(systemActor(place.tenant.id), () => app.db.repo(ServiceLocation).findOneByOrFail({ customerId }));
  return { place, office: await signedInStaff(app, place, 'support'), customerId, locationId };
}

async function aLink({ office, locationId }: Setting): Promise<{ secret: string; id: string }> {
  const { createShareLink } = await office.graph(CREATE, { input: { locationId, label: 'Gestionnaire' } });
  return { secret: /#\/partage\?s=([\w-]{43})$/.exec(createShareLink.url as string)![1]!, id: createShareLink.shareLink.id as string };
}

describe('a share link', () => {
  it('shows one place to somebody without an account, and nothing about its people', async () => {
    const setting = await aSetting();
    const { secret } = await aLink(setting);
    const { status, body, text } = await new Browser(app, setting.place.host).post('/share/open', { secret });
    expect(status).toBe(200);
    expect(body).toMatchObject({ tenant: { name: setting.place.tenant.name }, label: 'Gestionnaire', place: { city: 'Saint-Jérôme', line1: '12 rue Principale' }, services: [], devices: [], troubleSince: null, visit: null });
    for (const never of ['Tremblay', setting.customerId, setting.locationId]) expect(text).not.toContain(never);
  });

  it('is told once, kept as a hash, listed with its last use', async () => {
    const setting = await aSetting();
    const variables = { key: randomUUID(), input: { locationId: setting.locationId, label: ' Gestionnaire ' } };
    const { createShareLink } = await setting.office.graph(CREATE, variables);
    const secret = /s=([\w-]{43})$/.exec(createShareLink.url)![1]!;
    expect((await setting.office.graph(CREATE, variables)).createShareLink).toEqual({ ...createShareLink, url: null });
    const kept = await app.db.tx(systemActor(setting.place.tenant.id), async () => [await app.db.repo(ShareLink).find(), await app.db.query('select * from recorded_answer'), await app.db.query('select * from audit_entry'), await app.db.query('select * from outbox_event')]);
    expect(JSON.stringify(kept)).not.toContain(secret);
    expect((await setting.office.graph(LIST, { customerId: setting.customerId })).shareLinks).toEqual([expect.objectContaining({ label: 'Gestionnaire', lastUsedAt: null, revokedAt: null, createdByName: 'Camille Roy' })]);
    await new Browser(app, setting.place.host).post('/share/open', { secret });
    expect((await setting.office.graph(LIST, { customerId: setting.customerId })).shareLinks[0].lastUsedAt).not.toBeNull();
  });

  it('opens nothing once it is revoked, and says the same as one that never was', async () => {
    const setting = await aSetting();
    const { secret, id } = await aLink(setting);
    expect((await setting.office.graph(REVOKE, { id })).revokeShareLink.revokedAt).not.toBeNull();
    const visitor = new Browser(app, setting.place.host);
    const [gone, never] = [await visitor.post('/share/open', { secret }), await visitor.post('/share/open', { secret: 'A'.repeat(43) })];
    expect([gone.status, gone.text]).toEqual([never.status, never.text]);
    expect(gone.status).toBe(404);
    for (const bad of [undefined, 7, '', 'x'.repeat(10_000), { a: 1 }]) expect((await visitor.post('/share/open', { secret: bad })).status).toBe(404);
    const { auditEntries } = await (await signedInStaff(app, setting.place)).graph('{ auditEntries(first: 5, filter: { action: "share-link." }) { nodes { action } } }');
    expect(auditEntries.nodes.map(({ action }: { action: string }) => action)).toEqual(['share-link.revoked', 'share-link.created']);
  });

  it('opens nothing elsewhere, from another site, or where the provider has not switched it on', async () => {
    const setting = await aSetting();
    const { secret } = await aLink(setting);
    expect((await new Browser(app, (await aPlace(app, { shareLinks: true })).host).post('/share/open', { secret })).status).toBe(404);
    expect((await new Browser(app, setting.place.host).post('/share/open', { secret }, { origin: 'https://evil.example' })).status).toBe(403);
    const owner = await signedInStaff(app, setting.place);
    await owner.graph('mutation ($key: ID!) { updateTenant(key: $key, input: { shareLinks: false }) { __typename } }');
    expect((await setting.office.graph(CREATE, { input: { locationId: setting.locationId, label: 'x' } })).createShareLink.__typename).toBe('ShareLinksOff');
    const off = await aSetting(false);
    expect((await off.office.graph(CREATE, { input: { locationId: off.locationId, label: 'x' } })).createShareLink.__typename).toBe('ShareLinksOff');
  });

  it('is for those who may, about places of their own provider', async () => {
    const [setting, other] = [await aSetting(), await aSetting()];
    const { id } = await aLink(setting);
    expect(await other.office.graph(CREATE, { input: { locationId: setting.locationId, label: 'x' } })).toEqual({ error: 'NOT_FOUND' });
    expect(await other.office.graph(REVOKE, { id })).toEqual({ error: 'NOT_FOUND' });
    expect((await other.office.graph(LIST, { customerId: setting.customerId })).shareLinks).toEqual([]);
    const billing = await signedInStaff(app, setting.place, 'billing');
    expect(await billing.graph(CREATE, { input: { locationId: setting.locationId, label: 'x' } })).toEqual({ error: 'FORBIDDEN' });
    expect(await setting.office.graph(CREATE, { input: { locationId: setting.locationId, label: ' ' } })).toEqual({ error: 'BAD_USER_INPUT' });
  });
});

describe('a page that is open', () => {
  it('is told that the link ended, within a second', async () => {
    const setting = await aSetting();
    const { secret, id } = await aLink(setting);
    const visitor = new Browser(app, setting.place.host);
    const stream = visitor.stream('/share/live', { secret });
    expect(await stream.line(0)).toMatchObject({ place: { city: 'Saint-Jérôme' } });
    const began = Date.now();
    await setting.office.graph(REVOKE, { id });
    expect(await stream.line(1)).toEqual({ ended: true });
    await stream.done;
    expect(Date.now() - began).toBeLessThan(1_500);
  });
});
