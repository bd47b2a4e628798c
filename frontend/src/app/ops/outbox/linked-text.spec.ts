import { linkedText } from './linked-text';

describe('addresses in a text', () => {
  it('can be followed, the words around them cannot', () => {
    expect(linkedText('Ouvrez http://localhost:3000/#/?token=a.b-c_d maintenant')).toEqual([
      { text: 'Ouvrez ' },
      { text: 'http://localhost:3000/#/?token=a.b-c_d', url: 'http://localhost:3000/#/?token=a.b-c_d' },
      { text: ' maintenant' },
    ]);
  });

  it('are web addresses only', () => expect(linkedText('javascript:alert(1)')).toEqual([{ text: 'javascript:alert(1)' }]));
});
