import { isGstNumber, isQstNumber, plainTaxNumber } from './tax-number.js';

describe('a tax number', () => {
  it.each(['123456782RT0001', '12345 6782 RT 0001', '123456782rt0001'])('%s is a GST number', (text) => expect(isGstNumber(text)).toBe(true));
  it.each(['123456789RT0001', '123456782RT0000', '123456782', '12345678RT0001', '000000000RT0001', ''])('“%s” is none', (text) => expect(isGstNumber(text)).toBe(false));
  it('loses its check with any single digit changed', () => {
    for (let at = 0; at < 9; at++) {
      for (let digit = 0; digit < 10; digit++) {
        const changed = `${'123456782'.slice(0, at)}${digit}${'123456782'.slice(at + 1)}`;
        expect([changed, isGstNumber(`${changed}RT0001`)]).toEqual([changed, changed === '123456782']);
      }
    }
  });
  it.each([['1234567890TQ0001', true], ['1234567890 TQ 0001', true], ['123456789TQ0001', false], ['0000000000TQ0001', false], ['1234567890RT0001', false]])('%s is a QST number: %s', (text, is) => expect(isQstNumber(text)).toBe(is));
  it('is kept without blanks', () => expect(plainTaxNumber('12345 6782 rt-0001')).toBe('123456782RT0001'));
});
