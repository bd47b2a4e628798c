import fc from 'fast-check';
import { creditAmounts } from './credit-amounts.js';

const NONE = { subtotal: 0, total: 0, taxes: [] };
const invoice = { subtotal: 8995, total: 10_342, taxes: [{ code: 'GST', rateMillionths: 50_000, amount: 450 }, { code: 'QST', rateMillionths: 99_750, amount: 897 }] };

describe('a credit', () => {
  it('of the whole invoice takes back every cent of each tax', () => {
    expect(creditAmounts(invoice, NONE, 10_342)).toEqual({ subtotal: 8995, taxes: invoice.taxes });
  });

  it('of a part keeps the proportions', () => {
    expect(creditAmounts(invoice, NONE, 1000)).toMatchObject({ subtotal: 870, taxes: [{ code: 'GST', amount: 43 }, { code: 'QST', amount: 87 }] });
  });

  it('one after another never takes more of a part than there is, and together take all', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 8 }), (wanted) => {
        const taken = { subtotal: 0, total: 0, taxes: invoice.taxes.map((tax) => ({ ...tax, amount: 0 })) };
        for (const amount of [...wanted, Infinity]) {
          const now = Math.min(amount, invoice.total - taken.total);
          if (now === 0) continue;
          const { subtotal, taxes } = creditAmounts(invoice, taken, now);
          expect(subtotal + taxes.reduce((sum, tax) => sum + tax.amount, 0)).toBe(now);
          taken.subtotal += subtotal;
          taken.total += now;
          taken.taxes.forEach((tax, i) => (tax.amount += taxes[i]!.amount));
          expect(taken.subtotal).toBeLessThanOrEqual(invoice.subtotal);
          taken.taxes.forEach((tax, i) => expect(tax.amount).toBeLessThanOrEqual(invoice.taxes[i]!.amount));
        }
        expect(taken).toEqual({ subtotal: 8995, total: 10_342, taxes: invoice.taxes });
      }),
    );
  });
});
