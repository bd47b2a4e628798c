// A customer's day: somebody comes by, orders, signs in, pays the first invoice, asks with a photograph and reads the answer.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openBrowser, signInByLink, signInStaff, startProduct } from './product.mjs';

const PHOTO = join(import.meta.dirname, '../../backend/test/cases/vision/HUAWEI-clean.jpg');
/** With SHOTS=<folder> every step leaves a picture. */
const SHOTS = process.env.SHOTS;
const EMAIL = 'chloe.roy@example.com';
const SUBJECT = 'Où brancher le téléphone ?';
const SLOW = { timeout: 45_000 };

describe('a customer’s day', { timeout: 300_000 }, () => {
  let product;
  let browser;
  let office;
  let chloe;
  let broken = false;
  let steps = 0;

  const step = (what, live) =>
    it(what, async () => {
      if (broken) throw new Error('An earlier step failed.');
      broken = true;
      await live();
      if (SHOTS) await chloe.page.screenshot({ path: join(SHOTS, `day-${String(++steps).padStart(2, '0')}.png`), fullPage: true });
      broken = false;
    });
  const order = (page) => page.getByRole('button', { name: 'Commander', exact: true });

  before(async () => {
    if (SHOTS) mkdirSync(SHOTS, { recursive: true });
    product = await startProduct();
    browser = await openBrowser();
    office = await browser.person({ url: product.url, width: 1440, height: 900 });
    chloe = await browser.person({ url: product.url, width: 360, height: 780, phone: true });
    for (const { page } of [office, chloe]) page.setDefaultTimeout(SLOW.timeout);
    await signInStaff(office, product.url, 'direction@demo.example');
  }, { timeout: 180_000 });
  after(async () => {
    await browser?.close();
    await product?.stop();
  });

  step('begins in the shop, where an address that is not served is said so', async () => {
    const { page } = chloe;
    await page.goto('/#/catalogue');
    await page.getByRole('button', { name: 'Ajouter Téléphonie résidentielle au panier' }).click();
    await page.getByRole('link', { name: 'Voir le panier' }).click();
    await page.getByLabel('Votre adresse').fill('rue Principale, Mont-Tremblant');
    await page.getByRole('radio', { name: /Principale, Mont-Tremblant/ }).first().check();
    await page.getByText(/ne desservons pas encore/).waitFor();
    assert.equal(await order(page).isDisabled(), true);
  });

  step('orders at an address found although it is misspelled, and reads the number', async () => {
    const { page } = chloe;
    await page.getByLabel('Votre adresse').fill('rue princpale st jerome');
    await page.getByRole('radio', { name: /rue Principale, Saint-Jérôme/ }).first().check();
    await page.getByLabel('Nom', { exact: true }).fill('Chloé Roy');
    await page.getByLabel('Courriel', { exact: true }).fill(EMAIL);
    await order(page).click();
    await page.getByRole('heading', { name: /O-\d{6}/ }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  });

  step('is seen by the office at once', async () => {
    await office.page.goto('/#/ops/orders');
    await office.page.getByRole('link', { name: 'Chloé Roy' }).waitFor();
    await office.page.getByText('En service', { exact: true }).last().waitFor();
  });

  step('signs in and pays the first invoice', async () => {
    const { page } = chloe;
    await signInByLink(chloe, product.url, EMAIL, office);
    await page.getByRole('heading', { name: /Bonjour Chloé/ }).waitFor();
    await page.getByRole('button', { name: /^Payer/ }).first().click();
    await page.waitForURL(/\/c\/pay\//);
    await page.getByRole('button', { name: /Payer|Pay/ }).first().click();
    await page.waitForURL(/paiement\/merci/);
    await page.getByText(/Merci|reçu/i).first().waitFor();
  });

  step('orders Internet too, for a visit, and reads the order in the portal', async () => {
    const { page } = chloe;
    await page.goto('/#/catalogue');
    await page.getByRole('button', { name: 'Ajouter Internet fibre 500 Mbit/s au panier' }).click();
    await page.getByRole('link', { name: 'Voir le panier' }).click();
    await page.getByLabel('Votre adresse').fill('rue principale saint-jerome');
    await page.getByRole('radio', { name: /rue Principale, Saint-Jérôme/ }).nth(1).check();
    await page.getByText('Il manque la date de l’installation.').waitFor();
    await page.locator('input[name=slot]').last().check();
    await page.getByText('Commande pour Chloé Roy.').waitFor();
    await order(page).click();
    await page.getByText(/Le technicien arrive/).waitFor();
    await page.goto('/#/commandes');
    await page.getByText('À installer', { exact: true }).waitFor();
    assert.equal(await page.getByRole('article').count(), 2);
  });

  step('moves the visit to a week that suits better', async () => {
    const { page } = chloe;
    await page.goto('/#/rendez-vous');
    await page.getByRole('button', { name: /Choisir une plage|Déplacer/ }).click();
    await page.getByRole('button', { name: 'Semaine suivante' }).click();
    const time = page.getByRole('dialog').getByRole('radio').first();
    await time.waitFor();
    await time.check();
    await page.getByRole('button', { name: 'Prendre cette plage' }).click();
    await page.getByText(/C’est noté/).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).last().click();
  });

  step('is told of an outage where the home is, as it is published, and reads the same on the page without the app', async () => {
    const { page } = office;
    await page.goto('/#/ops/notices');
    await page.getByRole('button', { name: 'Nouvel avis' }).click();
    await page.getByLabel('Titre en français').fill('Panne rue Principale');
    await page.getByLabel('Titre en anglais').fill('Outage on rue Principale');
    await page.getByRole('textbox', { name: 'Où' }).fill('Saint-Jérôme');
    await chloe.page.goto('/#/');
    await chloe.page.getByRole('heading', { name: /Bonjour Chloé/ }).waitFor();
    await page.getByRole('button', { name: 'Publier', exact: true }).click();
    await page.getByRole('button', { name: 'Terminer : Panne rue Principale' }).waitFor();
    await chloe.page.getByText('Panne rue Principale').waitFor();
    const stranger = await browser.person({ url: product.url, width: 360, height: 780, phone: true });
    await stranger.page.goto('/status');
    await stranger.page.getByText('Panne rue Principale').waitFor();
    await stranger.context.close();
  });

  step('asks with a photograph, and reads the answer as it comes', async () => {
    const { page } = chloe;
    await page.goto('/#/tickets/new');
    await page.getByLabel('En quelques mots').fill(SUBJECT);
    await page.getByLabel('Ce qui se passe').fill('Voici la boîte que vous avez installée.');
    await page.locator('app-photos input[type=file]').first().setInputFiles(PHOTO);
    await page.locator('app-photos img').first().waitFor();
    await page.getByRole('button', { name: 'Envoyer la demande' }).click();
    await page.getByRole('heading', { name: SUBJECT }).waitFor();
    await office.page.goto('/#/ops/tickets');
    await office.page.getByRole('link', { name: /Où brancher/ }).click();
    const box = office.page.getByRole('textbox', { name: 'Votre réponse' });
    await box.fill('Dans la prise du haut.');
    await box.press('Control+Enter');
    await page.getByText('Dans la prise du haut.').waitFor();
  });

  step('leaves no complaint in any console', () => {
    // A refusal is an answer of the server, which a browser writes down as it does every 4xx.
    for (const { complaints } of [office, chloe]) assert.deepEqual(complaints.filter((text) => !/status of 422/.test(text)), []);
  });
});
