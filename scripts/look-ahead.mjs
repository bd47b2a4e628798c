// The page that a device keeps for use without network names the scripts and texts of whoever was here last, so that they come side by side and not one after another.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** By the kind of person: what their area is made of, and at which addresses it is shown. */
const AREAS = {
  customer: { scripts: ['full', 'portal.routes'], texts: 'portal', at: '^(#/?|#/(invoices|tickets|me)([/?].*)?)?$' },
  staff: { scripts: ['full', 'ops.routes'], texts: 'ops', at: '^(#/?|#/ops([/?].*)?)?$' },
  technician: { scripts: ['full', 'tech.routes'], texts: 'tech', at: '^(#/?|#/j([/?].*)?)?$' },
};

/** Runs in the page before anything else of it; made text by `String`, so it uses nothing from outside. */
function ahead(areas) {
  const who = JSON.parse(localStorage.getItem('demarc.session') ?? 'null');
  const area = areas[who?.kind];
  if (!area || !new RegExp(area.at).test(location.hash)) return;
  const add = (rel, href, more) => document.head.append(Object.assign(document.createElement('link'), { rel, href, ...more }));
  for (const file of area.files) add('modulepreload', file);
  const language = localStorage.getItem('demarc.language') ?? who.locale;
  const isOffered = who.kind !== 'customer' || !who.tenant.locales || who.tenant.locales.includes(language);
  if (isOffered) for (const name of ['', 'domain/', `${area.texts}/`]) add('preload', `i18n/${name}${language}.json`, { as: 'fetch', crossOrigin: 'anonymous' });
  // Slow in a browser that has just started, and otherwise done when everything else has arrived: time zones, and what the phone keeps.
  setTimeout(() => new Intl.DateTimeFormat('en-CA', { timeZone: who.tenant.timeZone, dateStyle: 'full', timeStyle: 'long' }).formatToParts(0));
  if (who.technicianId) void indexedDB.databases?.();
}

/** Everything a script imports before it can run, itself included. */
export function needed(file, read, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, imported] of read(file).matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) needed(imported, read, found);
  return found;
}

/** Writes the script into the built page, and the page's new hash into the service worker's list. */
export function lookAhead(dir) {
  const read = (file) => readFileSync(join(dir, file), 'utf8');
  const page = read('index.html');
  const files = readdirSync(dir);
  const areas = Object.fromEntries(Object.entries(AREAS).map(([kind, { scripts, texts, at }]) => {
    const own = new Set();
    for (const name of scripts) needed(files.find((file) => file.replace(/-[\w-]{8}\.js$/, '') === name), read, own);
    return [kind, { files: [...own].filter((file) => !page.includes(`"${file}"`)), texts, at }];
  }));
  const withScript = page.replace('</head>', () => `<script id="ahead">(${String(ahead)})(${JSON.stringify(areas)})</script></head>`);
  const worker = JSON.parse(read('ngsw.json'));
  worker.hashTable['/index.html'] = createHash('sha1').update(withScript).digest('hex');
  writeFileSync(join(dir, 'index.html'), withScript);
  writeFileSync(join(dir, 'ngsw.json'), JSON.stringify(worker));
}
