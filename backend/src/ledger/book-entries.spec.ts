import fc from 'fast-check';
import { paperSides, reversed, sumOf, transfer } from './book-entries.js';
import { LedgerAccount } from './ledger.entity.js';

describe('the sides of an operation', () => {
  it('come to zero for any invoice, also where its own sums disagree', () => {
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
    const paper = fc.record({ subtotal: amount, total: amount, taxes: fc.array(fc.record({ code: fc.constantFrom('GST', 'QST'), amount }), { maxLength: 3 }) });
    fc.assert(fc.property(paper, (amounts) => sumOf(paperSides(amounts, LedgerAccount.RECEIVABLE)) === 0 && sumOf(reversed(paperSides(amounts, LedgerAccount.CUSTOMER_CREDIT))) === 0));
  });

  it('are what an accountant writes', () => {
    expect(paperSides({ subtotal: 8995, taxes: [{ code: 'GST', amount: 450 }, { code: 'QST', amount: 897 }], total: 10_342 }, LedgerAccount.RECEIVABLE)).toEqual([
      { account: 'RECEIVABLE', amount: 10_342 }, { account: 'REVENUE', amount: -8995 }, { account: 'TAX', taxCode: 'GST', amount: -450 }, { account: 'TAX', taxCode: 'QST', amount: -897 },
    ]);
    expect(transfer(500, LedgerAccount.CUSTOMER_CREDIT, LedgerAccount.BANK)).toEqual([{ account: 'BANK', amount: 500 }, { account: 'CUSTOMER_CREDIT', amount: -500 }]);
    expect(transfer(0, LedgerAccount.CUSTOMER_CREDIT, LedgerAccount.BANK)).toEqual([]);
  });
});
