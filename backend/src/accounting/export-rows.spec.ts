import { plain, QUICKBOOKS_HEADINGS, quickbooksRow, SAGE_HEADINGS, sageRow, XERO_HEADINGS, xeroRow, type ExportLine } from './export-rows.js';

const line: ExportLine = {
  number: 'INV-2026-000001', customer: 'Nathalie Tremblay', email: 'n@example.com', issuedOn: '2026-11-01', dueOn: '2026-11-22', description: 'Fibre 500', quantity: 1, unitPrice: 8995, amount: 8995, currency: 'CAD',
  taxes: [{ code: 'GST', amount: 450 }, { code: 'QST', amount: 897 }], taxable: true, first: true,
};

describe('rows for other programs', () => {
  it('have a cell for every heading', () => {
    expect(xeroRow(line, {})).toHaveLength(XERO_HEADINGS.length);
    expect(quickbooksRow(line)).toHaveLength(QUICKBOOKS_HEADINGS.length);
    expect(sageRow({ day: '2026-11-01', account: 'TAX', taxCode: 'QST', amount: -897, reference: 'INV-2026-000001', customer: 'Nathalie', kind: 'INVOICE_ISSUED' }, {})).toHaveLength(SAGE_HEADINGS.length);
  });

  it('carry an invoice’s taxes once', () => {
    expect(quickbooksRow(line)[12]).toBe('13.47');
    expect(quickbooksRow({ ...line, first: false })[12]).toBe('0.00');
  });

  it('use the provider’s own account numbers', () => {
    expect(xeroRow(line, { REVENUE: '40100' })[19]).toBe('40100');
    expect(sageRow({ day: '2026-11-01', account: 'TAX', taxCode: 'QST', amount: -897, reference: 'X', customer: 'N', kind: 'K' }, {})).toEqual(['2026-11-01', '2300-QST', '', '8.97', 'X', 'K N']);
  });

  it.each([[0, '0.00'], [5, '0.05'], [-5, '-0.05'], [123_450, '1234.50'], [-100, '-1.00']])('%s is %s', (minor, text) => expect(plain(minor)).toBe(text));
});
