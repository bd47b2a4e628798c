import { hashParam, lightPage } from './light-page';

describe('a light page', () => {
  it.each([
    ['#/login', 'sign-in'],
    ['#/login?next=%2Finvoices', 'sign-in'],
    ['#/paiement/merci?session=cs_1', 'payment-thanks'],
    ['#/paiement/annule/', 'payment-cancelled'],
    ['#/', undefined],
    ['', undefined],
    ['#/loginx', undefined],
    ['#/ops/login', undefined],
  ])('%s is %s', (hash, page) => expect(lightPage(hash)).toBe(page));

  it('reads its parameters', () => {
    expect(hashParam('#/login?next=%2Finvoices%3Fa%3D1', 'next')).toBe('/invoices?a=1');
    expect(hashParam('#/login', 'next')).toBeUndefined();
  });
});
