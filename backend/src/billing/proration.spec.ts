import { addDays, addMonths } from '@demarc/time';
import fc from 'fast-check';
import { BillingFrequency as F } from '../catalog/catalog.entity.js';
import { chargesBetween, cycleOf, daysBetween, proration, type Term } from './proration.js';

const MONTHLY = { billingDay: 1, startsOn: '2024-01-31' };
const term = (from: string, price: number, more: Partial<Term> = {}): Term => ({ from, price, itemId: String(price), frequency: F.MONTHLY, active: true, ...more });
const shown = (charges: ReturnType<typeof chargesBetween>) => charges.map(({ from, to, days, of, amount }) => [from.slice(5), to.slice(5), `${days}/${of}`, amount]);
const day = fc.integer({ min: 0, max: 1460 }).map((n) => addDays('2023-11-01', n));

describe('a cycle', () => {
  it.each([
    ['a month of 31', F.MONTHLY, 1, '2026-01-15', '2026-01-01', '2026-01-31'],
    ['February', F.MONTHLY, 1, '2026-02-28', '2026-02-01', '2026-02-28'],
    ['a leap day', F.MONTHLY, 1, '2028-02-29', '2028-02-01', '2028-02-29'],
    ['the night the clocks go forward', F.MONTHLY, 1, '2026-03-08', '2026-03-01', '2026-03-31'],
    ['the night the clocks go back', F.MONTHLY, 1, '2026-11-01', '2026-11-01', '2026-11-30'],
    ['another billing day', F.MONTHLY, 15, '2026-03-14', '2026-02-15', '2026-03-14'],
    ['a year from the 31st', F.YEARLY, 1, '2026-11-21', '2026-01-31', '2027-01-30'],
  ])('%s', (_what, frequency, billingDay, on, start, end) => expect(cycleOf(frequency, { billingDay, startsOn: '2024-01-31' }, on)).toEqual({ start, end }));

  it('of a year that begins on a leap day is whole in every year', () => {
    const anchor = { billingDay: 1, startsOn: '2024-02-29' };
    expect(['2025-02-27', '2025-02-28', '2028-02-28', '2028-02-29'].map((on) => cycleOf(F.YEARLY, anchor, on).start)).toEqual(['2024-02-29', '2025-02-28', '2027-02-28', '2028-02-29']);
  });

  it('holds its day, and the next begins the day after it ends, whatever the anchor', () => {
    fc.assert(fc.property(day, day, fc.integer({ min: 1, max: 28 }), fc.constantFrom(F.MONTHLY, F.YEARLY), (on, startsOn, billingDay, frequency) => {
      const anchor = { billingDay, startsOn };
      const { start, end } = cycleOf(frequency, anchor, on);
      expect(start <= on && on <= end).toBe(true);
      expect(cycleOf(frequency, anchor, addDays(end, 1)).start).toBe(addDays(end, 1));
      expect(cycleOf(frequency, anchor, start)).toEqual({ start, end });
    }), { numRuns: 500 });
  });
});

describe('a change in the middle of a month', () => {
  it('gives back 17 of 31 days of the old and charges 17 of 31 of the new', () => {
    const before = [term('2025-01-01', 7995)];
    expect(shown(proration(before, [...before, term('2026-01-15', 9995)], MONTHLY, '2026-01-15', '2026-01-31'))).toEqual([['01-15', '01-31', '17/31', -4384], ['01-15', '01-31', '17/31', 5481]]);
  });

  it.each([['2026-02', 28], ['2028-02', 29], ['2026-03', 31], ['2026-11', 30]])('in %s counts %s days', (month, of) => {
    const before = [term('2025-01-01', 3000)];
    const [back] = proration(before, [...before, term(`${month}-11`, 0, { active: false })], MONTHLY, `${month}-11`, addDays(addMonths(`${month}-01`, 1), -1));
    expect([back!.days, back!.of]).toEqual([of - 10, of]);
  });

  it('there and back on the same day costs nothing', () => {
    const before = [term('2025-01-01', 7995)];
    expect(proration(before, [...before, term('2026-01-15', 7995)], MONTHLY, '2026-01-15', '2026-01-31')).toEqual([]);
  });
});

describe('charges', () => {
  const terms = fc.uniqueArray(fc.record({ from: day, price: fc.integer({ min: 0, max: 20_000 }), active: fc.boolean(), itemId: fc.constantFrom('a', 'b') }), { minLength: 1, maxLength: 8, selector: ({ from }) => from })
    .map((all) => all.map((one) => ({ ...one, frequency: F.MONTHLY })).toSorted((a, b) => (a.from < b.from ? -1 : 1)));

  it('bill every active day exactly once, whatever changes came in a row', () => {
    fc.assert(fc.property(terms, day, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 28 }), (all, from, length, billingDay) => {
      const to = addDays(from, length);
      const charges = chargesBetween(all, { billingDay, startsOn: all[0]!.from }, from, to);
      for (let on = from; on <= to; on = addDays(on, 1)) {
        const expected = all.findLast((one) => one.from <= on);
        const covering = charges.filter((charge) => charge.from <= on && on <= charge.to);
        expect([on, covering.map(({ price }) => price)]).toEqual([on, expected?.active ? [expected.price] : []]);
      }
      for (const { days, of, price, amount, from: a, to: b } of charges) {
        expect([days, days <= of]).toEqual([daysBetween(a, b), true]);
        expect(Math.abs(amount - (price * days) / of)).toBeLessThanOrEqual(0.5);
        if (days === of) expect(amount).toBe(price);
      }
    }), { numRuns: 200 });
  });

  it('come to the same after a row of changes as if the terms had always been so, to half a cent a line', () => {
    fc.assert(fc.property(terms, fc.integer({ min: 1, max: 28 }), (all, billingDay) => {
      const anchor = { billingDay, startsOn: all[0]!.from };
      const through = addDays(all.at(-1)!.from, 45);
      const lines = chargesBetween(all.slice(0, 1), anchor, all[0]!.from, through);
      for (let n = 1; n < all.length; n++) lines.push(...proration(all.slice(0, n), all.slice(0, n + 1), anchor, all[n]!.from, through));
      const billed = lines.reduce((sum, { amount }) => sum + amount, 0);
      const exact = chargesBetween(all, anchor, all[0]!.from, through).reduce((sum, { price, days, of }) => sum + (price * days) / of, 0);
      expect(Math.abs(billed - exact)).toBeLessThanOrEqual(0.5 * lines.length + 1e-6);
    }), { numRuns: 200 });
  });

  it('of a change that is undone on its day come to nothing, whatever it was', () => {
    fc.assert(fc.property(terms, day, fc.integer({ min: 0, max: 60 }), (all, on, more) => {
      const anchor = { billingDay: 1, startsOn: all[0]!.from };
      const changed = [...all.filter(({ from }) => from < on), term(on, 4242)];
      const there = proration(all, changed, anchor, on, addDays(on, more));
      const back = proration(changed, all, anchor, on, addDays(on, more));
      expect([...there, ...back].reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    }), { numRuns: 200 });
  });
});
