import { fieldsOfText, mendGpon, mendMac, mendSerial } from './label-text.js';

describe('reading a label by eye', () => {
  test('look-alike letters in a MAC become digits', () => {
    expect(mendMac('OO:25:9E:OA:OB:OC')).toEqual({ value: '00:25:9E:0A:0B:0C', confidence: 0.75 });
    expect(mendMac('3O DE 4B OO I1 ZZ')?.value).toBe('30:DE:4B:00:11:22');
  });

  test('8 and B trade places only when that gives a known maker', () => {
    expect(mendMac('30:DE:48:00:11:22')).toEqual({ value: '30:DE:4B:00:11:22', confidence: 0.7 });
    expect(mendMac('02:88:88:00:11:8B')).toEqual({ value: '02:88:88:00:11:8B', confidence: 0.55 });
  });

  test.each(['00:25:9E:0A:0B', 'SO:ME:TH:IN:GX:YZ', ''])('"%s" stays no MAC', (text) => expect(mendMac(text)).toBeUndefined());

  test.each([['HWTCABCD1234', 'HWTCABCD1234'], ['HWTCABCD1Z34', 'HWTCABCD1234'], ['2TEGC0FFEEO1', 'ZTEGC0FFEE01'], ['TPLGII223344', 'TPLG11223344']])('%s is mended to %s', (read, meant) => {
    expect(mendGpon(read)).toBe(meant);
  });

  test('an unknown maker is not invented', () => {
    expect(mendGpon('QQQQABCD1234')).toBeUndefined();
  });

  test('a serial is mended only into something valid', () => {
    expect(mendSerial('4857S443ABCDIZ34')?.value).toBe('48575443ABCD1234');
    expect(mendSerial('223344SS667788990')?.value).toBe('22334455667788990');
    expect(mendSerial('SO1Z-B88-ISZ')?.value).toBe('SO1Z-B88-ISZ');
    expect(mendSerial('words')).toBeUndefined();
  });

  test('a whole label, in English and in French', () => {
    const told = (text: string) => fieldsOfText(text).map((f) => `${f.name} ${f.value}`);
    expect(told('HUAWEI   GPON Terminal Model: EG8145V5\nS/N: 48575443ABCD1234\nMAC: 00:25:9E:0A:0B:0C\nGPON SN: HWTCABCD1234\nSSID: HUAWEI-0B0C 12V 1.5A'))
      .toEqual(['BRAND Huawei', 'MODEL EG8145V5', 'SERIAL 48575443ABCD1234', 'MAC 00:25:9E:0A:0B:0C', 'GPON HWTCABCD1234']);
    expect(told('Modèle : XX530v\nNuméro de série : 22334455667788990\nAdresse MAC : 30-DE-4B-00-11-22'))
      .toEqual(['BRAND TP-Link', 'MODEL XX530v', 'SERIAL 22334455667788990', 'MAC 30:DE:4B:00:11:22']);
  });

  test('nothing is made of nothing', () => {
    expect(fieldsOfText('Made in China\n12V 1.5A\nCE FCC')).toEqual([]);
  });
});
