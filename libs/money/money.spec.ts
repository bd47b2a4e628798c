import fc from 'fast-check';
import { allocate, CAD, formatMoney, money, parseAmount, sum, taxesOn, timesRatio } from './money.ts';

const GST = { code: 'GST', rateMillionths: 50_000 };
const QST = { code: 'QST', rateMillionths: 99_750 };
const amount = fc.integer({ min: -100_000_000_000, max: 100_000_000_000 });

describe('money', () => {
  it('is whole minor units', () => {
    expect(money(1999)).toEqual({ amount: 1999, currency: CAD });
    expect(() => money(19.99)).toThrow('Not whole minor units');
    expect(() => money(Number.MAX_SAFE_INTEGER + 1)).toThrow('Not whole minor units');
  });

  it('adds amounts of one currency and refuses to mix them', () => {
    expect(sum([money(5), money(7)])).toEqual(money(12));
    expect(sum([])).toEqual(money(0));
    expect(sum([], 'USD')).toEqual(money(0, 'USD'));
    expect(() => sum([money(5), money(7, 'USD')])).toThrow('Cannot add USD to CAD');
  });
});

describe('a ratio of an amount', () => {
  it.each([
    [10_000, 99_750, 1_000_000, 998], // 997.5: half a cent goes up
    [-10_000, 99_750, 1_000_000, -998],
    [1, 1, 2, 1],
    [-1, 1, 2, -1],
    [1, 1, 3, 0],
    [0, 5, 7, 0],
    [7_995, 15, 30, 3_998],
  ])('%i × %i ÷ %i is %i', (value, numerator, denominator, expected) => expect(timesRatio(value, numerator, denominator)).toBe(expected));

  it('needs a positive denominator', () => expect(() => timesRatio(1, 1, 0)).toThrow('must be positive'));

  it('refuses an answer that has no exact number', () => expect(() => timesRatio(1_099_331_685, 8_789_679, 1)).toThrow('Too large'));

  it('is never further than half a unit from the exact value, and mirrors around zero', () => {
    fc.assert(fc.property(amount, fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 1, max: 10_000_000 }), (value, numerator, denominator) => {
      const rounded = BigInt(timesRatio(value, numerator, denominator));
      const off = rounded * BigInt(denominator) - BigInt(value) * BigInt(numerator);
      expect((off < 0n ? -off : off) * 2n <= BigInt(denominator)).toBe(true);
      expect(timesRatio(-value, numerator, denominator) + Number(rounded)).toBe(0);
    }));
  });
});

describe('an allocation', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [10_000, [15, 16], [4_839, 5_161]],
    [1, [0, 1], [0, 1]],
    [0, [1, 2], [0, 0]],
    [9_007_199_254_740_991, [1, 2], [3_002_399_751_580_330, 6_004_799_503_160_661]],
  ])('of %i by %j is %j', (value, weights, expected) => expect(allocate(value, weights)).toEqual(expected));

  it('refuses weights that say nothing', () => {
    expect(() => allocate(1, [])).toThrow('At least one weight');
    expect(() => allocate(1, [0, 0])).toThrow('At least one weight');
    expect(() => allocate(1, [-1, 2])).toThrow('not negative');
    expect(() => allocate(1, [0.5])).toThrow('whole');
  });

  it('loses no cent, favours nobody by more than one, and gives nothing to a weight of zero', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 20 }).filter((all) => all.some((weight) => weight > 0));
    fc.assert(fc.property(fc.maxSafeInteger(), weights, (value, shares) => {
      const parts = allocate(value, shares);
      const whole = shares.reduce((total, share) => total + BigInt(share), 0n);
      expect(parts.reduce((total, part) => total + BigInt(part), 0n)).toBe(BigInt(value));
      parts.forEach((part, i) => {
        const off = BigInt(part) * whole - BigInt(value) * BigInt(shares[i]!);
        expect(off < whole && -off < whole).toBe(true);
        if (!shares[i]) expect(part).toBe(0);
      });
    }));
  });
});

describe('taxes', () => {
  it('are rounded once per rate, both on the price before tax', () => {
    const lines = [{ amount: 7_995, taxable: true }, { amount: 1_005, taxable: true }, { amount: 5_000, taxable: false }];
    expect(taxesOn(lines, [GST, QST])).toEqual([{ ...GST, base: 9_000, amount: 450 }, { ...QST, base: 9_000, amount: 898 }]);
  });

  it('do not depend on how the price is split over lines', () => {
    fc.assert(fc.property(fc.array(amount, { maxLength: 15 }), (amounts) => {
      const together = amounts.reduce((a, b) => a + b, 0);
      expect(taxesOn(amounts.map((value) => ({ amount: value, taxable: true })), [QST])).toEqual(taxesOn([{ amount: together, taxable: true }], [QST]));
    }));
  });
});

describe('an amount that somebody typed', () => {
  it.each([
    ['1 234,56', 123_456], ['1,234.56', 123_456], ['1.234,56', 123_456], ['$12.5', 1_250], ['12', 1_200], ['-3,05 $', -305], ['-$3.05', -305],
    ['1 234', 123_400], ['1,234,567', 123_456_700], ['12 345 678,90', 1_234_567_890], ['0', 0], ['-0', 0], ['0,5', 50], ['\u22124,00 $', -400], ['  7 $ ', 700],
  ])('%j is %i', (text, expected) => expect(parseAmount(text)).toBe(expected));

  it.each([[''], ['$'], ['abc'], ['1,2345'], ['79.955'], ['79,955'], ['1.234'], ['-1,234'], ['1.2.3'], ['4 5'], ['12 34'], ['1,234,56'], ['--5'], ['1e5'], ['99999999999999999999'], ['1,234 567']])('%j is none', (text) => expect(parseAmount(text)).toBeNull());

  it('is what the screens show, in both languages', () => {
    fc.assert(fc.property(amount, fc.constantFrom('fr', 'en'), (value, locale) => {
      expect(parseAmount(formatMoney(money(value), locale))).toBe(value === 0 ? 0 : value);
    }));
  });
});

describe('money for people', () => {
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

  it.each([[123_456, 'fr', '1 234,56 $'], [123_456, 'en', '$1,234.56'], [-5, 'en', '-$0.05'], [0, 'fr', '0,00 $']])('%i in %s is %s', (value, locale, expected) =>
    expect(plain(formatMoney(money(value), locale))).toBe(expected));
});
