import { customerNumber } from './customer-number.js';

it.each([
  [1, 'C-00001'],
  [42, 'C-00042'],
  [99_999, 'C-99999'],
  [100_000, 'C-100000'],
])('customer %i is %s', (count, expected) => expect(customerNumber(count)).toBe(expected));
