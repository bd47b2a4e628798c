import { serialKey, serialKeys } from './serial-key.js';

describe('a serial as it is compared', () => {
  it.each([
    ['alcl-fc2b-9a10', 'ALCLFC2B9A10'],
    [' ALCL FC2B9A10 ', 'ALCLFC2B9A10'],
    ['S/N: 48575443ABCD1234', '48575443ABCD1234'],
    ['SN 2211AB', '2211AB'],
    ['N° de série : ZTEGC0FFEE01', 'ZTEGC0FFEE01'],
    ['', ''],
    ['---', ''],
  ])('%s is %s', (text, expected) => expect(serialKey(text)).toBe(expected));
});

describe('the keys of a serial', () => {
  it.each([
    ['HWTC12345678', ['HWTC12345678', '4857544312345678']],
    ['4857544312345678', ['4857544312345678', 'HWTC12345678']],
    ['0000000012345678', ['0000000012345678']],
    ['ABC-123', ['ABC123']],
    ['', []],
  ])('of %s are %j', (text, expected) => expect(serialKeys(text)).toEqual(expected));
});
