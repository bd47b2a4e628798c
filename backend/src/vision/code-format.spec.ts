import { codeFormat } from './code-format.js';

test.each([['Code128', 'CODE_128'], ['QRCode', 'QR_CODE'], ['DataMatrix', 'DATA_MATRIX'], ['EAN13', 'EAN_13'], ['UPCA', 'UPCA'], ['PDF417', 'PDF_417']])('%s is %s', (name, format) => {
  expect(codeFormat(name)).toBe(format);
});
