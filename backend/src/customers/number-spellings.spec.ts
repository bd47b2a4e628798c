import { numberSpellings } from './number-spellings.js';

it.each([
  ['T', 't-9', ['T-9', 'T-000009']],
  ['T', 'T9', ['T9', 'T-000009']],
  ['T', 'T-000009', ['T-000009']],
  ['INV', ' inv-2026-17 ', ['INV-2026-17', 'INV-2026-000017']],
  ['INV', 'INV-2026-000017', ['INV-2026-000017']],
  ['T', 'Tremblay', []],
  ['J', 'J7Z 1A1', []],
  ['T', '', []],
  ['T', 'T-', []],
])('in the series %s, %j could be %j', (prefix, text, expected) => expect(numberSpellings(prefix, text)).toEqual(expected));
