import { isLoopback, isOwnPage, textOf } from './request-facts.js';

describe('where a request comes from', () => {
  it.each([
    [{ host: 'a.ca', origin: 'https://a.ca', 'sec-fetch-site': 'same-origin' }, true],
    [{ host: 'a.ca' }, true],
    [{ host: 'a.ca', origin: 'https://evil.ca' }, false],
    [{ host: 'a.ca', origin: 'https://a.ca.evil.ca' }, false],
    [{ host: 'a.ca', origin: 'null' }, false],
    [{ host: 'a.ca', 'sec-fetch-site': 'cross-site' }, false],
    [{ host: 'a.ca', 'sec-fetch-site': 'same-site' }, false],
  ])('%j', (headers, ours) => expect(isOwnPage(headers)).toBe(ours));

  it.each([['127.0.0.1', true], ['::ffff:127.0.0.1', true], ['::1', true], ['203.0.113.7', false]])('%s', (address, own) => expect(isLoopback(address)).toBe(own));

  it('takes text of a sensible length only', () => expect([textOf('a', 2), textOf('abc', 2), textOf({ $ne: 1 }, 9)]).toEqual(['a', '', '']));
});
