import { partMoveFits } from './stock-rule.js';
import { PartMovementKind } from './stock.entity.js';

const { RECEIVED, TRANSFERRED, USED, RETURNED, LOST, COUNTED } = PartMovementKind;

describe('the ends of a move', () => {
  it.each([
    [RECEIVED, null, 'a', true], [RECEIVED, 'a', 'b', false], [RECEIVED, null, null, false],
    [TRANSFERRED, 'a', 'b', true], [TRANSFERRED, 'a', 'a', false], [TRANSFERRED, 'a', null, false], [TRANSFERRED, null, 'b', false],
    [USED, 'a', null, true], [RETURNED, 'a', null, true], [LOST, 'a', null, true], [USED, 'a', 'b', false], [LOST, null, 'b', false],
    [COUNTED, 'a', null, false],
  ] as const)('%s from %s to %s fits: %s', (kind, from, to, fits) => expect(partMoveFits(kind, from, to)).toBe(fits));
});
