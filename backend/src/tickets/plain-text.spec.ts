import { plainText } from './plain-text.js';

describe('plain text', () => {
  it.each([
    ['  Bonjour\r\nMerci  ', 'Bonjour\nMerci'],
    ['a\u0000b\u202ec', 'abc'],
    ['a\n\n\n\n\n\nb', 'a\n\n\nb'],
    ['\u200b \n ', ''],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['Ça marche 👍🏽', 'Ça marche 👍🏽'],
  ])('%j becomes %j', (given, wanted) => expect(plainText(given)).toBe(wanted));
});
