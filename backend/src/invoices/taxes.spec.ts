import { readFileSync } from 'node:fs';
import { parseAmount, PUBLISHED_RATES, ratesOn, totals } from '@demarc/money';
import { TaxClass } from '../catalog/catalog.entity.js';

const BOTH = [TaxClass.STANDARD, TaxClass.TELECOM];
const quebec = [{ code: 'GST', rateMillionths: 50_000, taxClasses: BOTH }, { code: 'QST', rateMillionths: 99_750, taxClasses: BOTH }];
const line = (unitPrice: number, more: { quantity?: number; taxClass?: TaxClass; amount?: number } = {}) => ({ quantity: 1, unitPrice, taxClass: TaxClass.STANDARD, ...more });

interface Published {
  readonly rates: Readonly<Record<string, readonly { readonly tax: string; readonly rate: string }[]>>;
  readonly history: readonly { readonly province: string; readonly tax: string; readonly rate: string; readonly from?: string; readonly until?: string }[];
  readonly vectors: readonly { readonly base: string; readonly province: string; readonly taxes: Readonly<Record<string, string>>; readonly total: string }[];
}
const published = JSON.parse(readFileSync(new URL('../../test/cases/canada-sales-tax.json', import.meta.url), 'utf8')) as Published;

describe('the totals of an invoice', () => {
  it.each([
    ['an Internet plan in Québec', [line(7995)], quebec, { subtotal: 7995, taxTotal: 400 + 798, total: 9193 }],
    ['each tax rounded once over its lines, not per line', [line(1999), line(1999), line(1999)], quebec, { subtotal: 5997, taxTotal: 300 + 598, total: 6895 }],
    ['a deposit that is not taxed', [line(5000, { taxClass: TaxClass.EXEMPT })], quebec, { subtotal: 5000, taxTotal: 0, total: 5000 }],
    ['a discount before taxes', [line(10_000), line(-2500)], quebec, { subtotal: 7500, taxTotal: 375 + 748, total: 8623 }],
    ['several of one', [line(1250, { quantity: 3 })], [{ code: 'HST', rateMillionths: 130_000, taxClasses: BOTH }], { subtotal: 3750, taxTotal: 488, total: 4238 }],
    ['nothing', [], quebec, { subtotal: 0, taxTotal: 0, total: 0 }],
  ])('%s', (_what, lines, rates, expected) => {
    expect(totals(lines, rates)).toMatchObject(expected);
  });

  it('names the taxes as they are printed', () => {
    expect(totals([line(10_000)], quebec).taxes).toEqual([{ code: 'GST', rateMillionths: 50_000, amount: 500 }, { code: 'QST', rateMillionths: 99_750, amount: 998 }]);
  });

  it('leave a tax out of the group it is not on', () => {
    const saskatchewan = [{ code: 'GST', rateMillionths: 50_000, taxClasses: BOTH }, { code: 'PST', rateMillionths: 60_000, taxClasses: [TaxClass.STANDARD] }];
    const { taxes, total } = totals([line(8995, { taxClass: TaxClass.TELECOM }), line(1000), line(500, { taxClass: TaxClass.EXEMPT })], saskatchewan);
    expect([taxes.map(({ amount }) => amount), total]).toEqual([[500, 60], 11_055]);
    expect(totals([line(8995, { taxClass: TaxClass.TELECOM })], saskatchewan).taxes.map(({ code }) => code)).toEqual(['GST']);
  });

  it('take a line that is not quantity times price as it is', () => expect(totals([line(7995, { amount: 4384 })], quebec)).toMatchObject({ subtotal: 4384, taxTotal: 219 + 437 }));
});

describe('the published vectors', () => {
  const rates = (province: string, day: string) => ratesOn(PUBLISHED_RATES, province, day).map((rate) => ({ ...rate, taxClasses: BOTH }));

  it.each(published.vectors.map((vector) => [vector.province, vector.base, vector] as const))('%s, %s $', (province, base, vector) => {
    const { taxes, total } = totals([line(parseAmount(base)!)], rates(province, '2026-11-21'));
    expect(Object.fromEntries(taxes.map(({ code, amount }) => [code, (amount / 100).toFixed(2)]))).toEqual(vector.taxes);
    expect((total / 100).toFixed(2)).toBe(vector.total);
  });

  it('and rates are ours, today and on both sides of every change', () => {
    for (const [province, taxes] of Object.entries(published.rates)) expect([province, rates(province, '2026-11-21').map(({ code, rateMillionths }) => [code, rateMillionths])]).toEqual([province, taxes.map(({ tax, rate }) => [tax, Math.round(Number(rate) * 1_000_000)])]);
    for (const { province, tax, rate, from, until } of published.history) expect(rates(province, (from ?? until)!).find(({ code }) => code === tax)?.rateMillionths).toBe(Math.round(Number(rate) * 1_000_000));
  });
});
