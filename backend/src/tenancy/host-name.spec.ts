import { isHostName, plainHost } from './host-name.js';

describe('a host name', () => {
  it.each([['https://Portail.Nord.ca/#/invoices', 'portail.nord.ca'], [' portail.nord.ca. ', 'portail.nord.ca'], ['portail.nord.ca:8443', 'portail.nord.ca']])('%s is made plain', (text, host) => expect(plainHost(text)).toBe(host));

  it.each([['portail.nord.ca', true], ['xn--caf-dma.ca', true], ['localhost', false], ['10.0.0.1', false], ['-a.ca', false], ['a-.ca', false], ['a..ca', false], ['a b.ca', false], [`${'a'.repeat(64)}.ca`, false], ['café.ca', false]])('%s', (host, expected) =>
    expect(isHostName(host)).toBe(expected));
});
