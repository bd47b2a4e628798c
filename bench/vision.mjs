// npm run bench:vision [-- <folder>…]: what the local reader finds in folders of photos, as a table. A photo's expected codes stand in
// index.json beside it (labels) or in a text file of its name (single codes); without arguments the labels of the tests are read.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = join(import.meta.dirname, '..');
const built = join(root, 'backend/dist/vision/providers/local.reader.js');
if (!existsSync(built)) {
  console.error('The server is not built yet: run npm run build first.');
  process.exit(1);
}
const { LocalReader } = await import(built);
const folders = process.argv.length > 2 ? process.argv.slice(2).map((folder) => resolve(process.env.INIT_CWD ?? '.', folder)) : [join(root, 'backend/test/cases/vision')];

/** What should be found: [what it is called in the table, whether a code is it]. */
function expectationsOf(photo) {
  const index = join(dirname(photo), 'index.json');
  if (existsSync(index)) {
    const { expect } = JSON.parse(readFileSync(index, 'utf8')).find(({ file }) => photo.endsWith(`/${file}`)) ?? {};
    if (!expect) return [];
    return [
      ['QR', (c) => c.format.startsWith('QR') && c.text.startsWith(`S/N:${expect.sn};`)],
      ['DataMatrix', (c) => c.format === 'DataMatrix' && c.text === expect.gpon],
      ['Code128 serial', (c) => c.format === 'Code128' && c.text === expect.sn],
      ['Code128 MAC', (c) => c.format === 'Code128' && c.text === expect.mac],
    ];
  }
  const text = photo.replace(/\.\w+$/, '.txt');
  if (!existsSync(text)) return [['any code', () => true]];
  const wanted = readFileSync(text, 'utf8').trim();
  return [['code', (c) => c.text.trim() === wanted]];
}

const reader = new LocalReader({ barcodesMs: 8000, textMs: 30_000, mostWaiting: 4 });
const rows = [];
try {
  for (const folder of folders) {
    const photos = globSync('**/*.{jpg,jpeg,png,webp}', { cwd: folder }).sort().map((file) => join(folder, file));
    const groups = Map.groupBy(photos, (photo) => dirname(photo));
    for (const [group, files] of groups) rows.push(...(await measure(relative(root, group), files)));
  }
} finally {
  await reader.onModuleDestroy();
}
console.table(rows);

async function measure(name, photos) {
  const tally = new Map();
  const quick = [];
  for (const photo of photos) {
    const bytes = readFileSync(photo);
    const from = performance.now();
    await reader.readBarcodes(bytes);
    quick.push(performance.now() - from);
    const { codes } = await reader.readEverything(bytes);
    for (const [what, isIt] of expectationsOf(photo)) {
      const row = tally.get(what) ?? { found: 0, of: 0, missed: [] };
      tally.set(what, row);
      row.of++;
      if (codes.some(isIt)) row.found++;
      else row.missed.push(photo.slice(photo.lastIndexOf('/') + 1));
    }
  }
  quick.sort((a, b) => a - b);
  const at = (part) => Math.round(quick[Math.min(quick.length - 1, Math.floor(quick.length * part))]);
  return [...tally].map(([what, { found, of, missed }]) => ({ folder: name, what, found: `${found}/${of}`, 'ms p50': at(0.5), 'ms worst': at(1), missed: missed.join(' ') }));
}
