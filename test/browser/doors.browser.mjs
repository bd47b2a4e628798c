// The doors as a browser sees them: no script but ours on any first page of the three areas, no token left behind, and a scanner of mails, which runs the page, uses up no link.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { appKept, leaving, linksFor, openBrowser, signInByLink, signInStaff, startProduct } from './product.mjs';

const CUSTOMER = 'nathalie.tremblay@example.com';
const TECHNICIAN = 'technicien1@demo.example';

/** Notes in every page what the policy of the server forbade. */
const WATCH = `globalThis.violations = []; addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample));`;

const violationsOf = (page) => page.evaluate(() => globalThis.violations);

/** Everything a page keeps or shows of where it has been. */
const leftBehind = (page) => page.evaluate(async () => {
  const stores = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), location.href, document.referrer, document.cookie, JSON.stringify(history.state), JSON.stringify(globalThis.navigation?.entries().map((entry) => entry.url))];
  for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) stores.push(url);
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done, refuse) => Object.assign(indexedDB.open(name), { onsuccess: (event) => done(event.target.result), onerror: refuse }));
    for (const store of db.objectStoreNames) {
      const rows = await new Promise((done, refuse) => Object.assign(db.transaction(store).objectStore(store).getAll(), { onsuccess: (event) => done(event.target.result), onerror: refuse }));
      stores.push(JSON.stringify(rows));
    }
    db.close();
  }
  return stores.join('\n');
});

