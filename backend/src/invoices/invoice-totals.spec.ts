import { totals } from './invoice-totals.js';

const quebec = [{ code: 'GST', rateMillionths: 50_000 }, { code: 'QST', rateMillionths: 99_750 }];
const line = (unitPrice: number, more: { quantity?: number; taxable?: boolean } = {}) => ({ quantity: 1, unitPrice, taxable: true, ...more });

describe('the totals of an invoice', () => {
  it.each([
    ['an Internet plan in Québec', [line(7995)], quebec, { subtotal: 7995, taxTotal: 400 + 798, total: 9193 }],
    ['each tax rounded once over its lines, not per line', [line(1999), line(1999), line(1999)], quebec, { subtotal: 5997, taxTotal: 300 + 598, total: 6895 }],
    ['a deposit that is not taxed', [line(5000, { taxable: false })], quebec, { subtotal: 5000, taxTotal: 0, total: 5000 }],
    ['a discount before taxes', [line(10_000), line(-2500)], quebec, { subtotal: 7500, taxTotal: 375 + 748, total: 8623 }],
    ['several of one', [line(1250, { quantity: 3 })], [{ code: 'HST', rateMillionths: 130_000 }], { subtotal: 3750, taxTotal: 488, total: 4238 }],
    ['nothing', [], quebec, { subtotal: 0, taxTotal: 0, total: 0 }],
  ])('%s', (_what, lines, rates, expected) => {
    expect(totals(lines, rates)).toMatchObject(expected);
  });

  it('names the taxes as they are printed', () => {
    expect(totals([line(10_000)], quebec).taxes).toEqual([{ code: 'GST', rateMillionths: 50_000, amount: 500 }, { code: 'QST', rateMillionths: 99_750, amount: 998 }]);
  });
});
