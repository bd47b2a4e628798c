import { invoiceDoubts } from './supplier-invoice.js';
import { invoiceOfText } from './supplier-invoice-text.js';

const FRENCH = `Distribution Fibrex inc.
1200, rue de l’Industrie, Laval
Facture no : FX-20418
Date : 2026-11-18
Code Description Qté Prix Montant
SC-APC Connecteur SC/APC à montage rapide 400 2,35 940,00
DROP-80 Câble de branchement 80 m 12 1 104,50 13 254,00
Frais de livraison 1 25,00 25,00
Sous-total 14 219,00 $
TPS 5 % 710,95 $
TVQ 9,975 % 1 418,35 $
Total 16 348,30 $`;

const ENGLISH = `Northern Supply Ltd
Invoice #: 8841-B
2026-10-02
PTO-1 Wall outlet 10 $12.50 $125.00
Subtotal $125.00
HST 13% $16.25
Total $141.25`;

describe('a supplier’s invoice', () => {
  it('is read in French, with blanks between thousands', () => {
    const reading = invoiceOfText(FRENCH);
    expect(reading).toEqual({
      supplier: 'Distribution Fibrex inc.', number: 'FX-20418', issuedOn: '2026-11-18', subtotal: 1_421_900, tax: 212_930, total: 1_634_830,
      lines: [
        { code: 'SC-APC', description: 'Connecteur SC/APC à montage rapide', quantity: 400, unitPrice: 235, amount: 94_000 },
        { code: 'DROP-80', description: 'Câble de branchement 80 m', quantity: 12, unitPrice: 110_450, amount: 1_325_400 },
        { code: '', description: 'Frais de livraison', quantity: 1, unitPrice: 2500, amount: 2500 },
      ],
    });
    expect(invoiceDoubts(reading)).toEqual([]);
  });

  it('is read in English', () => {
    const reading = invoiceOfText(ENGLISH);
    expect(reading).toMatchObject({ supplier: 'Northern Supply Ltd', number: '8841-B', issuedOn: '2026-10-02', subtotal: 12_500, tax: 1625, total: 14_125, lines: [{ code: 'PTO-1', quantity: 10, unitPrice: 1250, amount: 12_500 }] });
    expect(invoiceDoubts(reading)).toEqual([]);
  });

  it('is read although a dollar looks like a percent sign', () => {
    expect(invoiceOfText(FRENCH.replaceAll(' $', ' %'))).toEqual(invoiceOfText(FRENCH));
  });

  it.each([
    ['a quantity misread', FRENCH.replace(' 400 2,35', ' 460 2,35'), ['LINE_DOES_NOT_ADD_UP']],
    ['a line lost', FRENCH.replace(/SC-APC.*\n/, ''), ['LINES_DO_NOT_ADD_UP']],
    ['a total misread', FRENCH.replace('16 348,30', '16 848,30'), ['TOTAL_DOES_NOT_ADD_UP']],
    ['a number that is not there', FRENCH.replace(/Facture.*\n/, ''), ['NUMBER_MISSING']],
    ['a photo of nothing', '', ['NO_LINES', 'NUMBER_MISSING', 'TOTAL_MISSING']],
  ])('is doubted for %s', (_, text, doubts) => expect(invoiceDoubts(invoiceOfText(text))).toEqual(doubts));
});
