// A technician's whole day in a real Chromium, with a network that goes and comes: nothing is lost, nothing is done twice.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium } from 'playwright-core';
import { QUIET, appKept, graph, leaving, openBrowser, signInByLink, signInStaff, startProduct } from './product.mjs';
import { openSignal } from './signal.mjs';

const root = join(import.meta.dirname, '../..');
const PHOTO = join(root, 'backend/test/cases/vision/HUAWEI-small.jpg');
/** With SHOTS=<folder> every step leaves a picture. */
const SHOTS = process.env.SHOTS;
const WAIT = { timeout: 60_000 };
const CREATE = 'mutation Create($input: JobInput!, $key: ID!) { createJob(input: $input, key: $key) { ... on Job { id version } } }';
const PLAN = 'mutation Plan($id: ID!, $technicianId: ID!, $startsAt: DateTime!, $version: Int!, $key: ID!) { scheduleJob(id: $id, technicianId: $technicianId, startsAt: $startsAt, version: $version, key: $key) { __typename } }';
const VISIT = 'query Visit($id: ID!) { job(id: $id) { status version outcome checklist { done } photos { id kind caption } partsUsed { quantity } location { devices { serial mac status } } history { what at detail } } }';

describe('a technician’s day', { timeout: 600_000 }, () => {
  let product;
  let desk;
  let office;
  let signal;
  let profile;
  let phone;
  let page;
  let people;
  let photo;
  let broken = false;
  let shots = 0;
  const visits = {};

  const step = (what, live) =>
    it(what, async () => {
      if (broken) throw new Error('An earlier step failed.');
      broken = true;
      await live().catch(async (error) => {
        await shot('broken');
        throw error;
      });
      broken = false;
    });

  async function shot(name, of = page) {
    if (!SHOTS) return;
    mkdirSync(SHOTS, { recursive: true });
    await of.waitForTimeout(400); // pictures only: lets colours settle
    await of.screenshot({ path: join(SHOTS, `day-${String(++shots).padStart(2, '0')}-${name}.png`) });
  }

  const technician = (n) => people.find(({ email }) => email === `technicien${n}@demo.example`);
  const visit = async (id) => (await graph(office, product.url, VISIT, { id })).job;
  const open = (name, of = page) => of.goto(`/#/j/${visits[name]}`);
  const button = (name, of = page) => of.getByRole('button', { name, exact: true });
  const sheet = () => page.getByRole('dialog');
  /** What a file answers, kept by the browser or not. */
  const fetched = (path) => page.evaluate(async (what) => (await fetch(what, { cache: 'force-cache' })).status, path);

  /** A visit of Chloé's that nobody has set out for, planned for now: what the demo has of the day depends on the hour. */
  async function plan(name, customerId) {
    const { createJob: { id, version } } = await graph(office, product.url, CREATE, { input: { customerId, title: name, kind: 'REPAIR', checklist: [{ id: '1', text: 'Mesurer la puissance optique', done: false }] } });
    await graph(office, product.url, PLAN, { id, version, technicianId: technician(1).id, startsAt: new Date().toISOString() });
    visits[name] = id;
  }

  async function note(text, of = page) {
    await of.getByLabel('Note pour le dossier').fill(text);
    await button('Ajouter la note', of).click();
    await of.getByText(text).first().waitFor();
  }

  async function allSent() {
    await page.goto('/#/j/sync');
    const done = page.getByText('Tout est sur le serveur.');
    await done.or(button('Envoyer')).first().waitFor();
    // Rather than when its wait is over; it may do so by itself meanwhile.
    if (!(await done.isVisible())) await button('Envoyer').click({ timeout: 5_000 }).catch(() => undefined);
    await done.waitFor(WAIT);
  }

  async function signOut() {
    await page.getByRole('button', { name: /Compte|Menu|menu/i }).first().click();
    await page.getByRole('menuitem', { name: /déconnecter/i }).click();
  }

  const notes = async (name, text) => (await visit(visits[name])).history.filter(({ what, detail }) => what === 'noted' && detail.text === text);

  before(async () => {
    product = await startProduct();
    desk = await openBrowser();
    office = await desk.person({ url: product.url, width: 1440, height: 900 });
    await signInStaff(office, product.url, 'dispatch@demo.example');
    const found = await graph(office, product.url, 'query People { technicians { id name email } customers(first: 4) { nodes { id } } }');
    people = found.technicians;
    for (const [i, name] of ['Toute la visite', 'Donnée à un autre', 'Deux fenêtres', 'Sous scellé'].entries()) await plan(name, found.customers.nodes[i].id);
    signal = await openSignal();
    profile = mkdtempSync(join(root, '.cache', 'phone-'));
    phone = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: QUIET, proxy: signal.proxy, baseURL: product.url, viewport: { width: 390, height: 844 }, locale: 'fr-CA', timezoneId: 'America/Toronto', hasTouch: true, isMobile: true });
    page = phone.pages()[0] ?? (await phone.newPage());
    page.setDefaultTimeout(30_000);
    await signInByLink({ page }, product.url, 'technicien1@demo.example', office);
    await page.getByText('Toute la visite').waitFor();
    await appKept(page);
  }, { timeout: 300_000 });
  after(async () => {
    await phone?.close();
    await signal?.close();
    await desk?.close();
    await product?.stop();
    if (profile) rmSync(profile, { recursive: true, force: true });
  });

  step('does a whole visit without signal', async () => {
    signal.goes();
    await open('Toute la visite');
    await button('En route').click();
    await button('Arrivé').click();
    await page.getByLabel('Mesurer la puissance optique').check();
    await note('Connecteur sale, refait.');
    await page.locator('app-job-photos input[type=file]').setInputFiles(PHOTO);
    await button('Ajouter une pièce').click();
    const part = sheet().getByLabel('Pièce (à bord)');
    await part.selectOption(await part.locator('option', { hasText: 'SC/APC' }).getAttribute('value'));
    await sheet().getByRole('button', { name: 'Plus' }).click();
    await shot('parts');
    await sheet().getByRole('button', { name: 'Noter' }).click();
    await page.locator('app-job-parts').getByText('2').first().waitFor();
    await button('Ajouter').click();
    await sheet().getByRole('tab', { name: 'Créer' }).click();
    await sheet().getByLabel('Numéro de série').fill('TER-2026-0001');
    await sheet().getByLabel('Adresse MAC').fill('C8:3A:35:00:11');
    await sheet().getByRole('button', { name: 'Créer et lier à ce travail' }).click();
    await sheet().getByText('12 chiffres').waitFor();
    await shot('mac');
    await sheet().getByLabel('Adresse MAC').fill('C8:3A:35:00:11:22');
    await sheet().getByRole('button', { name: 'Créer et lier à ce travail' }).click();
    await page.locator('app-device-line').getByText('TER-2026-0001').waitFor();
    await button('Signature').click();
    await sheet().getByLabel('Nom de la personne').fill('Nathalie Tremblay');
    await sheet().locator('canvas').hover(); // once the sheet has come to rest
    const pad = await sheet().locator('canvas').boundingBox();
    await page.mouse.move(pad.x + 20, pad.y + 60);
    await page.mouse.down();
    await page.mouse.move(pad.x + 140, pad.y + 30, { steps: 5 });
    await page.mouse.up();
    await sheet().getByRole('button', { name: 'Garder la signature' }).click();
    await button('Terminer').click();
    await sheet().getByRole('textbox').fill('Connecteur refait, signal stable.');
    await sheet().getByRole('button', { name: 'Terminer' }).click();
    await page.getByText('9 actions en attente de sync').waitFor();
    await page.goto('/#/j');
    await page.locator('app-job-card').filter({ hasText: 'Toute la visite' }).getByText('Terminé').waitFor();
    await shot('done-offline');
  });

  step('and the server has all of it once the signal is back', async () => {
    assert.equal((await visit(visits['Toute la visite'])).status, 'SCHEDULED');
    signal.comes();
    await allSent();
    const { history, ...done } = await visit(visits['Toute la visite']);
    assert.deepEqual(done.location.devices.filter(({ serial }) => serial === 'TER-2026-0001'), [{ serial: 'TER-2026-0001', mac: 'C8:3A:35:00:11:22', status: 'INSTALLED' }]);
    assert.equal(done.status, 'COMPLETED');
    assert.equal(done.outcome, 'Connecteur refait, signal stable.');
    photo = `/files/job-photo/${done.photos[0].id}?size=small`;
    assert.equal(await fetched(photo), 200);
    assert.deepEqual(done.checklist, [{ done: true }]);
    assert.deepEqual(done.partsUsed, [{ quantity: 2 }]);
    assert.deepEqual(done.photos.map(({ kind }) => kind).sort(), ['PHOTO', 'SIGNATURE']);
    for (const what of ['en_route', 'arrived', 'checked', 'noted', 'photographed', 'signed', 'completed']) assert.equal(history.filter((row) => row.what === what).length, 1, what);
    await shot('sent');
  });

  step('shows both facts when the visit was meanwhile given to another, and asks the dispatcher', async () => {
    signal.goes();
    await open('Donnée à un autre');
    await button('En route').click();
    await page.getByText('1 action en attente de sync').waitFor();
    const id = visits['Donnée à un autre'];
    await graph(office, product.url, PLAN, { id, version: (await visit(id)).version, technicianId: technician(2).id, startsAt: new Date().toISOString() });
    signal.comes();
    await page.goto('/#/j/sync');
    const card = page.locator('app-conflict-card');
    await card.getByText('Fait ici').waitFor(WAIT);
    await card.getByText('Sur le serveur').waitFor();
    await card.getByText(technician(2).name).first().waitFor();
    await shot('conflict');
    await card.getByRole('button', { name: 'Demander au répartiteur' }).click();
    await card.waitFor({ state: 'detached' });
    await allSent();
    const { fieldDisputes } = await graph(office, product.url, '{ fieldDisputes { kind payload } }');
    assert.deepEqual(fieldDisputes.map(({ kind, payload }) => [kind, payload.jobId]), [['job.travel', id]]);
    const now = await visit(id);
    assert.equal(now.status, 'SCHEDULED');
    assert.equal(now.history.filter(({ what }) => what === 'disputed').length, 1);
  });

  step('keeps one log in two windows, also when the clock of one is a day off', async () => {
    const other = await phone.newPage();
    other.setDefaultTimeout(30_000);
    await other.addInitScript(() => {
      const Right = Date;
      globalThis.Date = class extends Right {
        constructor(...parts) {
          if (parts.length) super(...parts);
          else super(Right.now() + 86_400_000);
        }

        static now() {
          return Right.now() + 86_400_000;
        }
      };
    });
    await open('Deux fenêtres');
    await open('Deux fenêtres', other);
    await other.getByLabel('Note pour le dossier').waitFor();
    signal.goes();
    await note('De la première fenêtre.');
    await note('D’une horloge en avance.', other);
    await page.getByText('2 actions en attente de sync').waitFor();
    await other.getByText('2 actions en attente de sync').waitFor();
    signal.comes();
    await other.close();
    await allSent();
    for (const text of ['De la première fenêtre.', 'D’une horloge en avance.']) assert.equal((await notes('Deux fenêtres', text)).length, 1, text);
    for (const { at } of (await visit(visits['Deux fenêtres'])).history) assert.ok(Date.parse(at) <= Date.now() + 60_000, at);
  });

  step('loses nothing while the app itself is replaced under an open page', async () => {
    await open('Deux fenêtres');
    signal.loses('/graphql');
    await note('Notée avant le remplacement.');
    await page.getByText('1 action en attente de sync').waitFor();
    signal.change('/ngsw.json', (manifest) => JSON.stringify({ ...JSON.parse(manifest), timestamp: 1 }));
    await page.evaluate(async () => (await navigator.serviceWorker.ready).active.postMessage({ action: 'CHECK_FOR_UPDATES', nonce: 1 }));
    await page.getByText(/nouvelle version/i).first().waitFor(WAIT);
    await note('Sur l’ancienne page.');
    await shot('update');
    await page.getByRole('button', { name: /Recharger/ }).click();
    await page.getByText('2 actions en attente de sync').waitFor(WAIT);
    signal.finds('/graphql');
    await allSent();
    for (const text of ['Notée avant le remplacement.', 'Sur l’ancienne page.']) assert.equal((await notes('Deux fenêtres', text)).length, 1, text);
  });

  step('keeps what was not sent for its own person, whoever signs in meanwhile', async () => {
    signal.goes();
    await open('Sous scellé');
    await note('Pour Chloé seule.');
    await page.getByText('1 action en attente de sync').waitFor();
    await signOut();
    await leaving(page, () => sheet().getByRole('button', { name: 'Se déconnecter' }).click());
    await page.getByRole('button', { name: 'Recevoir mon lien' }).waitFor(); // the door stands without signal, and whoever comes in next must not be sent out in her place
    signal.comes();
    await signInByLink({ page }, product.url, 'technicien2@demo.example', office);
    await page.getByText('Donnée à un autre').first().waitFor();
    assert.equal(await fetched(photo), 200);
    await page.goto('/#/j/sync');
    await page.getByText('Tout est sur le serveur.').waitFor(WAIT);
    assert.equal(await page.getByText('Pour Chloé seule.').count(), 0);
    assert.equal((await notes('Sous scellé', 'Pour Chloé seule.')).length, 0);
    await leaving(page, signOut);
    assert.equal(await fetched(photo), 401); // what was fetched with a session is not in the browser's memory for whoever has none
    await signInByLink({ page }, product.url, 'technicien1@demo.example', office);
    await page.getByText('Sous scellé').waitFor();
    await allSent();
    await page.getByText('Pour Chloé seule.').waitFor();
    assert.equal((await notes('Sous scellé', 'Pour Chloé seule.')).length, 1);
    await shot('unsealed');
  });
});
