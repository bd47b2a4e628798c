// Passkeys, second proofs, colleagues, several accounts and devices, as people meet them in a real browser with a real authenticator of Chromium's.
import assert from 'node:assert/strict';
import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { codeFor, graph, leaving, messagesFor, openBrowser, proveByCode, signInByLink, signInStaff, startProduct } from './product.mjs';

const CUSTOMER = 'nathalie.tremblay@example.com';
const OFFICE = 'direction@demo.example';

/** An authenticator inside the browser: a platform one that has its owner's finger on it. */
async function authenticator({ context, page }) {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return { credentials: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials };
}

/** What the authenticator would say to a question, signed with the passkey's own key, for a page of this origin. */
function assertion({ credentialId, privateKey, userHandle }, { challenge, rpId }, origin, count) {
  const data = Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([0x05]), Buffer.from([0, 0, 0, 0])]);
  data.writeUInt32BE(count, 33);
  const client = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }));
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  const signature = sign(['ec', 'rsa'].includes(key.asymmetricKeyType) ? 'sha256' : null, Buffer.concat([data, createHash('sha256').update(client).digest()]), key);
  const id = Buffer.from(credentialId, 'base64').toString('base64url');
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: { authenticatorData: data.toString('base64url'), clientDataJSON: client.toString('base64url'), signature: signature.toString('base64url'), userHandle: Buffer.from(userHandle, 'base64').toString('base64url') } };
}

