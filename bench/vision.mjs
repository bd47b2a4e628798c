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

/** What the fields of a label come to: one that names the device, and none that is wrong though the reader is sure. */
async function fieldsOf(photo, bytes) {
  const index = join(dirname(photo), 'index.json');
  const { expect } = existsSync(index) ? (JSON.parse(readFileSync(index, 'utf8')).find(({ file }) => photo.endsWith(`/${file}`)) ?? {}) : {};
  if (!expect) return [];
  const bare = (text = '') => text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const right = { SERIAL: [expect.sn, expect.gpon], MAC: [expect.mac], GPON: [expect.gpon], BRAND: [expect.vendor], MODEL: [expect.model] };
  const isRight = ({ name, value }) => right[name].some((one) => bare(one) === bare(value));
  const { fields } = await reader.readLabel(bytes);
  const printed = await reader.readText(bytes);
  return [
    ['serial or MAC', fields.some((field) => (field.name === 'SERIAL' || field.name === 'MAC') && isRight(field))],
    ['serial or MAC by print alone', printed.some((field) => (field.name === 'SERIAL' || field.name === 'MAC' || field.name === 'GPON') && isRight(field))],
    ['nothing wrong for certain', [...fields, ...printed].every((field) => field.confidence < 0.8 || isRight(field))],
  ];
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
  const whole = [];
  for (const photo of photos) {
    const bytes = readFileSync(photo);
    const from = performance.now();
    await reader.readBarcodes(bytes);
    quick.push(performance.now() - from);
    const began = performance.now();
    const { codes } = await reader.readEverything(bytes);
    whole.push(performance.now() - began);
    for (const [what, good] of await fieldsOf(photo, bytes)) {
      const row = tally.get(what) ?? { found: 0, of: 0, missed: [] };
      tally.set(what, row);
      row.of++;
      if (good) row.found++;
      else row.missed.push(photo.slice(photo.lastIndexOf('/') + 1));
    }
    for (const [what, isIt] of expectationsOf(photo)) {
      const row = tally.get(what) ?? { found: 0, of: 0, missed: [] };
      tally.set(what, row);
      row.of++;
      if (codes.some(isIt)) row.found++;
      else row.missed.push(photo.slice(photo.lastIndexOf('/') + 1));
    }
  }
  quick.sort((a, b) => a - b);
  whole.sort((a, b) => a - b);
  const at = (part) => Math.round(quick[Math.min(quick.length - 1, Math.floor(quick.length * part))]);
  return [...tally].map(([what, { found, of, missed }]) => ({ folder: name, what, found: `${found}/${of}`, 'ms p50': at(0.5), 'ms worst': at(1), 'ms all codes, worst': Math.round(whole.at(-1)), missed: missed.join(' ') }));
}
