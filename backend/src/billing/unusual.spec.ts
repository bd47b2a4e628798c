import { isUnusual } from './unusual.js';

describe('an unusual amount', () => {
  it.each([[9193, 9193, false], [11_000, 9193, false], [12_000, 9193, true], [6000, 9193, true], [2500, 1000, false], [3001, 1000, true], [99_999, null, false], [0, 9193, true]])('%s against %s: %s', (total, usual, is) => expect(isUnusual(total, usual)).toBe(is));
});
