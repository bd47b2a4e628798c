import { groupOf, sameWords, textsOf, wordsOf } from './letter-words';

describe('the words of a message', () => {
  const ours = { subject: 'a', heading: 'b', body: 'c', sms: 'd' };

  it('of a version are ours where it leaves them open', () => {
    expect(wordsOf({ subject: 'x', heading: null, body: null, sms: 'y' }, ours)).toEqual({ subject: 'x', heading: 'b', body: 'c', sms: 'y' });
    expect(sameWords(wordsOf({}, ours), ours)).toBe(true);
    expect(sameWords({ ...ours, sms: 'e' }, ours)).toBe(false);
  });

  it.each([
    ['', 1], ['a'.repeat(160), 1], ['a'.repeat(161), 2], ['€'.repeat(80), 1], ['€'.repeat(81), 2], ['ê'.repeat(70), 1], ['ê'.repeat(71), 2], ['é'.repeat(160), 1], ['a'.repeat(307), 3],
  ])('%j is so many texts', (text, count) => expect(textsOf(text)).toBe(count));

  it('stand in a group', () => expect([groupOf('late-fee'), groupOf('sign-in-code'), groupOf('new-one')]).toEqual(['debts', 'doors', 'talk']));
});
