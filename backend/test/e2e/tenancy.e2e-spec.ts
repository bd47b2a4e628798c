import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, signedInStaff } from '../support/builders/auth.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const update = 'mutation ($key: ID!, $input: TenantInput!) { updateTenant(input: $input, key: $key) { __typename ... on Tenant { name colour termsDays email } ... on Problem { message } } }';

describe('settings', () => {
  it('change what is given, are worn at once, and say who changed them', async () => {
    const place = await aPlace(app, { email: 'avant@fibre.example' });
    const desk = await signedInStaff(app, place, 'admin');
    const input = { name: 'Fibre du Nord', colour: '#0a58ca', termsDays: 30, email: '' };
    expect(await desk.graph(update, { input })).toEqual({ updateTenant: { __typename: 'Tenant', name: 'Fibre du Nord', colour: '#0a58ca', termsDays: 30, email: null } });
    expect((await new Browser(app, place.host).get('/auth/tenant')).body).toMatchObject({ name: 'Fibre du Nord', colour: '#0a58ca' });
    let change: { actorName: string; action: string } | null = null;
    for (let i = 0; !change && i < 100; i++) {
      change = (await desk.graph('{ tenant { lastChange { actorName action } } }'))['tenant'].lastChange;
      if (!change) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(change).toEqual({ actorName: 'Camille Roy', action: 'settings.changed' });
  });

  it('refuse a colour that could not be seen, in words', async () => {
    const desk = await signedInStaff(app, await aPlace(app));
    const { updateTenant } = await desk.graph(update, { input: { colour: '#ffeb3b' } });
    expect(updateTenant).toEqual({ __typename: 'ColourTooPale', message: expect.stringContaining('trop pâle') });
  });

  it('name the fields that cannot be used', async () => {
    const desk = await signedInStaff(app, await aPlace(app));
    for (const input of [{ colour: 'red' }, { timeZone: 'Mars/Olympus' }, { email: 'nope' }, { termsDays: -1 }, { linkHours: 48 }, { name: '' }, { householdSignIn: [] }, { companySignIn: ['LINK', 'LINK'] }, { stepUpMinutes: 0 }]) {
      const { body } = await desk.post('/graphql', { query: update, variables: { key: 'a-key-of-its-own', input } });
      expect(body['errors'][0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { [`${Object.keys(input)[0]}`]: expect.any(String) } });
    }
  });

  it('belong to whoever may change them', async () => {
    const place = await aPlace(app);
    expect(await (await signedInStaff(app, place, 'billing')).graph(update, { input: { name: 'X' } })).toEqual({ error: 'FORBIDDEN' });
    expect(await new Browser(app, place.host).graph(update, { input: { name: 'X' } })).toEqual({ error: 'UNAUTHENTICATED' });
  });

  it('say how each kind of person signs in, and the page offers it in that order', async () => {
    const place = await aPlace(app);
    const page = new Browser(app, place.host);
    expect((await page.get('/auth/tenant')).body['methods'].slice(0, 1)).toEqual(['link']);
    const desk = await signedInStaff(app, place);
    const policy = { householdSignIn: ['PASSWORD', 'LINK'], companySignIn: ['PASSWORD'], companyTotp: false, staffSignIn: ['PASSWORD'], stepUp: ['MONEY'], stepUpMinutes: 5 };
    const change = 'mutation ($key: ID!, $input: TenantInput!) { updateTenant(input: $input, key: $key) { ... on Tenant { householdSignIn companySignIn companyTotp staffSignIn stepUp stepUpMinutes } } }';
    expect(await desk.graph(change, { input: policy })).toEqual({ updateTenant: policy });
    expect((await page.get('/auth/tenant')).body['methods']).toEqual(['password', 'link']);
  });

  it('a demonstration names who to sign in as; others do not', async () => {
    const signInAs = [{ label: 'Bureau', identifier: 'a@b.example', password: 'x' }];
    expect((await new Browser(app, (await aPlace(app, { demo: true, signInAs })).host).get('/auth/tenant')).body['signInAs']).toEqual(signInAs);
    expect((await new Browser(app, (await aPlace(app, { signInAs })).host).get('/auth/tenant')).body['signInAs']).toBeUndefined();
  });
});
