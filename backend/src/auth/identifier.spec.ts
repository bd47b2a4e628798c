import { readIdentifier, sameIdentifier } from './identifier.js';

describe('what was typed to sign in', () => {
  it.each([
    ['  Julie@Exemple.CA ', { kind: 'email', email: 'julie@exemple.ca' }],
    ['c-00042', { kind: 'number', number: 'C-00042' }],
    ['CUST-2019-00017', { kind: 'number', number: 'CUST-2019-00017' }],
    ['48213', { kind: 'number', number: '48213' }],
    ['(450) 555-0142', { kind: 'phone', lastTen: '4505550142', number: '(450) 555-0142' }],
    ['+1 450 555 0142', { kind: 'phone', lastTen: '4505550142', number: '+1 450 555 0142' }],
  ])('%s', (typed, read) => expect(readIdentifier(typed)).toEqual(read));

  it('counts as the same however it is spaced or capitalised', () => expect(sameIdentifier(' Julie@Exemple.CA')).toBe(sameIdentifier('julie@exemple.ca ')));
});
