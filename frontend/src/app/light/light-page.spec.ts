import { doorTo, hashParam, lightPage } from './light-page';

describe('a light page', () => {
  it.each([
    ['#/login', 'sign-in'],
    ['#/login?next=%2Finvoices', 'sign-in'],
    ['#/paiement/merci?session=cs_1', 'payment-thanks'],
    ['#/paiement/annule/', 'payment-cancelled'],
    ['#/partage?s=abc', 'shared-place'],
    ['#/', undefined],
    ['', undefined],
    ['#/loginx', undefined],
    ['#/ops/login', undefined],
  ])('%s is %s', (hash, page) => expect(lightPage(hash)).toBe(page));

  it.each([
    ['', '#/login'],
    ['#/', '#/login'],
    ['#/ops', '#/login?next=%2Fops'],
    ['#/invoices/INV-2026-000123?pay=1', '#/login?next=%2Finvoices%2FINV-2026-000123%3Fpay%3D1'],
    ['#/j/0192', '#/login?next=%2Fj%2F0192'],
    ['#/journal', undefined],
    ['#/login', undefined],
    ['#/nowhere', undefined],
  ])('the door to %s is %s', (hash, door) => expect(doorTo(hash)).toBe(door));

  it('reads its parameters', () => {
    expect(hashParam('#/login?next=%2Finvoices%3Fa%3D1', 'next')).toBe('/invoices?a=1');
    expect(hashParam('#/login', 'next')).toBeUndefined();
  });
});
