import { figureOf, together, type Counts } from './figures';

const counts = (more: Partial<Counts>): Counts => ({ completed: 0, failed: 0, arrived: 0, onTime: 0, repairs: 0, fixedFirst: 0, driveMinutes: 0, workMinutes: 0, days: 0, ...more });

describe('figures of the field', () => {
  it('are shares of what could be measured, and undefined where nothing could', () => {
    const one = counts({ completed: 9, failed: 1, arrived: 8, onTime: 6, repairs: 4, fixedFirst: 3, driveMinutes: 60, workMinutes: 180, days: 4 });
    expect([figureOf('onTime', one), figureOf('fixedFirst', one), figureOf('driveShare', one), figureOf('perDay', one)]).toEqual([0.75, 0.75, 0.25, 2.5]);
    expect(figureOf('onTime', counts({}))).toBeUndefined();
  });

  it('of all are made of their sums, not of their means', () => {
    expect(figureOf('onTime', together([counts({ arrived: 1, onTime: 1 }), counts({ arrived: 9, onTime: 0 })]))).toBe(0.1);
  });
});
