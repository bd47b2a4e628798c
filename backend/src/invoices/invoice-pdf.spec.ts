import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { drawing, words } from '../../test/support/pdf.js';
import { invoicePdf, type Paper } from './invoice-pdf.js';

const LINK = 'https://portail.example/#/invoices/INV-2026-000123';

const paper = (more: Partial<Paper> = {}): Paper => ({
  locale: 'fr',
  provider: { name: 'Fibre Boréale', legalName: 'Fibre Boréale inc.', colour: '#0b6e4f', email: null, phone: null, footer: '' },
  customer: { name: 'Hélène Côté', number: 'C-00042', address: ['12 rue de l’Église'] },
  number: 'INV-2026-000123', state: 'open', issuedOn: '2026-11-01', dueOn: '2026-11-22', currency: 'CAD',
  lines: [{ description: 'Télé de base', quantity: 1, unitPrice: 7995, amount: 7995, periodStart: '2026-11-01', periodEnd: '2026-11-30' }],
  subtotal: 7995, taxes: [{ code: 'GST', rateMillionths: 50_000, amount: 400 }, { code: 'QST', rateMillionths: 99_750, amount: 798 }], total: 9193,
  payments: [{ method: 'CHEQUE', receivedOn: '2026-11-09', amount: 1000 }], balance: 8193, memo: '', link: LINK, ...more,
});

/** The small squares of the drawing as a picture, dark on white. */
function squares(operators: string): { data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number; colorSpace: 'srgb' } {
  const cells = [...operators.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re/g)].map((found) => found.slice(1, 5).map(Number) as [number, number, number, number]).filter(([, , w, h]) => w === h && w < 6);
  const [left, top] = [Math.min(...cells.map(([x]) => x)), Math.min(...cells.map(([, y]) => y))];
  const scale = 4;
  const size = Math.ceil((92 + 20) * scale);
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const [x, y, w, h] of cells) {
    for (let row = Math.round((y - top + 10) * scale); row < (y - top + 10 + h) * scale; row++) {
      for (let column = Math.round((x - left + 10) * scale); column < (x - left + 10 + w) * scale; column++) data.fill(0, (row * size + column) * 4, (row * size + column) * 4 + 3);
    }
  }
  return { data, width: size, height: size, colorSpace: 'srgb' };
}

describe('the paper of an invoice', () => {
  it('leads to the invoice in the portal by its QR code', async () => {
    const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
    prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) } });
    const found = await readBarcodes(squares(drawing(await invoicePdf(paper()))) as Parameters<typeof readBarcodes>[0], { formats: ['QRCode'] });
    expect(found.map(({ text }) => text)).toEqual([LINK]);
  });

  it('speaks French with its accents, or English', async () => {
    const french = words(drawing(await invoicePdf(paper())));
    for (const text of ['Hélène Côté', 'Échéance', '22 novembre 2026', 'TPS (5\u00a0%)', 'TVQ (9,975\u00a0%)', 'Chèque, 9 novembre 2026', 'Solde à payer', '81,93']) expect(french).toContain(text);
    const english = words(drawing(await invoicePdf(paper({ locale: 'en' }))));
    for (const text of ['Due', 'November 22, 2026', 'GST (5%)', 'QST (9.975%)', 'Balance due', '$81.93']) expect(english).toContain(text);
  });

  it('asks for money only where some is owed', async () => {
    const settled = words(drawing(await invoicePdf(paper({ state: 'paid', balance: 0 }))));
    expect(settled).toContain('PAYÉE');
    expect(settled).toContain('Votre facture en ligne');
    expect(settled).not.toContain('Payez en ligne');
  });

  it('breaks into pages, each with the heads of the columns and its number', async () => {
    const lines = Array.from({ length: 60 }, (_, i) => ({ ...paper().lines[0]!, description: `Ligne ${i}` }));
    const said = words(drawing(await invoicePdf(paper({ lines }))));
    expect(said.match(/^Description$/gm)!.length).toBeGreaterThanOrEqual(3);
    expect(said).toContain('Page 3 de ');
    for (const { description } of lines) expect(said).toContain(description);
  });

  it('keeps a long name of the provider above what follows, and in full', async () => {
    const name = 'Coopérative de solidarité en télécommunications et services numériques de la Haute-Yamaska';
    const operators = drawing(await invoicePdf(paper({ provider: { ...paper().provider, name, email: 'bonjour@demo.example' } })));
    expect(words(operators).replaceAll(/\s+/g, ' ')).toContain(name);
  });

  it('says how a part of a month comes about, and calls a credit note by its name', async () => {
    const lines = [{ ...paper().lines[0]!, explanation: '17 de 31 jours × 79,95 $' }];
    expect(words(drawing(await invoicePdf(paper({ lines }))))).toContain('1er novembre 2026 – 30 novembre 2026 · 17 de 31 jours × 79,95 $'.replaceAll('–', '\x96'));
    const note = words(drawing(await invoicePdf(paper({ isCreditNote: true, number: 'CN-2026-000001' }))));
    expect(note).toContain('Note de crédit');
    expect(note).not.toContain('Facture\n');
  });

  it('of a month with many services takes at most 150 ms of the processor', async () => {
    const lines = Array.from({ length: 30 }, (_, i) => ({ ...paper().lines[0]!, description: `Ligne ${i} – Location d’équipement extérieur avec installation` }));
    await invoicePdf(paper({ lines }));
    const times: number[] = [];
    for (let run = 0; run < 5; run++) {
      const began = process.cpuUsage();
      await invoicePdf(paper({ lines }));
      const { user, system } = process.cpuUsage(began);
      times.push((user + system) / 1000);
    }
    expect(times.toSorted((a, b) => a - b)[2]).toBeLessThan(150);
  });
});
