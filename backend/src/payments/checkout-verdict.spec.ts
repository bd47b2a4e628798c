import { verdict, type Claim } from './checkout-verdict.js';
import { CheckoutStatus } from './payment.entity.js';

const own = { id: 'checkout', tenantId: 'tenant', customerId: 'customer', amount: 9193, currency: 'CAD', status: CheckoutStatus.OPEN };
const claim = (more: Partial<Claim> = {}): Claim => ({ checkoutId: 'checkout', tenantId: 'tenant', customerId: 'customer', amount: 9193, currency: 'cad', intentId: 'pi_1', news: 'paid', ...more });

describe('what news of a payment may do', () => {
  it('settles when every fact is ours', () => {
    expect(verdict(own, claim())).toEqual({ kind: 'settle', intentId: 'pi_1' });
  });

  it.each([
    ['another amount', { amount: 1 }],
    ['another currency', { currency: 'usd' }],
    ['another customer', { customerId: 'other' }],
    ['another tenant', { tenantId: 'other' }],
    ['no tenant at all', { tenantId: null }],
    ['another checkout', { checkoutId: 'other' }],
  ])('%s changes nothing, and says so', (_what, more) => {
    expect(verdict(own, claim(more))).toMatchObject({ kind: 'nothing', why: expect.stringContaining('differs') });
  });

  it.each([
    [CheckoutStatus.OPEN, 'processing', CheckoutStatus.PROCESSING],
    [CheckoutStatus.OPEN, 'failed', CheckoutStatus.FAILED],
    [CheckoutStatus.OPEN, 'expired', CheckoutStatus.EXPIRED],
    [CheckoutStatus.PROCESSING, 'failed', CheckoutStatus.FAILED],
  ] as const)('%s becomes, when %s, %s', (status, news, next) => {
    expect(verdict({ ...own, status }, claim({ news }))).toEqual({ kind: 'mark', status: next });
  });

  it.each([
    [CheckoutStatus.PAID, 'failed'],
    [CheckoutStatus.PAID, 'expired'],
    [CheckoutStatus.PAID, 'processing'],
    [CheckoutStatus.PAID, 'paid'],
    [CheckoutStatus.PROCESSING, 'expired'],
    [CheckoutStatus.FAILED, 'processing'],
  ] as const)('%s stays as it is when older news says %s', (status, news) => {
    expect(verdict({ ...own, status }, claim({ news })).kind).toBe('nothing');
  });

  it('money that did arrive counts after all', () => {
    expect(verdict({ ...own, status: CheckoutStatus.EXPIRED }, claim()).kind).toBe('settle');
  });
});
