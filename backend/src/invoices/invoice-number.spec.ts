import { invoiceNumber, seriesOf } from './invoice-number.js';

describe('the number of an invoice', () => {
  it.each([
    ['2026-11-21', 123, 'INV-2026-000123'],
    ['2027-01-01', 1, 'INV-2027-000001'],
    ['2026-12-31', 999_999, 'INV-2026-999999'],
    ['2026-12-31', 1_000_000, 'INV-2026-1000000'],
  ])('%s, the %ith, is %s', (day, position, number) => {
    expect(invoiceNumber(day, position)).toBe(number);
  });

  it('begins a series with each year', () => {
    expect(seriesOf('2026-12-31')).not.toBe(seriesOf('2027-01-01'));
  });
});
