import { contactsIn, textOf } from './place-contacts';

describe('whom to ask for at a place', () => {
  it.each([
    ['Gaston, concierge · 450-555-0188 · après 7 h', [{ name: 'Gaston, concierge', phone: '450-555-0188', note: 'après 7 h' }]],
    ['Ana; après 18 h ; (514) 555-0101 poste 12', [{ name: 'Ana', phone: '(514) 555-0101 poste 12', note: 'après 18 h' }]],
    ['Locataire\n\n  \nVoisin du 14 | clé', [{ name: 'Locataire', phone: '', note: '' }, { name: 'Voisin du 14', phone: '', note: 'clé' }]],
    ['', []],
  ])('%j is understood', (text, contacts) => expect(contactsIn(text)).toEqual(contacts));

  it('is written as it is read', () => {
    const contacts = [{ name: 'Gaston', phone: '450-555-0188', note: 'après 7 h · deux coups' }, { name: 'Ana', phone: '', note: '' }];
    expect(contactsIn(textOf(contacts))).toEqual(contacts);
  });
});
