// The first visit on a phone, through the built product and its own server: Lighthouse's mobile preset, cold, median of RUNS (default 3);
// then how long a second visit and a cold start without network take, at a quarter of this machine's speed.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { openBrowser, QUIET, signInByLink, signInStaff, startProduct } from '../test/browser/product.mjs';

const RUNS = Number(process.env.RUNS ?? 3);
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const KB = 1000;

const product = await startProduct();
let checkout;
const cookies = await people();
/** Whom each page is for, and the most JavaScript it may need. */
const pages = [
  { name: 'sign-in', path: '/#/', limit: 85 },
  { name: 'payment', path: `/?paiement#/paiement/merci?session=${checkout}`, limit: 85 },
  { name: 'technician', path: '/#/j', limit: 160, cookie: cookies.technician },
  { name: 'catalogue', path: '/#/catalogue', limit: 85 },
  { name: 'cart', path: '/#/panier', limit: 85 },
  { name: 'portal', path: '/#/', cookie: cookies.customer },
  { name: 'office', path: '/#/ops', cookie: cookies.office },
].filter(({ name }) => !process.env.ONLY || process.env.ONLY.split(',').includes(name));

const rows = [];
for (const page of pages) rows.push(await firstVisits(page));
print(rows);
await withoutTheApp();
for (const page of pages.filter(({ limit }) => limit)) await laterVisits(page);
await product.stop();

/** What the pages without the app come to, all of it: the page, its script and its icon, as they are sent. */
async function withoutTheApp() {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  for (const path of ['/status', '/pay', '/eta#none', `/q/${'0'.repeat(32)}`]) {
    const page = await browser.newPage();
    let [bytes, requests] = [0, 0];
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.enable');
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => ((bytes += encodedDataLength), requests++));
    await page.goto(product.url + path, { waitUntil: 'networkidle' });
    console.log(`${path}: ${(bytes / KB).toFixed(1)} KB in ${requests} requests, of 100 KB`);
    await page.close();
  }
  await browser.close();
}

