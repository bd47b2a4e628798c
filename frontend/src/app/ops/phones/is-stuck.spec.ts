import { isStuck } from './is-stuck';

it.each([
  [0, '2026-11-20T12:00:00Z', false],
  [3, '2026-11-21T11:00:00Z', false],
  [1, '2026-11-21T07:59:59Z', true],
])('%i waiting since %s: %s', (pending, lastContactAt, stuck) => expect(isStuck({ pending, lastContactAt }, new Date('2026-11-21T12:00:00Z'))).toBe(stuck));
