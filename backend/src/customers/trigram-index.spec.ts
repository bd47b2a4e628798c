import { TrigramIndex, type SearchEntry } from './trigram-index.js';

const GIVEN = ['Marie', 'Jean-Philippe', 'Nathalie', 'François', 'Geneviève', 'Éric', 'Stéphane', 'Mélanie', 'André', 'Chantal', 'Luc', 'Hélène', 'Réjean', 'Zoé', 'Benoît', 'Sylvie', 'Mathieu', 'Josée', 'Yves', 'Catherine'];
const FAMILY = ['Tremblay', 'Gagnon', 'Roy', 'Côté', 'Bouchard', 'Gauthier', 'Morin', 'Lavoie', 'Fortin', 'Gagné', 'Ouellet', 'Pelletier', 'Bélanger', 'Lévesque', 'Bergeron', 'Leblanc', 'Paquette', 'Girard', 'Simard', 'Boucher', 'Caron', 'Beaulieu', 'Cloutier', 'Dubé', 'Poirier', 'Fournier', 'Lapointe', 'Leclerc', 'Lefebvre', 'Poulin', 'Thibault', 'St-Pierre', 'Nadeau', 'Martin', 'Landry', 'Martel', 'Bédard', 'Grenier', 'Lessard', 'Bernier', 'Richard', 'Michaud', 'Hébert', 'Desjardins', 'Couture', 'Turcotte', 'Lachance', 'Parent', 'Blais', 'Gosselin'];
const STREETS = ['rue Principale', 'rue Saint-Georges', 'boulevard des Laurentides', 'chemin du Lac-Bertrand', 'rue de la Montagne', 'avenue du Parc', 'rue Labelle', 'montée Saint-Hubert', 'rang Sainte-Marguerite', 'rue des Érables'];
const CITIES = ['Saint-Jérôme', 'Sainte-Adèle', 'Mont-Tremblant', 'Québec', 'Lévis', 'Trois-Rivières', 'Sherbrooke', 'Rimouski', 'Gatineau', 'Chicoutimi'];

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function people(count: number): SearchEntry[] {
  const roll = dice(7);
  return Array.from({ length: count }, (_, i) => {
    const given = GIVEN[roll(GIVEN.length)]!;
    const family = FAMILY[roll(FAMILY.length)]!;
    const phone = `${['450', '418', '514', '819'][roll(4)]!}-${200 + roll(800)}-${String(roll(10_000)).padStart(4, '0')}`;
    const address = `${1 + roll(9_000)} ${STREETS[roll(STREETS.length)]!}, ${CITIES[roll(CITIES.length)]!}`;
    const name = `${given} ${family}`;
    return { kind: 'CUSTOMER', id: String(i), title: name, subtitle: address, customerId: String(i), texts: [name, `C-${String(i).padStart(5, '0')}`, phone, `${given}.${family}${i}@example.com`, address] };
  });
}

/** Spoils one letter of a name: swapped, missing, doubled or wrong. */
function misspell(text: string, roll: (below: number) => number): string {
  const at = 1 + roll(text.length - 3);
  const spoil = [
    () => text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2),
    () => text.slice(0, at) + text.slice(at + 1),
    () => text.slice(0, at) + text[at]! + text.slice(at),
    () => `${text.slice(0, at)}e${text.slice(at + 1)}`,
  ];
  return spoil[roll(spoil.length)]!();
}

