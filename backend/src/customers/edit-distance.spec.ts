import { editDistance } from './edit-distance.js';

it.each([
  ['tremblay', 'tremblay', 0],
  ['tremblay', 'trembley', 1],
  ['tremblay', 'tremlbay', 1],
  ['tremblay', 'temblay', 1],
  ['roy', 'rroy', 1],
  ['gagnon', 'gangnno', 2],
  ['', 'roy', 3],
  ['kitten', 'sitting', 3],
])('%s and %s differ by %i', (a, b, expected) => expect(editDistance(a, b)).toBe(expected));
