// A company's own sign-in, from the button on our page over the pages of a certified OpenID provider and back, and out again on both sides.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { anIdp } from '../../backend/test/support/idp.ts';
import { graph, openBrowser, signInStaff, startProduct } from './product.mjs';

const SAVE = 'mutation ($key: ID!, $input: IdentityProviderInput!) { saveIdentityProvider(input: $input, key: $key) { __typename ... on IdentityProvider { id } ... on Problem { message } } }';

describe('a company’s own sign-in', { timeout: 240_000 }, () => {
  let product;
  let browser;
  let idp;
  let employee;

  before(async () => {
    product = await startProduct();
    browser = await openBrowser();
    const { url } = product;
    idp = await anIdp({ path: '/realms/nord', redirectUris: [`${url}/auth/oidc/callback`], logoutTo: `${url}/` });
    idp.people.set('anne', { sub: 'anne', claims: { name: 'Anne Roy', email: 'anne@nord.example', email_verified: true, groups: ['ops'] } });
    const office = await browser.person({ url });
    await signInStaff(office, url, 'direction@demo.example');
    const input = { label: 'Nord', realm: 'STAFF', issuer: idp.issuer, clientId: idp.clientId, clientSecret: idp.clientSecret, roles: [{ group: 'ops', role: 'dispatcher' }] };
    const { saveIdentityProvider } = await graph(office, url, SAVE, { input });
    assert.equal(saveIdentityProvider.__typename, 'IdentityProvider');
    await graph(office, url, SAVE, { input: { ...input, label: 'Sud', issuer: 'http://localhost:9/realms/sud' } });
    employee = await browser.person({ url });
  }, { timeout: 180_000 });
  after(async () => {
    await browser?.close();
    await idp?.close();
    await product?.stop();
  });

  /** Goes through the provider's own pages: who one is, and that we may know it. */
  async function throughProvider({ page }) {
    await page.getByRole('link', { name: 'Continuer avec Nord' }).click();
    await page.waitForURL((at) => at.href.startsWith(idp.issuer));
    await page.locator('input[name=login]').fill('anne');
    await page.locator('input[name=password]').fill('whatever');
    await page.locator('button[type=submit]').click();
    await page.getByRole('button', { name: 'Continue' }).click();
  }

  it('lets somebody in with the role of their group, at the page they were going to', async () => {
    const { page } = employee;
    await page.goto('/#/ops/tickets');
    await page.waitForURL(/#\/login/);
    await throughProvider(employee);
    await page.waitForURL((at) => at.hash.startsWith('#/ops/tickets'));
    await page.getByRole('heading', { name: 'Billets' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Répartition' }).count(), 1, 'a dispatcher plans visits');
    assert.equal(await page.getByRole('link', { name: 'Réglages' }).count(), 0, 'and changes no settings');
  });

  it('signs out here and there, so that the provider asks again', async () => {
    const { page } = employee;
    await page.getByRole('button', { name: 'Compte' }).click();
    await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
    await page.waitForURL((at) => at.href.startsWith(idp.issuer));
    await page.locator('button[value=yes], button[name=logout]').first().click();
    await page.waitForURL((at) => at.href.startsWith(product.url));
    await page.goto('/#/login');
    await throughProvider(employee);
    await page.getByRole('heading', { name: /Bonjour Anne/ }).waitFor();
  });

  it('comes back to our own page when the provider is away, says so in plain words in either language, once', async () => {
    for (const [locale, link, words, field] of [
      ['fr-CA', 'Continuer avec Sud', 'Le service de connexion ne répond pas', 'Courriel, téléphone ou numéro de client'],
      ['en-CA', 'Continue with Sud', 'The sign-in service does not answer', 'E-mail, phone or customer number'],
    ]) {
      const { page } = await browser.person({ url: product.url, locale });
      await page.goto('/#/login');
      await page.getByRole('link', { name: link }).click();
      await page.getByRole('alert').filter({ hasText: words }).waitFor();
      await page.getByLabel(field).waitFor();
      assert.equal(new URL(page.url()).hash, '#/login');
      await page.reload();
      await page.getByLabel(field).waitFor();
      assert.equal(await page.getByRole('alert').count(), 0);
    }
  });
});
