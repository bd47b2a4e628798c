import { isOnBoard } from './board-place.js';

describe('the board of 23 November shows', () => {
  it.each([
    ['a visit of that day', '2026-11-23', 'technician', true],
    ['no visit of another day', '2026-11-24', 'technician', false],
    ['what waits without a day', null, null, true],
    ['what is wanted that day', '2026-11-23', null, true],
    ['what was wanted before and still waits', '2026-11-20', null, true],
    ['nothing that is wanted later', '2026-11-24', null, false],
  ])('%s', (_name, day, technicianId, shown) => {
    expect(isOnBoard('2026-11-23', { day, technicianId })).toBe(shown);
  });
});
