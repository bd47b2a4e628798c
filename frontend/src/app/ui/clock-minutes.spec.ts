import { clockOf, minutesOf } from './clock-minutes';

describe('hours of a day', () => {
  it('are written and read back', () => {
    for (const minutes of [0, 1, 59, 60, 480, 1_260, 1_439]) expect(minutesOf(clockOf(minutes))).toBe(minutes);
    expect([clockOf(480), minutesOf('21:00:00'), minutesOf('')]).toEqual(['08:00', 1_260, 0]);
  });
});