describe('proving who one is', { timeout: 300_000 }, () => {
  let product;
  let browser;
  let office;
  let customer;
  const complaintsOf = ({ complaints }) => complaints.filter((text) => !/status of 40[13]/.test(text)); // what a refused try leaves in any browser's console

  const ask = (who, query, variables) => graph(who, product.url, query, variables);
  const row = (page, name) => page.locator('app-my-security li').filter({ hasText: name });
  const signOut = async ({ page }) => {
    await page.getByRole('button', { name: 'Compte' }).click();
    await leaving(page, () => page.getByRole('menuitem', { name: 'Se déconnecter' }).click());
    await page.getByLabel('Courriel, téléphone ou numéro de client').waitFor();
  };
  before(async () => {
    product = await startProduct();
    browser = await openBrowser();
    const { url } = product;
    office = await browser.person({ url, width: 1440, height: 900 });
    customer = await browser.person({ url, width: 390, height: 844, phone: true });
    await signInStaff(office, url, OFFICE);
    await ask(office, 'mutation ($key: ID!) { updateTenant(input: { householdSignIn: [LINK, CODE, PASSKEY] }, key: $key) { __typename } }');
    await signInByLink(customer, url, CUSTOMER, office);
    await customer.page.getByRole('heading', { name: /Bonjour Nathalie/ }).waitFor();
  }, { timeout: 180_000 });
  after(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('lets the office add a passkey, name it, sign in with it and take it away', async () => {
    const { page } = office;
    await authenticator(office);
    await page.goto('/#/ops/security');
    await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
    await page.getByText('Clé d’accès ajoutée.').waitFor();
    await page.getByRole('button', { name: /^Actions pour/ }).click();
    await page.getByRole('menuitem', { name: 'Renommer' }).click();
    const form = page.getByRole('dialog', { name: 'Renommer la clé d’accès' });
    await form.getByLabel('Nom').fill('   ');
    await form.getByRole('button', { name: 'Enregistrer' }).click();
    await form.getByText('Donnez-lui un nom').waitFor();
    await form.getByLabel('Nom').fill('Poste de la direction');
    await form.getByRole('button', { name: 'Enregistrer' }).click();
    await row(page, 'Poste de la direction').waitFor();

    await signOut(office);
    await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
    await page.waitForURL(/#\/ops/);
    await page.goto('/#/ops/security');
    await row(page, 'Poste de la direction').filter({ hasText: /Utilisée/ }).waitFor();
    await page.getByRole('button', { name: 'Actions pour Poste de la direction' }).click();
    await page.getByRole('menuitem', { name: 'Retirer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retirer' }).click();
    await page.getByText('Clé d’accès retirée.').waitFor();
    await row(page, 'Poste de la direction').waitFor({ state: 'detached' });
    assert.deepEqual(complaintsOf(office), []);
  });

  it('asks a customer who came by link once more, adds the passkey by itself after it, and lets in with it', async () => {
    const { page } = customer;
    const finger = await authenticator(customer);
    await page.goto('/#/me');
    await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
    await proveByCode(customer, product.url, CUSTOMER, office);
    await page.getByText('Clé d’accès ajoutée.').waitFor();
    const [key] = await finger.credentials();
    assert.equal(key.rpId, 'localhost');

    await signOut(customer);
    const sent = page.waitForRequest((request) => request.url().endsWith('/auth/passkey') && request.method() === 'POST');
    await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
    const answer = (await sent).postDataJSON();
    await page.getByRole('heading', { name: /Bonjour Nathalie/ }).waitFor();

    const thief = await browser.person({ url: product.url });
    const post = async (who, path, data) => {
      const reply = await who.context.request.post(`${product.url}${path}`, { data, headers: { origin: product.url } });
      return { status: reply.status(), body: await reply.json() };
    };
    const refused = { status: 401, error: 'passkey_refused' };
    const seen = ({ status, body }) => ({ status, error: body.error });
    assert.deepEqual(seen(await post(customer, '/auth/passkey', answer)), refused, 'the same answer twice');
    assert.deepEqual(seen(await post(thief, '/auth/passkey', answer)), refused, 'the answer in another browser');
    const [fresh] = await finger.credentials();
    const forged = async (origin, more = {}) => {
      const { body } = await post(thief, '/auth/passkey/begin', {});
      return post(thief, '/auth/passkey', { response: assertion(fresh, { ...body, ...more }, origin, fresh.signCount + 1) });
    };
    assert.deepEqual(seen(await forged('http://evil.example')), refused, 'a page of another origin');
    assert.deepEqual(seen(await forged(product.url, { rpId: 'evil.example' })), refused, 'a passkey asked for by another host');
    assert.deepEqual(seen(await forged(product.url, { challenge: Buffer.from(randomUUID()).toString('base64url') })), refused, 'a question nobody asked');
    assert.equal((await forged(product.url)).status, 200, 'the key itself was right all along');
    assert.equal((await forged(product.url)).status, 401, 'a copied authenticator, whose count stands still');
    assert.deepEqual(complaintsOf(customer), []);
  });

  it('takes a passkey where it asks once more, and gives nothing up that was typed', async () => {
    const { page } = office;
    await page.goto('/#/login');
    await office.context.clearCookies();
    await page.evaluate(() => localStorage.removeItem('demarc.session'));
    await page.reload();
    await signInByLink(office, product.url, OFFICE, await officeAgain());
    await page.waitForURL(/#\/ops/);
    await page.goto('/#/ops/invoices?status=OVERDUE');
    await page.locator('app-data-table').getByRole('link', { name: /^INV-/ }).first().click();
    await page.getByRole('heading', { name: /INV-/ }).waitFor();
    const before = complaintsOf(office).length;
    await page.getByRole('button', { name: 'Annuler la facture' }).click();
    const form = page.getByRole('dialog').first();
    await form.locator('textarea, input').first().fill('Émise deux fois par erreur');
    await form.locator('button.primary, button.danger').last().click();
    const question = page.getByRole('dialog', { name: 'Confirmez que c’est vous' });
    await question.getByLabel('Votre mot de passe').fill('pas le bon');
    await question.getByRole('button', { name: 'Confirmer' }).click();
    await question.getByRole('alert').waitFor();
    assert.equal(await form.locator('textarea, input').first().inputValue(), 'Émise deux fois par erreur');
    await question.getByLabel('Votre mot de passe').fill('fibre-boreale-2026');
    await question.getByRole('button', { name: 'Confirmer' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByText(/Annulée/).first().waitFor();
    assert.equal(complaintsOf(office).length, before);
  });

  it('lets an owner invite a colleague, again, give another role and take it away', async () => {
    const { page } = customer;
    await page.goto('/#/me');
    const card = page.getByRole('region', { name: 'Qui peut se connecter' });
    await card.getByRole('button', { name: 'Inviter' }).click();
    const form = page.getByRole('dialog', { name: 'Inviter une personne' });
    await form.getByRole('button', { name: 'Envoyer l’invitation' }).click();
    assert.equal(await form.getByRole('alert').count(), 2);
    await form.getByLabel('Nom').fill('Ana Silva');
    await form.getByLabel('Courriel').fill(CUSTOMER);
    await form.getByRole('button', { name: 'Envoyer l’invitation' }).click();
    await form.getByRole('alert').filter({ hasText: /Nathalie/ }).waitFor();
    await form.getByLabel('Courriel').fill('ana.silva@example.com');
    await form.getByLabel(/Facturation/).check();
    await form.getByRole('button', { name: 'Envoyer l’invitation' }).click();
    const ana = card.locator('li').filter({ hasText: 'Ana Silva' });
    await ana.getByText('Invité', { exact: true }).waitFor();
    assert.match((await messagesFor(office, product.url, 'ana.silva@example.com'))[0], /https?:\/\/\S+/);
    const menu = async (item) => {
      await ana.getByRole('button', { name: 'Actions pour Ana Silva' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await menu('Renvoyer l’invitation');
    await page.getByText('L’invitation de Ana Silva est repartie.').waitFor();
    await menu('Changer le rôle');
    const role = page.getByRole('dialog', { name: 'Rôle de Ana Silva' });
    await role.getByLabel(/Lecture seule/).check();
    await role.getByRole('button', { name: 'Enregistrer' }).click();
    await ana.getByText('Lecture seule').waitFor();
    assert.match(page.url(), /#\/me$/, 'somebody else’s new role signs nobody out');
    await menu('Retirer l’accès');
    await page.getByRole('dialog').getByRole('button', { name: 'Retirer l’accès' }).click();
    await ana.waitFor({ state: 'detached' });
    assert.deepEqual(complaintsOf(customer), []);
  });

  it('adds a number of one’s own once the code sent there came back, and takes it away', async () => {
    const { page } = customer;
    await page.goto('/#/me');
    const card = page.getByRole('region', { name: 'Comment vous joindre' });
    await card.getByRole('button', { name: 'Ajouter un numéro' }).click();
    const form = page.getByRole('dialog', { name: 'Ajouter un numéro' });
    await form.getByLabel('Numéro de téléphone').fill('438 55');
    await form.getByRole('button', { name: 'Envoyer le code' }).click();
    await form.getByRole('alert').filter({ hasText: 'n’est pas un numéro de téléphone' }).waitFor();
    await form.getByLabel('Numéro de téléphone').fill('438 555-0177');
    await form.getByRole('button', { name: 'Envoyer le code' }).click();
    await form.getByLabel('Code à 6 chiffres').fill(await codeFor(office, product.url, '438 555-0177'));
    await form.getByRole('button', { name: 'Confirmer' }).click();
    const added = card.getByRole('listitem').filter({ hasText: '438 555-0177' });
    await added.waitFor();
    await added.getByRole('button', { name: 'Retirer 438 555-0177' }).click();
    await page.getByRole('dialog', { name: 'Retirer 438 555-0177 ?' }).getByRole('button', { name: 'Retirer' }).click();
    await added.waitFor({ state: 'detached' });
    assert.deepEqual(complaintsOf(customer), []);
  });

  it('opens the account one chooses, and goes to the other without signing in again', async () => {
    await ask(office, 'mutation ($key: ID!, $email: String!) { createCustomer(input: { name: "Chalet du Lac-Vert", email: $email }, key: $key) { __typename } }', { email: CUSTOMER });
    const desk = await browser.person({ url: product.url, width: 1280, height: 800 });
    await signInByLink(desk, product.url, CUSTOMER, office);
    await desk.page.getByRole('button', { name: /Chalet du Lac-Vert/ }).click();
    await desk.page.getByRole('button', { name: 'Chalet du Lac-Vert · Changer de compte' }).click();
    await desk.page.getByRole('menuitemradio', { name: /Nathalie Tremblay/ }).click();
    await desk.page.getByRole('button', { name: 'Nathalie Tremblay · Changer de compte' }).waitFor();
    assert.deepEqual(complaintsOf(desk), []);

    await desk.page.goto('/#/me');
    await desk.page.getByRole('button', { name: 'Déconnecter les autres' }).click();
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Déconnecter les autres' }).click();
    await desk.page.getByText('Les autres appareils sont déconnectés.').waitFor();
    const devices = desk.page.getByRole('region', { name: 'Appareils connectés' }).getByRole('listitem');
    await devices.nth(1).waitFor({ state: 'detached' });
    assert.equal(await devices.count(), 1);
    await customer.page.reload();
    await customer.page.waitForURL(/#\/login/);
  });

  /** The office in a browser of its own, to read what is written meanwhile. */
  async function officeAgain() {
    const again = await browser.person({ url: product.url });
    await signInStaff(again, product.url, 'dispatch@demo.example');
    return again;
  }
});
