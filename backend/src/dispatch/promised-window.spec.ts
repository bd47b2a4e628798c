import { flawsOfWindow } from './promised-window.js';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));

it.each([
  ['none', {}, {}],
  ['one that was taken away', { windowStart: null, windowEnd: null }, {}],
  ['one to come', { windowStart: at(14), windowEnd: at(16) }, {}],
  ['one that has begun', { windowStart: at(11), windowEnd: at(13) }, {}],
  ['one that is over', { windowStart: at(9), windowEnd: at(12) }, { windowEnd: 'past' }],
  ['one that ends before it begins', { windowStart: at(16), windowEnd: at(14) }, { windowEnd: 'endsAfterStart' }],
  ['one that ends as it begins', { windowStart: at(16), windowEnd: at(16) }, { windowEnd: 'endsAfterStart' }],
  ['one without a beginning', { windowEnd: at(16) }, { windowStart: 'isDefined' }],
  ['one without an end', { windowStart: at(16), windowEnd: null }, { windowEnd: 'isDefined' }],
])('a promise: %s', (_, window, flaws) => expect(flawsOfWindow(window, at(12))).toEqual(flaws));
