import { contrast, INK, inkOn, isLegible, WHITE } from './colour-contrast.js';

describe('a colour of a tenant', () => {
  it('has the contrast that WCAG computes', () => {
    expect(contrast('#000000', WHITE)).toBeCloseTo(21, 5);
    expect(contrast('#767676', WHITE)).toBeCloseTo(4.54, 2);
  });

  it.each([['#0b6e4f', WHITE, true], ['#0a58ca', WHITE, true], ['#d97706', INK, true], ['#ffeb3b', INK, false], ['#ffffff', INK, false]])('%s', (colour, ink, legible) =>
    expect([inkOn(colour), isLegible(colour)]).toEqual([ink, legible]));
});
