import { formatDay, formatDistance, formatNumber } from './format';

const plain = (text: string | undefined) => text?.replace(/[\u00a0\u202f]/g, ' ');

describe('formatting', () => {
  it('writes a day without letting a time zone shift it', () => {
    expect(plain(formatDay('2026-11-01', 'fr-CA', { day: 'numeric', month: 'long', year: 'numeric' }))).toBe('1 novembre 2026');
    expect(formatDay('2026-01-31', 'en-CA', { day: 'numeric', month: 'short' })).toBe('Jan 31');
  });

  it('writes numbers by language', () => {
    expect(plain(formatNumber(1234.5, 'fr-CA'))).toBe('1 234,5');
    expect(formatNumber(1234.5, 'en-CA')).toBe('1,234.5');
  });

  const now = new Date('2026-11-21T12:00:00Z');
  it.each([
    ['2026-11-21T11:59:40Z', 'now'],
    ['2026-11-21T11:57:00Z', '3 mins ago'],
    ['2026-11-21T14:30:00Z', 'in 2 hrs'],
    ['2026-11-20T11:00:00Z', 'yesterday'],
    ['2026-10-01T12:00:00Z', undefined],
  ])('tells the distance from %s', (from, expected) => {
    expect(formatDistance(new Date(from), now, 'en-CA')).toBe(expected);
  });
});
