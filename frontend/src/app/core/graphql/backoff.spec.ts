import { backoff } from './backoff';

describe('back-off', () => {
  it.each([
    [0, 1_000],
    [1, 2_000],
    [4, 16_000],
    [5, 30_000],
    [400, 30_000],
  ])('after %i tries waits at most %i ms, and at least three quarters of it', (tries, whole) => {
    expect(backoff(tries, () => 0)).toBe(whole);
    expect(backoff(tries, () => 1)).toBe(whole * 0.75);
  });
});
