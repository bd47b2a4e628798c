import { offeredDays, seatsIn, windowsOf } from './slot-capacity.js';

const ZONE = 'America/Toronto';
const [morning] = windowsOf('2026-11-24', ZONE);
const at = (from: string, to: string) => ({ start: new Date(`2026-11-24T${from}:00-05:00`), end: new Date(`2026-11-24T${to}:00-05:00`) });

describe('how many installations fit into a window', () => {
  it.each([
    ['nobody works', [], 0],
    ['one works all morning', [{ works: [at('08:00', '16:30')], busy: [] }], 2],
    ['one works in the afternoon', [{ works: [at('12:00', '20:00')], busy: [] }], 0],
    ['one has a visit of an hour', [{ works: [at('08:00', '16:30')], busy: [at('09:00', '10:00')] }], 2],
    ['one has a visit of two hours', [{ works: [at('08:00', '16:30')], busy: [at('09:00', '11:00')] }], 1],
    ['a visit reaches into the window', [{ works: [at('08:00', '12:00')], busy: [at('07:00', '11:00')] }], 0],
    ['two come late', [{ works: [at('10:00', '16:00')], busy: [] }, { works: [at('10:45', '16:00')], busy: [] }], 1],
    ['somebody has more to do than time', [{ works: [at('08:00', '09:00')], busy: [at('08:00', '12:00')] }, { works: [at('08:00', '12:00')], busy: [] }], 2],
  ])('when %s', (_when, people, seats) => expect(seatsIn(morning!, people)).toBe(seats));

  it('on local days, also when the clock changes', () => {
    expect(windowsOf('2026-11-01', ZONE).map(({ start }) => start.toISOString())).toEqual(['2026-11-01T13:00:00.000Z', '2026-11-01T17:00:00.000Z']);
    expect(windowsOf('2026-07-01', ZONE)[0]!.start.toISOString()).toBe('2026-07-01T12:00:00.000Z');
    expect(offeredDays('2028-02-28').slice(0, 2)).toEqual(['2028-02-29', '2028-03-01']);
  });
});