describe('the doors in a browser', { timeout: 600_000 }, () => {
  let product;
  let browser;
  const people = {};
  const links = {};
  const enter = async (name) => {
    const person = await browser.person({ url: product.url });
    await person.context.addInitScript(WATCH);
    people[name] = person;
    return person;
  };

  before(async () => {
    product = await startProduct({ LOG_LEVEL: 'info' });
    browser = await openBrowser();
    await signInStaff(await enter('office'), product.url, 'direction@demo.example');
    for (const [name, identifier] of [['customer', CUSTOMER], ['technician', TECHNICIAN]]) links[name] = await signInByLink(await enter(name), product.url, identifier, people.office);
    await (await enter('stranger')).page.goto('/#/login');
  }, { timeout: 280_000 });
  after(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('are held to Trusted Types, with no script but ours, on every page of the way', async () => {
    const ways = { stranger: ['/login', '/mot-de-passe', '/paiement/annule'], office: ['/ops', '/ops/dispatch', '/ops/customers', '/ops/outbox', '/ops/settings'], customer: ['/', '/invoices', '/tickets'], technician: ['/j'] };
    for (const [name, paths] of Object.entries(ways)) {
      const { page } = people[name];
      for (const path of paths) {
        await page.goto(`/#${path}`);
        await page.reload();
        await page.locator('h1:visible').first().waitFor();
        assert.deepEqual(await violationsOf(page), [], `${name} ${path}`);
      }
    }
    // The browser does hold to it: text that becomes a script is refused.
    const { page } = await browser.person({ url: product.url });
    await page.goto('/#/login');
    await page.locator('h1:visible').first().waitFor();
    const refused = await page.evaluate(() => {
      const element = document.createElement('div');
      try {
        element.innerHTML = '<img src=x onerror="globalThis.ran = true">';
      } catch (error) {
        return error.name;
      }
      return 'allowed';
    });
    assert.equal(refused, 'TypeError');
    assert.equal(await page.evaluate(() => globalThis.ran), undefined);
    // So is a style sheet that stands in the page.
    const marked = await page.evaluate(() => {
      const sheet = document.createElement('style');
      sheet.textContent = ':root { --foreign: 1 }';
      document.head.append(sheet);
      return getComputedStyle(document.documentElement).getPropertyValue('--foreign');
    });
    assert.equal(marked, '');
  });

  it('leave no token in address, history, storage, caches or the log', async () => {
    for (const name of ['customer', 'technician']) {
      const { page, context } = people[name];
      const token = /token=([\w.-]+)/.exec(links[name])[1];
      const left = await leftBehind(page);
      assert.ok(left.length > 50);
      const cookies = await context.cookies();
      assert.ok(cookies.some(({ name: cookie }) => cookie === 'demarc_session'));
      for (const secret of [token, token.split('.').at(-1), ...cookies.map(({ value }) => value)]) {
        assert.ok(!left.includes(secret), `${name} keeps a secret`);
        assert.ok(!product.written().includes(secret), `the log of ${name} keeps a secret`);
      }
      for (const { httpOnly, name: cookie } of cookies) assert.ok(httpOnly, cookie);
    }
  });

  it('leave nothing of whoever signed out to the next person at the device, without signal either', async () => {
    for (const [name, home] of [['customer', '/'], ['technician', '/j']]) {
      const { page, context } = people[name];
      await page.goto(`/#${home}`);
      await page.locator('h1:visible').first().waitFor();
      await appKept(page);
      const { person, ids } = await page.evaluate(async () => {
        const { session } = await (await fetch('/auth/session')).json();
        return { person: session.name, ids: JSON.stringify(session).match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) };
      });
      assert.ok(person.length > 3 && ids.length > 0);
      assert.ok((await page.locator('body').textContent()).includes(person) || (await leftBehind(page)).includes(ids[0]));
      await page.getByRole('button', { name: /Compte/ }).first().click();
      await leaving(page, () => page.getByRole('menuitem', { name: 'Se déconnecter' }).click());
      const nothing = async (when) => {
        const left = [...(await leftBehind(page)).split('\n'), await page.evaluate(() => {
          const shown = document.body.cloneNode(true);
          shown.querySelector('app-demo-identities')?.remove(); // the demonstration offers its people to everybody
          return shown.textContent;
        })];
        for (const trace of [person, ...person.split(' '), ...ids]) assert.deepEqual(left.filter((text) => text.includes(trace)), [], `${name}, ${when}: ${trace} is left behind`);
      };
      await nothing('signed out');
      await context.setOffline(true);
      await page.goto(`/#${home}`);
      await page.reload();
      await page.locator('h1:visible').first().waitFor();
      await nothing('without signal');
      await page.goBack();
      await page.locator('h1:visible').first().waitFor();
      await nothing('a page back');
      await context.setOffline(false);
    }
    // The next one sees their own.
    const next = people.technician;
    links.next = await signInByLink(next, product.url, CUSTOMER, people.office);
    await next.page.getByRole('heading', { name: /Bonjour/ }).waitFor();
    assert.ok(!(await leftBehind(next.page)).includes('demarc.field'));
  });

  it('are not opened by what scans mails, fetching and running the page', async () => {
    const { page } = await enter('owner');
    const before = new Set(await linksFor(people.office, product.url, CUSTOMER));
    await page.goto('/#/login');
    await page.getByLabel(/Courriel, téléphone ou numéro/).fill(CUSTOMER);
    await page.getByRole('button', { name: /Recevoir mon lien/ }).click();
    let link;
    while (!link) link = (await linksFor(people.office, product.url, CUSTOMER)).find((one) => !before.has(one));
    for (let visit = 0; visit < 3; visit++) {
      const scanner = await enter(`scanner ${visit}`);
      await scanner.context.request.get(link);
      await scanner.page.goto(link);
      await scanner.page.getByRole('button', { name: /Continuer|Ouvrir|Entrer/ }).first().waitFor();
      await scanner.page.waitForLoadState('networkidle');
      assert.equal((await scanner.context.cookies()).some(({ name }) => name === 'demarc_session'), false);
      assert.equal((await (await scanner.context.request.get(`${product.url}/auth/session`)).json()).session, null);
    }
    await page.goto(link);
    await page.getByRole('link', { name: /Factures/ }).first().waitFor();
    assert.ok((await (await people.owner.context.request.get(`${product.url}/auth/session`)).json()).session);
  });

  it('have a page to try the API, in a sandbox, with a key', async () => {
    const query = 'mutation Mint($key: ID!, $input: ApiKeyInput!) { mintApiKey(key: $key, input: $input) { ... on ApiKeyMinted { key } } }';
    const answer = await people.office.context.request.post(`${product.url}/graphql`, { data: { query, variables: { key: crypto.randomUUID(), input: { name: 'Explorer', permissions: ['customers:read'], days: 1 } } } });
    const { page } = people.office;
    await page.goto('/explorer');
    await page.getByRole('button', { name: 'Exécuter' }).click();
    await page.getByText('Entrez une clé d’API').waitFor();
    await page.getByLabel('Clé d’API').fill((await answer.json()).data.mintApiKey.key);
    await page.keyboard.press('Control+Enter');
    await page.getByText(/^HTTP 200 ·/).waitFor();
    assert.ok(JSON.parse(await page.locator('#answer').textContent()).data.customers.totalCount > 0);
    await page.getByLabel('Document').fill('subscription { customerChanged(id: "0190b3f0-0000-7000-8000-000000000000") { name } }');
    await page.getByRole('button', { name: 'Exécuter' }).click();
    await page.getByText('À l’écoute. Nouvelles : 0').waitFor();
    await page.getByRole('button', { name: 'Arrêter' }).click();
    await page.getByText('L’écoute est finie').waitFor();
    await page.getByRole('searchbox').fill('openTicket');
    await page.getByRole('button', { name: 'Mutation', exact: true }).click();
    await page.getByText('openTicket', { exact: false }).first().waitFor();
    assert.deepEqual(await page.evaluate(() => [self.origin, (() => { try { return document.cookie; } catch (error) { return error.name; } })()]), ['null', 'SecurityError']);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/explorer.png` });
    await page.goto('/#/ops');
  });

  it('complain of nothing in the console', () => {
    // A browser writes down each request without signal, and so does what the service worker says instead of an answer.
    for (const [name, { complaints }] of Object.entries(people)) assert.deepEqual(complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED|status of 504/.test(text)), [], name);
  });
});
