// Every page of the three areas, found by following their links, read by axe-core: in French at a desk and in English on a phone, light and dark.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openBrowser, signInByLink, signInStaff, startProduct, tileServer } from './product.mjs';

const root = join(import.meta.dirname, '../..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** One page of each kind: what tells two invoices apart does not count. */
const kindOf = (path) => path.split('?')[0].replace(/\/$/, '').split('/').map((part) => (/\d/.test(part) ? ':' : part)).join('/') || '/';

/** What axe finds on the page as it stands, and names of texts where a text should be; letters shown in a sandbox apart; in the dark only colours can be different. */
async function findings(page, where, rules) {
  const found = await page.evaluate(async (only) => {
    const { violations } = await globalThis.axe.run(document, { iframes: false, resultTypes: ['violations'], ...(only && { runOnly: { type: 'rule', values: only } }) });
    const untold = only ? [] : [...document.body.innerText.matchAll(/\b(?:ops|portal|tech|domain|ui|shell|shop|signIn)(?!\.example\b)(?:\.[a-z]\w*){2,}/g)].map(([key]) => `no text for ${key}`);
    return untold.concat(violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary.split('\n')[1]?.trim()}`)));
  }, rules);
  return found.map((text) => `${where}: ${text}`);
}

/** A page has come when its own heading is there and nothing on it is still loading. */
async function settled(page) {
  await page.locator('h1:visible:not([data-before])').first().waitFor({ timeout: 4_000 }).catch(() => undefined); // a page without a heading of its own is read as it is, and found wanting
  await page.waitForFunction(() => !document.querySelector('app-skeleton, .spinner, [aria-busy="true"]'), undefined, { timeout: 8_000 }).catch(() => undefined);
}

async function go(page, path) {
  await page.evaluate((to) => {
    for (const heading of document.querySelectorAll('h1')) heading.setAttribute('data-before', '');
    location.hash = `#${to}`;
  }, path);
  await settled(page);
}

async function readOver(page, path, look) {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await go(page, path);
  const light = await findings(page, `${path} (${look})`);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  return [...light, ...(await findings(page, `${path} (${look}, dark)`, ['color-contrast', 'link-in-text-block']))];
}

const linksOn = (page) => page.evaluate(() => [...document.querySelectorAll('a[href^="#/"]')].map((link) => link.getAttribute('href').slice(1)));

/** Follows the links of an area from its first pages; what is read there is kept. */
async function crawl(page, firsts, belongs) {
  const [seen, waiting, found] = [new Map(), [...firsts], []];
  while (waiting.length) {
    const path = waiting.shift();
    if (seen.has(kindOf(path)) || !belongs(path)) continue;
    seen.set(kindOf(path), path);
    found.push(...(await readOver(page, path, 'desk')));
    waiting.push(...(await linksOn(page)));
  }
  return { seen, found };
}

describe('every page', { timeout: 900_000 }, () => {
  let product;
  let browser;
  let tiles;
  const people = {};

  const enter = async (name, how) => {
    const person = await browser.person({ url: product.url, ...how });
    await person.context.addInitScript((language) => window.top === window && localStorage.setItem('demarc.language', language), how.language);
    people[name] = person;
    return person;
  };
  const arm = async ({ page }) => page.evaluate(axe);

  before(async () => {
    tiles = await tileServer();
    product = await startProduct({ TILE_URL: `${tiles.url}/{z}/{x}/{y}.png`, TILE_BY: '© Cartes du Fleuve' });
    browser = await openBrowser();
    const { url } = product;
    const office = await enter('office', { ...DESK, language: 'fr' });
    const customer = await enter('customer', { ...DESK, language: 'fr' });
    const technician = await enter('technician', { ...DESK, language: 'fr' });
    await signInStaff(office, url, 'direction@demo.example');
    await signInByLink(customer, url, 'nathalie.tremblay@example.com', office);
    await signInByLink(technician, url, 'technicien1@demo.example', office);
    for (const person of [office, customer, technician]) {
      await settled(person.page);
      await arm(person);
    }
  }, { timeout: 300_000 });
  after(async () => {
    await browser?.close();
    await product?.stop();
    tiles?.server.close();
  });

  /** An area's first page and those one is sent to from elsewhere, and what belongs to it. */
  const AREAS = [
    ['office', ['/ops'], (path) => path.startsWith('/ops')],
    ['customer', ['/', '/paiement/carte-ajoutee'], (path) => !/^\/(ops|j|login)(\/|$)/.test(path)],
    ['technician', ['/j'], (path) => /^\/j(\/|$)/.test(path)],
  ];
  const visited = new Map();
  /** The help page of some device, as the office is shown it. */
  let helpPath;

  it('of the three areas can be read by everybody, in French at a desk', async () => {
    const results = await Promise.all(AREAS.map(([name, firsts, belongs]) => crawl(people[name].page, firsts, belongs)));
    AREAS.forEach(([name], i) => visited.set(name, [...results[i].seen.values()]));
    assert.deepEqual(results.flatMap(({ found }) => found), []);
  });

  it('of a device leads to its help', async () => {
    const { page } = people.office;
    await go(page, visited.get('office').find((path) => /^\/ops\/equipment\/./.test(path)));
    helpPath = await page.locator('a[href^="/q/"]').getAttribute('href');
  });

  it('that has a route was found by its links', () => {
    const declared = globSync('frontend/src/app/{portal,ops,tech}/**/*.routes.ts', { cwd: root }).flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/path: '([^']+)'/g)].map(([, path]) => path.replace(/:\w+/g, ':')));
    const kinds = [...visited.values()].flat().map(kindOf);
    assert.deepEqual(declared.filter((path) => path !== '**' && !kinds.some((kind) => kind.endsWith(`/${path}`))), []);
  });

  it('can be read by everybody in English on a phone', async () => {
    const found = await Promise.all(AREAS.map(async ([name]) => {
      const phone = await enter(`${name} on a phone`, { ...PHONE, phone: true, language: 'en' });
      await phone.context.addCookies(await people[name].context.cookies());
      await phone.page.goto(`/#${visited.get(name)[0]}`);
      await settled(phone.page);
      await arm(phone);
      const all = [];
      for (const path of visited.get(name)) all.push(...(await readOver(phone.page, path, 'phone')));
      return all;
    }));
    assert.deepEqual(found.flat(), []);
  });

  it('before signing in, and the payment returns', async () => {
    const found = [];
    for (const [look, how] of [['desk', { ...DESK, language: 'fr' }], ['phone', { ...PHONE, phone: true, language: 'en' }]]) {
      const stranger = await enter(`stranger, ${look}`, how);
      await stranger.page.goto('/#/login');
      await settled(stranger.page);
      await arm(stranger);
      for (const path of ['/login', '/catalogue', '/panier', '/commande/confirmation', '/paiement/annule', '/paiement/merci']) found.push(...(await readOver(stranger.page, path, look)));
    }
    assert.deepEqual(found, []);
  });

  it('without the app: status, paying by number, a visit on its way, help for a device', async () => {
    const found = [];
    for (const [look, how] of [['desk', { ...DESK, language: 'fr' }], ['phone', { width: 360, height: 780, phone: true, language: 'en' }]]) {
      const { page, context, complaints } = await enter(`without the app, ${look}`, how);
      await context.setExtraHTTPHeaders({ 'accept-language': how.language });
      for (const path of ['/status', '/pay', '/eta', helpPath]) {
        await page.goto(path);
        await page.evaluate(axe);
        for (const scheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
          found.push(...(await findings(page, `${path} (${look}, ${scheme})`)));
        }
        if (!(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))) found.push(`${path} (${look}) is wider than the screen`);
      }
      await page.goto('/pay');
      await page.getByRole('textbox').fill('x1');
      await page.getByRole('textbox').press('Enter');
      await page.getByRole('alert').waitFor();
      await page.evaluate(axe);
      found.push(...(await findings(page, `/pay, refused (${look})`)));
      assert.deepEqual(complaints.splice(0).filter((text) => !text.includes('422 (Unprocessable Entity)')), []); // Chromium names the status of a refused form
    }
    assert.deepEqual(found, []);
  });

  it('shows the map on its tiles and names whose they are', async () => {
    const { page } = people.office;
    await page.setViewportSize(DESK);
    await go(page, '/ops/dispatch');
    const map = page.getByRole('button', { name: 'Carte', exact: true });
    await map.waitFor();
    if ((await map.getAttribute('aria-pressed')) === 'false') await map.click();
    await page.locator('.leaflet-tile-loaded').first().waitFor();
    await page.getByText('© Cartes du Fleuve').waitFor();
  });

  describe('works by keys alone', () => {
    /** Goes on with Tab until the element has the focus, as somebody without a mouse does. */
    async function tabTo(page, target) {
      for (let presses = 0; presses < 150; presses++) {
        if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`Tab never reached ${target}`);
    }

    it('signing in', async () => {
      const { page } = await enter('clerk', { ...DESK, language: 'fr' });
      await page.goto('/#/login');
      await page.getByRole('heading', { name: 'Connexion' }).waitFor();
      await tabTo(page, page.getByRole('button', { name: /Entrer avec un mot de passe/ }));
      await page.keyboard.press('Enter');
      await tabTo(page, page.getByLabel('Courriel'));
      await page.keyboard.type('soutien@demo.example');
      await tabTo(page, page.getByRole('textbox', { name: 'Mot de passe' }));
      await page.keyboard.type('fibre-boreale-2026');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /Olivier/ }).waitFor();
    });

    it('moving a visit on the board', async () => {
      const { page } = people.office;
      await page.setViewportSize(DESK);
      await go(page, '/ops/dispatch');
      const bar = page.locator('app-board-timeline .bar[tabindex="0"]');
      await bar.waitFor();
      await tabTo(page, bar);
      const id = await bar.getAttribute('id');
      const before = await page.locator(`#${id}`).getAttribute('aria-label');
      await page.keyboard.press('m');
      for (let steps = 0; steps < 2; steps++) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.waitForFunction(([bar, old]) => document.getElementById(bar)?.getAttribute('aria-label') !== old, [id, before]);
    });

    it('answering a request', async () => {
      const { page } = people.office;
      await go(page, visited.get('office').find((path) => path.startsWith('/ops/tickets/')));
      const box = page.getByRole('textbox', { name: 'Votre réponse' });
      await box.waitFor();
      await tabTo(page, box);
      await page.keyboard.type('Nous vous rappelons cet après-midi.');
      await page.keyboard.press('Control+Enter');
      await page.locator('app-ticket-thread').getByText('Nous vous rappelons cet après-midi.').waitFor();
    });

    it('paying', async () => {
      const { page } = people.customer;
      await go(page, '/');
      const pay = page.getByRole('button', { name: /^Payer/ }).first();
      await pay.waitFor();
      await tabTo(page, pay);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/c\/pay\//);
      await tabTo(page, page.getByRole('button', { name: /Payer|Pay/ }).first());
      await page.keyboard.press('Enter');
      await page.waitForURL(/paiement\/merci/);
      await page.getByText(/Merci|reçu/i).first().waitFor();
    });
  });

  it('complains of nothing in its console', () => {
    for (const [name, { complaints }] of Object.entries(people)) assert.deepEqual(complaints, [], name);
  });
});
