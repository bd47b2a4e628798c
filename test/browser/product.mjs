import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const root = join(import.meta.dirname, '../..');
/** Without these Chromium looks for hosts of its maker at every start. */
export const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const PASSWORD = 'fibre-boreale-2026';

const freePort = () => new Promise((done, refuse) => {
  const server = net.createServer().once('error', refuse).listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

/** Starts the product as `npm start` does, with a demo provider in a folder of its own. */
export async function startProduct(env = {}) {
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const dataDir = mkdtempSync(join(cache, 'browser-'));
  const port = await freePort();
  const child = fork(join(root, 'scripts/start.mjs'), [], { cwd: root, env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let said = '';
  await new Promise((ready, refuse) => {
    const hear = (chunk) => {
      said += chunk;
      if (said.includes('Demarc is ready')) ready();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => refuse(new Error(`npm start ended with ${code}:\n${said}`)));
  });
  return {
    url: `http://localhost:${port}`,
    dataDir,
    /** Everything it has written so far. */
    written: () => said,
    async stop() {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      const code = await ended;
      rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

/** A map server with a tile of one grey point, whichever is asked for. */
export async function tileServer() {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mPM3/v3PwAGxgMjyUmXyAAAAABJRU5ErkJggg==', 'base64');
  const server = http.createServer((_request, reply) => reply.writeHead(200, { 'content-type': 'image/png', 'access-control-allow-origin': '*' }).end(png));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

/** A real browser; every window notes what its console complains of. */
export async function openBrowser() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: QUIET });
  return {
    browser,
    close: () => browser.close(),
    /** A person with a browser of their own. */
    async person({ url, width = 1280, height = 800, locale = 'fr-CA', dark = false, phone = false }) {
      const context = await browser.newContext({ baseURL: url, viewport: { width, height }, locale, timezoneId: 'America/Toronto', colorScheme: dark ? 'dark' : 'light', hasTouch: phone, isMobile: phone, deviceScaleFactor: 1 });
      const page = await context.newPage();
      page.setDefaultTimeout(25_000);
      const complaints = [];
      page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      return { context, page, complaints };
    },
  };
}

/** Signs somebody of the office in with a password, as the form does. */
export async function signInStaff({ context, page }, url, identifier) {
  const answer = await context.request.post(`${url}/auth/password`, { data: { identifier, password: PASSWORD }, headers: { origin: url } });
  if (!answer.ok()) throw new Error(`Sign-in answered ${answer.status()}`);
  await page.goto('/#/ops');
}

/** Asks for a sign-in link on the page, reads it in the office's outbox as the office would, and opens it in the same browser. */
export async function signInByLink({ page }, url, identifier, office) {
  const before = new Set(await linksFor(office, url, identifier));
  await page.goto('/#/login');
  await page.getByLabel(/Courriel, téléphone ou numéro|E-mail, phone or customer number/).fill(identifier);
  await page.getByRole('button', { name: /Recevoir mon lien|Send me a link/ }).click();
  for (let tries = 0; tries < 80; tries++) {
    const link = (await linksFor(office, url, identifier)).find((one) => !before.has(one));
    if (link) {
      await page.goto(link);
      return link;
    }
    await page.waitForTimeout(250);
  }
  throw new Error(`No link was captured for ${identifier}`);
}

/** The six digits that were captured for somebody and that none of the texts before had. */
export async function codeFor(office, url, recipient, before = new Set()) {
  for (let tries = 0; tries < 80; tries++) {
    const code = (await messagesFor(office, url, recipient)).filter((text) => !before.has(text)).map((text) => /\b\d{6}\b/.exec(text)?.[0]).find(Boolean);
    if (code) return code;
    await office.page.waitForTimeout(250);
  }
  throw new Error(`No code was captured for ${recipient}`);
}

/** Answers the question that asks once more who somebody is, with a code by mail. */
export async function proveByCode({ page }, url, identifier, office) {
  const before = new Set(await messagesFor(office, url, identifier));
  const question = page.getByRole('dialog', { name: 'Confirmez que c’est vous' });
  await question.getByRole('button', { name: 'Recevoir un code' }).click();
  await question.getByLabel('Code à 6 chiffres').fill(await codeFor(office, url, identifier, before));
  await question.getByRole('button', { name: 'Confirmer' }).click();
  await question.waitFor({ state: 'detached' });
}

/** Does what signs somebody out, until the page that knows nobody has loaded: what is asked of it before would be asked of the page that leaves. */
export async function leaving(page, act) {
  await Promise.all([page.waitForEvent('load'), act()]);
  await page.waitForURL(/login/);
}

/** The data that a signed-in person of the office is answered; a mutation finds its key in `$key`. */
export async function graph({ context }, url, query, variables = {}) {
  const answer = await context.request.post(`${url}/graphql`, { data: { query, variables: query.includes('$key') ? { key: randomUUID(), ...variables } : variables }, headers: { origin: url } });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** What was captured for somebody, newest first. */
export async function messagesFor(office, url, recipient) {
  const { outgoingMessages } = await graph(office, url, 'query Captured { outgoingMessages(first: 50) { nodes { recipient text } } }');
  return outgoingMessages.nodes.filter((node) => node.recipient === recipient).map(({ text }) => text);
}

/** The sign-in links that were captured for somebody, newest first. */
export async function linksFor(office, url, identifier) {
  return (await messagesFor(office, url, identifier)).flatMap((text) => text.match(/https?:\/\/\S+token=[\w.-]+/g) ?? []);
}

/** Until a page's claim holds; an asynchronous one is not waited for by `waitForFunction`, which takes its promise for a yes. */
export async function holds(page, claim, most = 60_000) {
  for (const until = Date.now() + most; !(await page.evaluate(claim)); await page.waitForTimeout(200)) if (Date.now() > until) throw new Error(`This never came to hold: ${claim}`);
}

/** Until the service worker has everything that the app needs to start: only then may a phone lose its signal. */
export const appKept = (page) => holds(page, async () => {
  const { assetGroups } = await (await fetch('/ngsw.json', { cache: 'no-store' })).json();
  const needed = assetGroups.filter(({ installMode }) => installMode === 'prefetch').flatMap(({ urls }) => urls);
  return Boolean(navigator.serviceWorker.controller) && needed.length > 0 && (await Promise.all(needed.map((url) => caches.match(url)))).every(Boolean);
});
