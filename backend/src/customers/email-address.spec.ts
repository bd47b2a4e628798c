import { emailAddress } from './email-address.js';

describe('an e-mail address', () => {
  it.each([
    [' Marie.Tremblay@Videotron.CA ', 'marie.tremblay@videotron.ca'],
    ['a+b@example.co', 'a+b@example.co'],
    ['zoé@québec.example.com', 'zoé@québec.example.com'],
  ])('%s is kept as %s', (text, expected) => expect(emailAddress(text)).toBe(expected));

  it.each(['', 'marie', 'marie@', '@example.com', 'marie@example', 'a b@example.com', 'a@@example.com', 'a@-example.com', 'a..b@example.com', '<a@example.com>', `${'a'.repeat(250)}@example.com`])('%s is none', (text) =>
    expect(emailAddress(text)).toBeUndefined());
});
