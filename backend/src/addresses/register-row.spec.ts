import { rowOfOpenAddresses, rowOfRqa } from './register-row.js';

const rqa = { identifiant_unique_adresse: 'r1', numero_municipal: '12', numero_municipal_suffixe: 'A', numero_unite: '4', odonyme_recompose_normal: 'Rue Principale', nom_municipalite: 'Saint-Jérôme', code_postal: 'J7Z1A1', latitude: '45.78', longitude: '-74.0', date_fin: '' };
const open = { hash: 'h1', number: '12A', street: 'Rue Principale', unit: '', city: 'Saint-Jérôme', district: '', region: 'QC', postcode: 'J7Z 1A1', id: '' };

describe('a line of a register', () => {
  it('of Québec', () => expect(rowOfRqa(rqa)).toEqual({ sourceId: 'r1', ended: false, number: 12, suffix: 'A', unit: '4', street: 'Rue Principale', city: 'Saint-Jérôme', province: 'QC', folded: 'rue principale saint jerome', postalCode: 'J7Z 1A1', lat: 45.78, lon: -74 }));
  it('of Québec takes the short or the long name where the normal one is missing', () => expect(rowOfRqa({ ...rqa, odonyme_recompose_normal: '', odonyme_recompose_court: '', odonyme_recompose_long: 'Chemin du Lac' })).toMatchObject({ street: 'Chemin du Lac' }));
  it('of Québec that has ended', () => expect(rowOfRqa({ ...rqa, date_fin: '2024-03-01' })).toMatchObject({ ended: true }));
  it('of OpenAddresses, as GeoJSON', () => expect(rowOfOpenAddresses(open, [-74, 45.78])).toMatchObject({ sourceId: 'h1', number: 12, suffix: 'A', province: 'QC', lat: 45.78, lon: -74 }));
  it('of OpenAddresses, as its older CSV', () => expect(rowOfOpenAddresses({ LON: '-74', LAT: '45.78', NUMBER: '12', STREET: 'Main St', CITY: 'Cornwall', REGION: 'Ontario', POSTCODE: 'k6h1a1', HASH: 'h2' })).toMatchObject({ sourceId: 'h2', city: 'Cornwall', province: 'ON', postalCode: 'K6H 1A1', lon: -74 }));

  it.each([
    ['without a name of its own', { ...rqa, identifiant_unique_adresse: '' }, 'identifier'],
    ['without a street', { ...rqa, odonyme_recompose_normal: '' }, 'street'],
    ['without a municipality', { ...rqa, nom_municipalite: ' ' }, 'municipality'],
    ['whose number is none', { ...rqa, numero_municipal: 'douze' }, 'number'],
    ['whose number is zero', { ...rqa, numero_municipal: '0' }, 'number'],
    ['off the globe', { ...rqa, latitude: '457' }, 'position'],
  ])('%s is refused', (_what, line, bad) => expect(rowOfRqa(line)).toEqual({ bad }));
});
