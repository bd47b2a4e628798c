import { barcodeOf, classify, distinct, fieldsOfCodes, mergeFields, mostUseful, namedParts, normalizeGpon, normalizeMac } from './label-fields.js';
import { makerOfMac } from './mac-makers.js';
import type { LabelField } from './reader.js';

describe('what a text on a label is', () => {
  test.each(['00:25:9e:0a:0b:0c', '00-25-9E-0A-0B-0C', '00259E0A0B0C', '0025.9e0a.0b0c', '00 25 9E 0A 0B 0C', '00259E-0A0B0C'])('%s is a MAC', (text) => {
    expect(classify(text)).toEqual({ kind: 'MAC', value: '00:25:9E:0A:0B:0C' });
  });

  test.each(['00:25:9E:0A:0B', '00:25-9E:0A:0B:0C', '00259E0A0B0G', '000000000000', 'FF:FF:FF:FF:FF:FF'])('%s is no MAC', (text) => {
    expect(normalizeMac(text)).toBeUndefined();
  });

  test('twelve bare digits of no known maker are a serial, not a MAC', () => {
    expect(classify('991234567890').kind).toBe('SERIAL');
    expect(classify('0A1B2C3D4E5F').kind).toBe('MAC');
  });

  test.each([['HWTCABCD1234', 'HWTCABCD1234'], ['hwtc-abcd1234', 'HWTCABCD1234'], ['48575443ABCD1234', 'HWTCABCD1234'], ['5A544547 00112233', 'ZTEG00112233'], ['ALCLF1234567', 'ALCLF1234567']])(
    '%s is the GPON serial %s', (text, serial) => expect(normalizeGpon(text)).toBe(serial),
  );

  test.each(['ABCD12345678', 'HWTC1234567', 'HWTC1234567G', '4142434412345678'])('%s is no GPON serial', (text) => {
    expect(normalizeGpon(text)).toBeUndefined();
  });

  test.each([['https://example.org/1234', 'OTHER'], ['22334455667788990', 'SERIAL'], ['SN-2024-0001', 'SERIAL'], ['WIFI:T:WPA;S:home;P:12345678;;', 'OTHER'], ['hello', 'OTHER']])('%s is %s', (text, kind) => {
    expect(classify(text).kind).toBe(kind);
  });

  test('an article number is not a serial', () => {
    expect(classify('6901443123456', 'EAN13').kind).toBe('OTHER');
    expect(classify('6901443123456', 'Code128').kind).toBe('SERIAL');
  });

  test('the maker is told by the first half of the MAC', () => {
    expect([makerOfMac('00:25:9e:0a:0b:0c'), makerOfMac('30DE4B001122'), makerOfMac('02:00:00:00:00:01')]).toEqual(['Huawei', 'TP-Link', undefined]);
  });
});

describe('what codes tell', () => {
  const qr = barcodeOf('S/N:48575443ABCD1234;MAC:00:25:9E:0A:0B:0C;SSID:HUAWEI-0B0C', 'QRCode');

  test('a code may name its parts', () => {
    expect(namedParts(qr.text)).toEqual([{ kind: 'SERIAL', value: '48575443ABCD1234' }, { kind: 'MAC', value: '00:25:9E:0A:0B:0C' }]);
    expect(namedParts('SN=ZTEGC0FFEE01')).toEqual([{ kind: 'GPON', value: 'ZTEGC0FFEE01' }]);
    expect(barcodeOf('MAC: 00259E0A0B0C', 'Code128')).toMatchObject({ kind: 'MAC', value: '00:25:9E:0A:0B:0C' });
  });

  test('a serial that hides the GPON serial gives both, and the maker', () => {
    expect(fieldsOfCodes([qr])).toEqual([
      { name: 'BRAND', value: 'Huawei', confidence: 0.9, origin: 'PREFIX' },
      { name: 'SERIAL', value: '48575443ABCD1234', confidence: 0.99, origin: 'CODE' },
      { name: 'MAC', value: '00:25:9E:0A:0B:0C', confidence: 0.99, origin: 'CODE' },
      { name: 'GPON', value: 'HWTCABCD1234', confidence: 0.99, origin: 'CODE' },
    ]);
  });

  test('with no other serial the GPON serial is the serial', () => {
    expect(fieldsOfCodes([barcodeOf('TPLG11223344', 'DataMatrix')]).map((f) => [f.name, f.value])).toEqual([['BRAND', 'TP-Link'], ['SERIAL', 'TPLG11223344'], ['GPON', 'TPLG11223344']]);
  });

  test('of several serials the one that is called so wins, then the longer', () => {
    const serialOf = (...texts: string[]) => fieldsOfCodes(texts.map((t) => barcodeOf(t, 'Code128'))).find((f) => f.name === 'SERIAL')?.value;
    expect(serialOf('PN12345', 'SN12345678', 'SN:X9-00012')).toBe('X9-00012');
    expect(serialOf('PN12345', 'SN12345678')).toBe('SN12345678');
  });

  test('the same text twice is one code, and a code with no news gives way', () => {
    const codes = [qr, barcodeOf('48575443ABCD1234', 'Code128'), barcodeOf('48575443ABCD1234', 'DataMatrix'), barcodeOf('00259E0A0B0C', 'Code128'), barcodeOf('https://example.org/help', 'QRCode')];
    expect(distinct(codes)).toHaveLength(4);
    expect(mostUseful(codes, 3).map((c) => c.text)).toEqual(['48575443ABCD1234', '00259E0A0B0C', 'https://example.org/help']);
    expect(mostUseful([qr, codes[4]!], 3)[0]).toBe(qr);
  });

  test('the surer reading of a field wins', () => {
    const field = (confidence: number, value: string): LabelField => ({ name: 'MODEL', value, confidence, origin: 'TEXT' });
    expect(mergeFields([field(0.5, 'A1')], [field(0.8, 'B2')], [field(0.8, 'C3')])).toEqual([field(0.8, 'B2')]);
  });
});
