import { Unexpected, Unreachable } from '../http/json';
import { explain, fieldErrors, isStaleApp } from './explain';

const graphql = (code: string, extensions = {}) => ({ errors: [{ message: 'x', extensions: { code, ...extensions } }] });

describe('explaining a failure', () => {
  it.each([
    [new Unreachable('/graphql'), 'errors.network'],
    [new Unexpected(429), 'errors.busy'],
    [graphql('FORBIDDEN'), 'errors.forbidden'],
    [graphql('SOMETHING_NEW'), 'errors.unknown'],
    [new Error('boom'), 'errors.unknown'],
    [undefined, 'errors.unknown'],
  ])('%p is %s', (error, key) => expect(explain(error)).toBe(key));

  it('finds the fields of a refused input', () => {
    expect(fieldErrors(graphql('BAD_USER_INPUT', { fields: { email: ['Too short.', 'No @.'], name: 'Missing.' } }))).toEqual({
      email: 'Too short. No @.',
      name: 'Missing.',
    });
  });

  it('tells a replaced version from other failures', () => {
    expect(isStaleApp(new TypeError('Failed to fetch dynamically imported module: https://x/chunk-A.js'))).toBe(true);
    expect(isStaleApp(new TypeError('x is undefined'))).toBe(false);
  });
});
