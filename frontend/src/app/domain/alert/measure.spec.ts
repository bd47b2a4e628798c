import { lasting, measured } from './measure';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('a measurement', () => {
  it.each([
    ['optical_power', -27.42, 'fr-CA', '−27,4 dBm'],
    ['optical_power', -27.42, 'en-CA', '−27.4 dBm'],
    ['latency', 12, 'fr-CA', '12 ms'],
    ['rain', 3.06, 'en-CA', '3.1'],
  ])('%s of %d reads in %s as %s', (metric, value, tag, text) => expect(plain(measured(metric, value, tag))).toBe(text));
});

describe('a duration', () => {
  it.each([
    [-3, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [3_599, '59 min'],
    [11_100, '3 h 05'],
    [86_399, '23 h 59'],
    [187_200, '2 j 4 h'],
  ])('of %d seconds reads %s', (seconds, text) => expect(plain(lasting(seconds, 'j'))).toBe(text));
});
