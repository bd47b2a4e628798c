import { isHoliday } from './holidays.js';

describe('a holiday', () => {
  it.each(['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-18', '2026-06-24', '2026-07-01', '2026-09-07', '2026-10-12', '2026-12-25', '2027-03-26', '2027-05-24', '2028-05-22'])('%s is one', (day) => expect(isHoliday(day)).toBe(true));
  it.each(['2026-01-02', '2026-04-05', '2026-05-25', '2026-09-08', '2026-10-05', '2026-11-11'])('%s is none', (day) => expect(isHoliday(day)).toBe(false));
  it('may be the provider’s own', () => expect(isHoliday('2026-12-28', ['2026-12-28'])).toBe(true));
});
