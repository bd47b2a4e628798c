import { code128Text, STOP, SYMBOLS } from './code128-text.js';
import { fitCode128 } from './code128-fit.js';

const checked = (symbols: readonly number[]): number[] => [...symbols, symbols.reduce((sum, symbol, i) => sum + symbol * Math.max(1, i), 0) % 103];
const serial = checked([105, 48, 57, 54, 43, 100, 33, 34, 35, 36, 99, 12, 34]);

/** One line across a code with so many pixels to a module, averaged over `blur` pixels to each side, with some noise. */
function lineOf(symbols: readonly number[], module_: number, blur: number, noise = 0): Float64Array {
  const modules = [...Array<number>(8).fill(0), ...symbols.flatMap((symbol) => SYMBOLS[symbol]!), ...STOP, ...Array<number>(8).fill(0)];
  const fine = 20;
  const dark = (x: number): number => modules[Math.floor(x / module_)] ?? 0;
  let seed = 7;
  const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5;
  return Float64Array.from({ length: Math.floor(modules.length * module_) }, (_, x) => {
    let sum = 0;
    const reach = 0.5 + blur;
    for (let i = 0; i < fine; i++) sum += dark(x + 0.5 + ((i + 0.5) / fine - 0.5) * 2 * reach);
    return sum / fine + noise * random();
  });
}

describe('explaining a Code 128', () => {
  it.each([['sharp', 3, 0], ['blurred over more than a module', 3, 2.4], ['with hardly more than a pixel to a module', 1.15, 0], ['large', 6.3, 2]])('reads one that is %s', (_what, module_, blur) => {
    expect(fitCode128(lineOf(serial, module_, blur, 0.02))?.text).toBe('48575443ABCD1234');
  });

  it('says nothing when the check symbol does not agree', () => {
    expect(fitCode128(lineOf([...serial.slice(0, -1), (serial.at(-1)! + 1) % 103], 3, 1))).toBeNull();
  });

  it('says nothing of lines that are no code', () => {
    const bars = Float64Array.from({ length: 400 }, (_, x) => (x > 20 && x < 380 && Math.floor(x / 7) % 2 ? 1 : 0));
    expect([fitCode128(bars), fitCode128(new Float64Array(300)), fitCode128(lineOf(serial, 3, 0, 1.4))]).toEqual([null, null, null]);
  });
});

describe('the text of a Code 128', () => {
  it.each([
    [[104, 33, 34, 35], 'ABC'],
    [[105, 12, 34, 56], '123456'],
    [[103, 64, 65, 33], '\0\x01A'],
    [[104, 65, 98, 65, 66], 'a\x01b'],
  ])('of %j is %j', (symbols, text) => expect(code128Text(checked(symbols))).toBe(text));

  it('is none without its check', () => expect(code128Text([104, 33, 34, 35, 0])).toBeNull());
});