async function people() {
  const browser = await openBrowser();
  const [office, customer, technician] = await Promise.all([{}, {}, { phone: true }].map((how) => browser.person({ url: product.url, ...how })));
  await signInStaff(office, product.url, 'dispatch@demo.example');
  await signInByLink(customer, product.url, 'nathalie.tremblay@example.com', office);
  await customer.page.getByRole('heading', { name: /Nathalie/ }).waitFor();
  await customer.page.goto('/#/');
  await customer.page.getByRole('button', { name: /^(Payer|Pay)/ }).first().click();
  await customer.page.waitForURL(/\/c\/pay\//);
  await customer.page.getByRole('button', { name: /Payer|Pay/ }).first().click();
  await customer.page.waitForURL(/paiement\/merci/);
  checkout = new URLSearchParams(customer.page.url().split('#')[1].split('?')[1]).get('session');
  await signInByLink(technician, product.url, 'technicien1@demo.example', office);
  await technician.page.waitForURL(/#\/j/);
  const kept = {};
  for (const [name, { context }] of Object.entries({ office, customer, technician })) kept[name] = await context.cookies();
  await browser.close();
  return kept;
}

async function firstVisits({ name, path, limit, cookie }) {
  const results = [];
  for (let run = 0; run < RUNS; run++) results.push(await firstVisit(product.url + path, cookie));
  const median = (value) => results.map(value).sort((a, b) => a - b)[Math.floor(results.length / 2)];
  const score = (category) => Math.round(100 * median((lhr) => lhr.categories[category].score ?? 0));
  const time = (audit) => Math.round(median((lhr) => lhr.audits[audit].numericValue));
  if (process.env.VERBOSE) failures(results[0]);
  return {
    page: name, requests: scriptsOf(results[0]).length, 'JS gz KB': (await bytesOf(scriptsOf(results[0]))) / KB, limit: limit ?? '–',
    performance: score('performance'), accessibility: score('accessibility'), 'best practices': score('best-practices'),
    'FCP ms': time('first-contentful-paint'), 'LCP ms': time('largest-contentful-paint'), 'TBT ms': time('total-blocking-time'), CLS: median((lhr) => lhr.audits['cumulative-layout-shift'].numericValue).toFixed(3),
  };
}

async function firstVisit(url, cookie) {
  const chrome = await launch({ chromePath: CHROMIUM, chromeFlags: ['--headless=new', ...QUIET], logLevel: 'silent' });
  try {
    const { lhr } = await lighthouse(url, {
      port: chrome.port, logLevel: 'error', onlyCategories: ['performance', 'accessibility', 'best-practices'],
      ...(cookie && { extraHeaders: { cookie: cookie.map(({ name, value }) => `${name}=${value}`).join('; ') }, disableStorageReset: false }),
    });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return lhr;
  } finally {
    chrome.kill();
  }
}

/** The scripts a page needed; the service worker comes later and is not one of them. */
function scriptsOf(lhr) {
  return lhr.audits['network-requests'].details.items.filter(({ resourceType, url }) => resourceType === 'Script' && !url.endsWith('ngsw-worker.js')).map(({ url }) => url);
}

async function bytesOf(urls) {
  const sizes = await Promise.all([...new Set(urls)].map(async (url) => gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer()), { level: 9 }).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function failures(lhr) {
  for (const { id, title, score, details } of Object.values(lhr.audits)) {
    const counted = ['accessibility', 'best-practices'].some((category) => lhr.categories[category].auditRefs.some((ref) => ref.id === id && ref.weight > 0));
    if (counted && score !== null && score < 1) console.log(`  ${id}: ${title}`, JSON.stringify(details?.items?.slice(0, 4)).slice(0, 600));
  }
  for (const { url, transferSize, networkRequestTime, networkEndTime } of lhr.audits['network-requests'].details.items) console.log(`  ${Math.round(networkRequestTime)}–${Math.round(networkEndTime)} ms ${transferSize} ${url}`);
}

/** A second visit, and one after the browser was closed and the network lost: on this processor, and on one four times slower. */
async function laterVisits({ name, path, cookie }) {
  const profile = mkdtempSync(join(product.dataDir, 'profile-'));
  const open = () => chromium.launchPersistentContext(profile, { executablePath: CHROMIUM, args: QUIET, viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, baseURL: product.url });
  const visit = async (context, rate) => {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate });
    await page.goto(path);
    await page.getByRole('heading').first().waitFor();
    const shown = await page.evaluate(() => new Promise((done) => new PerformanceObserver((list, observer) => (observer.disconnect(), done(list.getEntries().at(-1).startTime))).observe({ type: 'largest-contentful-paint', buffered: true })));
    await page.close();
    return Math.round(shown);
  };
  const visits = async (context) => ({ plain: await visit(context, 1), slow: await visit(context, 4) });
  let context = await open();
  if (cookie) await context.addCookies(cookie);
  const first = await context.newPage();
  await first.goto(path);
  await first.getByRole('heading').first().waitFor();
  await first.waitForFunction(allKept, undefined, { timeout: 120_000, polling: 500 });
  await first.close();
  const again = await visits(context);
  await context.close();
  context = await open();
  await context.setOffline(true);
  const offline = await visits(context);
  await context.close();
  rmSync(profile, { recursive: true, force: true });
  console.log(`${name}: second visit ${again.plain} ms, cold start without network ${offline.plain} ms; at a quarter of the speed ${again.slow} and ${offline.slow} ms (largest paint)`);
}

/** In the page: whether the service worker keeps every file of the app. */
async function allKept() {
  const kept = (await caches.keys()).find((key) => key.includes(':assets:app:cache'));
  if (!kept || !(await navigator.serviceWorker.ready)) return false;
  const { assetGroups } = await (await fetch('/ngsw.json')).json();
  return (await (await caches.open(kept)).keys()).length >= assetGroups.find((group) => group.name === 'app').urls.length;
}

function print(table) {
  const heads = Object.keys(table[0]);
  const text = table.map((row) => heads.map((head) => (typeof row[head] === 'number' && head.includes('KB') ? row[head].toFixed(1) : String(row[head]))));
  const widths = heads.map((head, column) => Math.max(head.length, ...text.map((row) => row[column].length)));
  for (const row of [heads, ...text]) console.log(row.map((cell, column) => cell.padStart(widths[column])).join('  '));
}