describe('a search among people', () => {
  const index = new TrigramIndex();
  const marie: SearchEntry = {
    kind: 'CUSTOMER', id: 'marie', title: 'Marie-Ève Lafrenière', subtitle: '', customerId: 'marie',
    texts: ['Marie-Ève Lafrenière', 'C-77042', '(450) 432-8877', 'me.lafreniere@videotron.ca', '1450 boulevard des Laurentides, Piedmont J0R 1K0'],
  };
  const modem: SearchEntry = { kind: 'DEVICE', id: 'modem', title: 'Nokia G-240W-C', subtitle: '', customerId: 'marie', texts: ['Nokia G-240W-C', 'ALCLFC2B9A10', 'A4:7B:2C:10:FE:03'] };
  for (const entry of people(3_000)) index.put(entry);
  index.put(marie);
  index.put(modem);

  it.each([
    ['the name', 'Marie-Ève Lafrenière'],
    ['no accents', 'marie eve lafreniere'],
    ['swapped letters', 'lafernière'],
    ['a missing letter', 'lafrniere'],
    ['a doubled letter', 'laffreniere'],
    ['a wrong letter', 'lafrenoere'],
    ['the beginning', 'lafren'],
    ['the beginning, with a mistake', 'lafrne'],
    ['two words, both misspelt', 'mrie lafreniree'],
    ['family name first', 'lafreniere marie'],
    ['the phone', '450-432-8877'],
    ['the phone in another spelling', '+1 (450) 4328877'],
    ['the end of the phone', '432-8877'],
    ['a part of the phone with the name', 'lafreniere 8877'],
    ['one digit wrong', '4504328876'],
    ['the e-mail', 'me.lafreniere@videotron.ca'],
    ['a part of the e-mail', 'lafreniere@videotron'],
    ['the address', '1450 boul des laurentides piedmont'],
    ['a misspelt town', 'piedmnot'],
    ['the postal code', 'J0R1K0'],
    ['the postal code with a blank', 'j0r 1k0'],
    ['the number', 'C-77042'],
    ['the number without its mark', 'c77042'],
    ['digits of the number', '77042'],
  ])('finds her first by %s', (_, text) => {
    expect(index.find(text, 20)[0]?.entry.id).toBe('marie');
  });

  it.each([
    ['the serial', 'ALCLFC2B9A10'],
    ['a part of the serial', 'fc2b9a'],
    ['one character wrong', 'ALCLFC2B9A1O'],
    ['the MAC', 'a4:7b:2c:10:fe:03'],
    ['the MAC without colons', 'A47B2C10FE03'],
    ['the MAC as some print it', 'a47b.2c10.fe03'],
    ['the beginning of the MAC', 'A4-7B-2C'],
    ['the model', 'nokia g-240w'],
  ])('finds the modem first by %s', (_, text) => {
    expect(index.find(text, 20)[0]?.entry.id).toBe('modem');
  });

  it('says which text fitted', () => {
    expect(index.find('piedmont', 1)[0]?.matched).toBe('1450 boulevard des Laurentides, Piedmont J0R 1K0');
    expect(index.find('432-8877', 1)[0]?.matched).toBe('(450) 432-8877');
  });

  it('asks for two characters at least, and finds nothing for what nobody is called', () => {
    expect(index.find('', 20)).toEqual([]);
    expect(index.find('m', 20)).toEqual([]);
    expect(index.find(' ,;: ', 20)).toEqual([]);
    expect(index.find('xqzwvkj', 20)).toEqual([]);
    expect(index.find('💥'.repeat(500), 20)).toEqual([]);
  });

  it('looks only among the kinds that are wanted', () => {
    expect(index.find('nokia', 20, (kind) => kind === 'CUSTOMER')).toEqual([]);
  });

  it('finds 500 of 500 misspelt people among its 20', () => {
    const roll = dice(11);
    const everybody = people(3_000);
    const missed: string[] = [];
    for (let i = 0; i < 500; i++) {
      const { title, texts } = everybody[roll(everybody.length)]!;
      const [given, family] = title.split(' ') as [string, string];
      const asked = `${given} ${misspell(family.padEnd(4, 'e'), roll)} ${texts[2]!.slice(-4)}`;
      const names = index.find(asked, 20).map((found) => found.entry.texts[2]);
      if (!names.includes(texts[2]!)) missed.push(`${asked} for ${title}`);
    }
    expect(missed).toEqual([]);
  });
});

describe('an index that changes', () => {
  const entry = (id: string, name: string): SearchEntry => ({ kind: 'CUSTOMER', id, title: name, subtitle: '', customerId: id, texts: [name] });

  it('finds the new name and no longer the old one', () => {
    const index = new TrigramIndex();
    index.put(entry('1', 'Réal Vaillancourt'));
    index.put(entry('1', 'Réal Charbonneau'));
    expect(index.find('vaillancourt', 5)).toEqual([]);
    expect(index.find('charbonneau', 5).map((found) => found.entry.id)).toEqual(['1']);
    expect(index.size).toBe(1);
  });

  it('forgets what was removed', () => {
    const index = new TrigramIndex();
    index.put(entry('1', 'Réal Vaillancourt'));
    index.remove('CUSTOMER', '1');
    expect(index.find('vaillancourt', 5)).toEqual([]);
  });

  it('stays small however often an entry changes', () => {
    const index = new TrigramIndex();
    for (let i = 0; i < 5_000; i++) index.put(entry('1', `Réal Vaillancourt ${i % 7}`));
    index.put(entry('2', 'Lise Thériault'));
    expect(index.bytes).toBeLessThan(2_000_000);
    expect(index.find('theriault', 5).map((found) => found.entry.id)).toEqual(['2']);
    expect(index.find('vaillancourt', 5)).toHaveLength(1);
  });
});
