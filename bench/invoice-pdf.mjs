// npm run bench:invoice-pdf [-- --keep <folder>] : how long the paper of an invoice takes, after the first one; --keep leaves the papers to look at. Where the machine is busy, look at the processor's time.
import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { invoicePdf } = await import(new URL('../backend/dist/invoices/invoice-pdf.js', import.meta.url).href);
const { values: given } = parseArgs({ options: { keep: { type: 'string' }, runs: { type: 'string', default: '40' } } });
const LONG = 'Coopérative de solidarité en télécommunications et services numériques de la Haute-Yamaska et des Cantons-de-l’Est inc.';
const line = (description, i = 0) => ({ description, quantity: 1, unitPrice: 7995, amount: 7995, explanation: i % 3 === 1 ? '17 de 31 jours × 79,95 $' : undefined, periodStart: '2026-11-01', periodEnd: '2026-11-30' });
const paper = (more = {}) => {
  const lines = more.lines ?? [line('Fibre 500'), line('Téléphone résidentiel', 1)];
  const subtotal = lines.length * 7995;
  const taxes = [{ code: 'GST', rateMillionths: 50_000, amount: Math.round(subtotal * 0.05) }, { code: 'QST', rateMillionths: 99_750, amount: Math.round(subtotal * 0.09975) }];
  const total = subtotal + taxes[0].amount + taxes[1].amount;
  return {
    locale: 'fr', number: 'INV-2026-000123', state: 'open', issuedOn: '2026-11-01', dueOn: '2026-11-22', currency: 'CAD', lines, subtotal, taxes, total, payments: [{ method: 'CHEQUE', receivedOn: '2026-11-09', amount: 1000 }], balance: total - 1000, memo: '',
    provider: { name: 'Fibre Boréale', legalName: 'Fibre Boréale inc.', colour: '#0b6e4f', email: 'bonjour@demo.example', phone: '450-555-0100', footer: '250, rue Saint-Georges, Saint-Jérôme (Québec) J7Z 5A1 · TPS/GST 123456782RT0001 · TVQ/QST 1234567890TQ0001' },
    customer: { name: 'Hélène Côté', number: 'C-00042', address: ['12, rue de l’Église', 'Saint-Jérôme (QC)  J7Z 5A1'] }, link: 'https://portail.example/#/invoices/INV-2026-000123', ...more,
  };
};
const CASES = {
  'French, 2 lines': paper(),
  'English, 2 lines': paper({ locale: 'en' }),
  'long names': paper({ customer: { name: LONG, number: 'C-00042', address: [`${LONG}, 12345, chemin du Tour-du-Lac-Saint-Jean-Baptiste, appartement 1204`, 'Saint-Jérôme (QC)  J7Z 5A1'] }, lines: [line(`Location d’équipement – ${LONG}`), line('Fibre 500', 1)], provider: { ...paper().provider, name: LONG, legalName: LONG }, memo: 'Merci de nous avoir avisés de votre déménagement.' }),
  '200 lines': paper({ lines: Array.from({ length: 200 }, (_, i) => line(`Site ${i + 1} – Internet affaires avec adresse IP fixe`, i)) }),
};

const began = performance.now();
await invoicePdf(CASES['French, 2 lines']);
console.log(`the first one of a process: ${(performance.now() - began).toFixed(0)} ms`);
const row = (cells) => console.log(cells.map((cell, i) => String(cell)[i ? 'padStart' : 'padEnd'](i ? 12 : 18)).join(''));
row(['paper', 'median ms', 'p95 ms', 'of CPU', 'goal ms', 'KB']);
const middle = (sorted) => sorted[Math.floor(sorted.length / 2)];
for (const [name, one] of Object.entries(CASES)) {
  const times = [];
  const work = [];
  let bytes;
  for (let run = 0; run < Number(given.runs); run++) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    bytes = await invoicePdf(one);
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(used);
    work.push((user + system) / 1000);
  }
  for (const list of [times, work]) list.sort((a, b) => a - b);
  row([name, middle(times).toFixed(1), times[Math.floor(times.length * 0.95)].toFixed(1), middle(work).toFixed(1), '≤ 150', (bytes.length / 1024).toFixed(0)]);
  if (!given.keep) continue;
  mkdirSync(given.keep, { recursive: true });
  writeFileSync(join(given.keep, `${name.replaceAll(/\W+/g, '-')}.pdf`), bytes);
}
