// The technician's phone in a real Chromium: without signal, killed, started anew, full, and in somebody else's hands.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium } from 'playwright-core';
import { appKept, graph, holds, leaving, openBrowser, signInByLink, signInStaff, startProduct, tileServer } from './product.mjs';

const root = join(import.meta.dirname, '../..');
const PHOTO = join(root, 'backend/test/cases/vision/HUAWEI-small.jpg');
/** With SHOTS=<folder> every step leaves a picture. */
const SHOTS = process.env.SHOTS;
/** A second on a quiet machine; other tests may run beside this one. */
const MOST_COLD_START_MS = 5_000;
const VISIT = 'Vérification de la ligne avant l’hiver';
const NOTE = 'Le chien est dans la cour arrière.';
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** What text has less than 7:1 on what is behind it (4.5:1 when it is large): WCAG AAA. Run in the page. */
function hardToRead() {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
  const paint = (colors) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const hard = [];
  for (const element of document.querySelectorAll('main *')) {
    const says = [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ textContent }) => textContent.trim()).join(' ').trim();
    if (!says || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.closest('.unseen, :disabled, [aria-disabled=true], option')) continue;
    const grounds = [];
    for (let behind = element; behind; behind = behind.parentElement) grounds.unshift(getComputedStyle(behind).backgroundColor);
    const style = getComputedStyle(element);
    const [a, b] = [light(paint(['Canvas', ...grounds])), light(paint(['Canvas', ...grounds, style.color]))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 4.5 : 7;
    if (ratio < least) hard.push(`${says.slice(0, 40)}: ${ratio.toFixed(2)}`);
  }
  return hard;
}

/** What is meant for a thumb and is lower than 48 pixels. Run in the page. */
function hardToHit() {
  return [...document.querySelectorAll('main :is(.button, a[routerlink], a[href], button, select, input, label.check), nav a')]
    .filter((element) => element.checkVisibility() && !element.matches('.unseen, [type=checkbox], [type=radio], [type=file]'))
    .map((element) => ({ says: (element.textContent || element.getAttribute('aria-label') || element.tagName).trim().slice(0, 40), height: Math.round(element.getBoundingClientRect().height) }))
    .filter(({ height }) => height > 0 && height < 48);
}

