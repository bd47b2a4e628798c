import { isHandedOver, spendLinkToken, takeLinkToken } from './link-token';

function take(hash: string): string[] {
  const urls: string[] = [];
  takeLinkToken({ hash, pathname: '/', search: '' }, { replaceState: (_state, _title, url) => urls.push(String(url)) });
  return urls;
}

describe('the token of a sign-in link', () => {
  it('leaves the address at once and is given away once', () => {
    expect(take('#/?token=abc.def')).toEqual(['/#/login']);
    expect(spendLinkToken()).toBe('abc.def');
    expect(spendLinkToken()).toBeNull();
  });

  it('remembers where the link led', () => {
    expect(take('#/j/0192?token=x&from=sms')).toEqual(['/#/login?next=%2Fj%2F0192%3Ffrom%3Dsms']);
    expect(spendLinkToken()).toBe('x');
  });

  it('that carries a session over leads to where the person was going', () => {
    expect(take('#/handoff?token=abc&next=%2Finvoices')).toEqual(['/#/login?next=%2Finvoices']);
    expect([isHandedOver(), spendLinkToken()]).toEqual([true, 'abc']);
    expect(take('#/handoff?token=abc')).toEqual(['/#/login']);
    expect([take('#/?token=x').length, isHandedOver(), spendLinkToken()]).toEqual([1, false, 'x']);
  });

  it('touches no address without one', () => {
    expect(take('#/invoices?status=PAID')).toEqual([]);
    expect(take('')).toEqual([]);
    expect(spendLinkToken()).toBeNull();
  });
});
