import { neighbour } from './board-focus';
import type { BoardJob } from './board-model';

const job = (id: string, hour: number) => ({ id, startsAt: `2026-11-23T${String(hour).padStart(2, '0')}:00:00Z` }) as BoardJob;
const rows = [{ jobs: [job('a', 9), job('b', 11)] }, { jobs: [] }, { jobs: [job('c', 8), job('d', 12)] }];

describe('walking the board by arrows', () => {
  it.each([
    ['a', 'ArrowRight', 'b'],
    ['b', 'ArrowLeft', 'a'],
    ['a', 'ArrowLeft', undefined],
    ['b', 'ArrowDown', 'd'],
    ['c', 'ArrowUp', 'a'],
    ['d', 'ArrowDown', undefined],
    ['gone', 'ArrowDown', undefined],
    ['a', 'Home', undefined],
  ])('from %s by %s to %s', (from, key, to) => {
    expect(neighbour(rows, from, key)).toBe(to);
  });
});