describe('the technician’s phone', { timeout: 300_000 }, () => {
  let product;
  let desk;
  let office;
  let profile;
  let phone;
  let page;
  let visit;
  let device;
  let tiles;
  let place;
  let broken = false;
  let gone = false;
  let shots = 0;

  const step = (what, live) =>
    it(what, async () => {
      if (broken) throw new Error('An earlier step failed.');
      broken = true;
      await live();
      broken = false;
    });

  /** Takes the phone out of the pocket: a browser with everything it has kept, and nothing in memory. */
  async function start() {
    phone = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGS, baseURL: product.url, viewport: { width: 390, height: 844 }, locale: 'fr-CA', timezoneId: 'America/Toronto', hasTouch: true, isMobile: true });
    page = phone.pages()[0] ?? (await phone.newPage());
    page.setDefaultTimeout(20_000);
  }

  async function shot(name) {
    if (!SHOTS) return;
    mkdirSync(SHOTS, { recursive: true });
    await page.waitForTimeout(400); // pictures only: lets colours settle
    await page.screenshot({ path: join(SHOTS, `field-${String(++shots).padStart(2, '0')}-${name}.png`) });
  }

  /** A visit that nobody has set out for, planned for now: what the demo has of the day depends on the hour. */
  async function plannedVisit() {
    const { technicians, devices } = await graph(office, product.url, 'query People { technicians { id email } devices(first: 1, filter: { status: INSTALLED }) { nodes { id customer { id name } location { id lat lon } } } }');
    place = { ...devices.nodes[0].location, customer: devices.nodes[0].customer.name };
    const technicianId = technicians.find(({ email }) => email === 'technicien1@demo.example').id;
    const created = await graph(office, product.url, 'mutation Create($input: JobInput!, $key: ID!) { createJob(input: $input, key: $key) { __typename ... on Job { id version } } }', { input: { customerId: devices.nodes[0].customer.id, locationId: devices.nodes[0].location.id, title: VISIT, kind: 'REPAIR', checklist: [{ id: '1', text: 'Mesurer la puissance optique', done: false }] } });
    const { id, version } = created.createJob;
    const { scheduleJob } = await graph(office, product.url, 'mutation Plan($id: ID!, $technicianId: ID!, $startsAt: DateTime!, $version: Int!, $key: ID!) { scheduleJob(id: $id, technicianId: $technicianId, startsAt: $startsAt, version: $version, key: $key) { __typename } }', { id, version, technicianId, startsAt: new Date().toISOString() });
    assert.equal(scheduleJob.__typename, 'Job');
    return id;
  }

  const databases = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

  before(async () => {
    tiles = await tileServer();
    product = await startProduct({ TILE_URL: `${tiles.url}/{z}/{x}/{y}.png`, TILE_BY: '© Cartes du Fleuve' });
    desk = await openBrowser();
    office = await desk.person({ url: product.url, width: 1440, height: 900 });
    await signInStaff(office, product.url, 'dispatch@demo.example');
    profile = mkdtempSync(join(root, '.cache', 'phone-'));
    await start();
  }, { timeout: 240_000 });
  after(async () => {
    await phone?.close();
    await desk?.close();
    if (!gone) await product?.stop();
    tiles?.server.close();
    if (profile) rmSync(profile, { recursive: true, force: true });
  });

  step('carries the day once it was opened with signal', async () => {
    visit = `#/j/${await plannedVisit()}`;
    await signInByLink({ page }, product.url, 'technicien1@demo.example', office);
    await page.getByText('Prochaine visite').waitFor();
    await page.getByText(VISIT).waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await appKept(page);
    await holds(page, async () => (await (await caches.open('demarc.area')).keys()).length > 40);
    await shot('day');
  });

  step('is readable in the sun and under a thumb', async () => {
    for (const [where, marks] of [['/#/j', 'Prochaine visite'], [`/${visit}`, VISIT]]) {
      await page.goto(where);
      await page.getByText(marks).first().waitFor();
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        assert.deepEqual(await page.evaluate(hardToRead), [], `${where}, ${colorScheme}`);
        await shot(`sun-${colorScheme}`);
      }
      assert.deepEqual(await page.evaluate(hardToHit), [], where);
    }
    await page.emulateMedia({ colorScheme: null }); // without motion from here: a colour that is on its way is read by nobody
  });

  step('shows a device on seven cards, and its line in a word', async () => {
    await page.goto(`/${visit}`);
    await page.locator('a[href*="/j/device/"]').first().click();
    await page.getByRole('heading', { name: 'Abonnements ici' }).waitFor();
    assert.deepEqual(await page.getByRole('heading', { level: 2 }).allTextContents(), ['Appareil', 'Ligne', 'Client', 'Lieu', 'Abonnements ici', 'Billets', 'Visites']);
    await page.getByRole('button', { name: 'Mesurer avant' }).click();
    await page.locator('app-line-reading').getByText('Avant', { exact: true }).first().waitFor();
    assert.deepEqual(await page.evaluate(hardToRead), []);
    assert.deepEqual(await page.evaluate(hardToHit), []);
    await shot('device');
    device = new URL(page.url()).hash;
    // Opened anew it comes with the day: then it is on the phone.
    await page.reload();
    await page.locator('app-line-reading').getByText('Avant', { exact: true }).first().waitFor();
  });

  step('starts cold without signal, with everything of the day', async () => {
    await phone.close();
    // No signal from here on: what the browser pretends does not reach the requests of a service worker, so the server itself goes.
    await product.stop();
    gone = true;
    await start();
    await phone.setOffline(true);
    await page.goto('about:blank');
    const from = Date.now();
    await page.goto('/#/j');
    await page.getByText('Prochaine visite').waitFor();
    const took = Date.now() - from;
    console.log(`cold start without signal: ${took} ms`);
    assert.ok(took < MOST_COLD_START_MS, `${took} ms`);
    await shot('cold');
    await page.goto(`/${device}`);
    await page.getByRole('heading', { name: 'Visites', exact: true }).waitFor();
    assert.deepEqual(await page.locator('app-device-ties dd').first().allTextContents(), ['À l’entreprise']); // what it belongs to is on the phone too
    await page.locator('app-line-reading').getByText('Avant', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Mesurer après' }).click();
    await page.getByText('Pas de réseau : la mesure se prend au moment même').waitFor();
    await shot('device-offline');
    // The map of the round is on the phone too.
    await page.goto('/#/j/map');
    await page.getByTitle(place.customer).first().waitFor({ state: 'attached' });
    await page.waitForFunction(() => {
      const tiles = [...document.querySelectorAll('img.leaflet-tile')];
      return tiles.length > 3 && tiles.every((tile) => tile.src.startsWith('blob:') && tile.classList.contains('leaflet-tile-loaded'));
    });
    await shot('map-offline');
    assert.deepEqual(await page.evaluate(hardToHit), []);
  });

  step('writes down what is done, a photograph too, and keeps it when the page is killed', async () => {
    await page.goto(`/${visit}`);
    await page.getByRole('button', { name: 'En route', exact: true }).click();
    // Who has agreed is reminded at the address; the phone knows it by itself.
    await phone.grantPermissions(['geolocation'], { origin: product.url });
    await phone.setGeolocation({ latitude: place.lat + 0.0004, longitude: place.lon, accuracy: 15 });
    await page.getByRole('button', { name: 'La partager en route' }).click();
    await page.getByText('Vous êtes à l’adresse. Dites').waitFor();
    await shot('there');
    await page.getByRole('button', { name: 'Arrivé', exact: true }).click();
    await page.getByLabel('Note pour le dossier').fill(NOTE);
    await page.getByRole('button', { name: 'Ajouter la note' }).click();
    await page.locator('app-job-photos input[type=file]').setInputFiles(PHOTO);
    await page.getByText('Sur le téléphone', { exact: true }).first().waitFor();
    await page.getByText('4 actions en attente de sync').waitFor();
    await shot('offline');
    await page.goto('chrome://crash').catch(() => undefined); // the system ends the page in the middle of its work
    await phone.close();
    await start();
    await phone.setOffline(true);
    await page.goto('/#/j/sync');
    await page.getByText('4 actions en attente de sync').waitFor();
    await page.getByText(NOTE).waitFor();
    await shot('sync');
  });

  step('still notes an action when the phone is full', async () => {
    const cdp = await phone.newCDPSession(page);
    const { usage } = await cdp.send('Storage.getUsageAndQuota', { origin: product.url });
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: product.url, quotaSize: Math.max(1, Math.round(usage)) });
    await page.goto(`/${visit}`);
    await page.getByLabel('Note pour le dossier').fill('Notée sur un téléphone plein.');
    await page.getByRole('button', { name: 'Ajouter la note' }).click();
    await page.getByText('5 actions en attente de sync').waitFor();
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: product.url });
    await cdp.detach();
  });

  step('seals what was not sent when its person signs out without signal', async () => {
    await page.getByRole('button', { name: /Compte|Menu|menu/i }).first().click();
    await page.getByRole('menuitem', { name: /déconnecter/i }).click();
    await leaving(page, () => page.getByRole('dialog').getByRole('button', { name: 'Se déconnecter' }).click());
    await holds(page, async () => !(await indexedDB.databases()).some(({ name }) => name?.startsWith('demarc.field.')));
    assert.ok((await databases()).includes('demarc.sealed'));
    const readable = await page.evaluate(() => new Promise((done, refuse) => {
      const open = indexedDB.open('demarc.sealed');
      open.onerror = () => refuse(open.error);
      open.onsuccess = () => {
        const all = open.result.transaction('sealed').objectStore('sealed').getAll();
        all.onsuccess = () => {
          const text = all.result.map(({ parts }) => parts.map(({ data }) => new TextDecoder('latin1').decode(data)).join('')).join('');
          open.result.close();
          done({ boxes: all.result.length, actions: all.result[0]?.actions, readable: text.includes('chien') || text.includes('job.note') });
        };
      };
    }));
    assert.deepEqual(readable, { boxes: 1, actions: 5, readable: false });
    assert.equal(await page.evaluate(() => JSON.stringify(localStorage).includes('technicianId')), false);
  });
});
