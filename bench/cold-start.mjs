// How long a technician's phone takes to show the day without signal: a browser that was closed, a server that is gone, RUNS times (default 12).
// The phone is at another name than localhost: there Angular's service worker looks at every file it keeps before it answers the first time, as it does nowhere else.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { appKept, graph, linksFor, openBrowser, QUIET, signInStaff, startProduct } from '../test/browser/product.mjs';

const RUNS = Number(process.env.RUNS ?? 12);
const WHO = 'technicien1@demo.example';
const profile = mkdtempSync(join(tmpdir(), 'demarc-phone-'));
const product = await startProduct();
const url = product.url.replace('//localhost', '//phone.localhost');
const open = () => chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: QUIET, viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'fr-CA', timezoneId: 'America/Toronto' });

await carryTheDay();
await product.stop();
const plain = [];
const slow = [];
await coldStart(1); // the first one after the day was kept warms the machine, not the phone
for (let run = 0; run < RUNS; run++) plain.push(await coldStart(1));
for (let run = 0; run < Math.ceil(RUNS / 3); run++) slow.push(await coldStart(4));
rmSync(profile, { recursive: true, force: true });
tell('cold start without signal', plain);
tell('the same, the page at a quarter of the speed', slow);

/** Signs the technician in with signal, with a visit planned for now, and waits until the phone keeps app and day. */
async function carryTheDay() {
  const desk = await openBrowser();
  const office = await desk.person({ url: product.url });
  await signInStaff(office, product.url, 'dispatch@demo.example');
  const { technicians, devices } = await graph(office, product.url, 'query People { technicians { id email } devices(first: 1, filter: { status: INSTALLED }) { nodes { customer { id } location { id } } } }');
  const [{ customer, location }] = devices.nodes;
  const { createJob: job } = await graph(office, product.url, 'mutation Create($input: JobInput!, $key: ID!) { createJob(input: $input, key: $key) { ... on Job { id version } } }', { input: { customerId: customer.id, locationId: location.id, title: 'Départ à froid', kind: 'REPAIR' } });
  const technicianId = technicians.find(({ email }) => email === WHO).id;
  await graph(office, product.url, 'mutation Plan($id: ID!, $technicianId: ID!, $startsAt: DateTime!, $version: Int!, $key: ID!) { scheduleJob(id: $id, technicianId: $technicianId, startsAt: $startsAt, version: $version, key: $key) { __typename } }', { ...job, technicianId, startsAt: new Date().toISOString() });
  const phone = await open();
  const page = await phone.newPage();
  const before = new Set(await linksFor(office, product.url, WHO));
  await page.goto(`${url}/#/login`);
  await page.getByLabel(/Courriel/).fill(WHO);
  await page.getByRole('button', { name: /Recevoir mon lien/ }).click();
  for (let link; !link; await page.waitForTimeout(250)) {
    link = (await linksFor(office, product.url, WHO)).find((one) => !before.has(one));
    if (link) await page.goto(link.replace('//localhost', '//phone.localhost'));
  }
  await page.locator('app-job-card').first().waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await appKept(page);
  await phone.close();
  await desk.close();
}

/** From the tap on the icon: when the page came out of the service worker, when scripts and texts were there, when the day was painted. */
async function coldStart(rate) {
  const phone = await open();
  const page = await phone.newPage();
  if (rate > 1) await (await phone.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate });
  await page.addInitScript(() => new MutationObserver((_changes, observer) => {
    if (!document.querySelector('app-job-card')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (globalThis.shownAt = performance.now())));
  }).observe(document, { subtree: true, childList: true }));
  await page.goto(`${url}/`, { waitUntil: 'commit' });
  await page.waitForFunction(() => globalThis.shownAt, undefined, { timeout: 60_000, polling: 100 });
  const times = await page.evaluate(() => {
    const ends = (pattern) => Math.max(0, ...performance.getEntriesByType('resource').filter(({ name }) => pattern.test(name)).map(({ responseEnd }) => responseEnd));
    return { page: performance.getEntriesByType('navigation')[0].responseStart, 'first paint': performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0, scripts: ends(/\/(?:full|tech\.routes)-/), texts: ends(/i18n\/tech/), 'the day': globalThis.shownAt };
  });
  await phone.close();
  return times;
}

function tell(what, runs) {
  console.log(`${what}, ${runs.length} runs (ms)`);
  for (const step of Object.keys(runs[0])) {
    const sorted = runs.map((run) => Math.round(run[step])).sort((a, b) => a - b);
    console.log(`  ${step.padEnd(12)} p50 ${sorted[Math.floor(sorted.length / 2)]}  worst ${sorted.at(-1)}`);
  }
}
