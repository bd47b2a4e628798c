import { foldAddress, postalCode, readAddress } from './fold-address.js';

describe('an address as it is typed', () => {
  it.each([
    ['12 rue Principale, Saint-Jérôme', { number: 12, suffix: '', unit: '', postal: '', words: 'rue principale saint jerome' }],
    ['4-1200a boul. Labelle, St-Jérôme J7Z 5T1', { number: 1200, suffix: 'A', unit: '4', postal: 'J7Z5T1', words: 'boulevard labelle saint jerome' }],
    ['1200 boul Labelle app. 4 ste-adele (Québec)', { number: 1200, suffix: '', unit: '4', postal: '', words: 'boulevard labelle sainte adele quebec' }],
    ['88 12e Avenue Mirabel QC j7j', { number: 88, suffix: '', unit: '', postal: 'J7J', words: '12e avenue mirabel' }],
    ['ch. du Lac-Écho', { number: null, suffix: '', unit: '', postal: '', words: 'chemin du lac echo' }],
    ['', { number: null, suffix: '', unit: '', postal: '', words: '' }],
    ['💥', { number: null, suffix: '', unit: '', postal: '', words: '' }],
  ])('%s', (typed, read) => expect(readAddress(typed)).toEqual(read));

  it('is compared without accents, dots and abbreviations', () => {
    expect(foldAddress('Mtée Ste-Thérèse')).toBe(foldAddress('montée Sainte-Thérèse'));
    expect(foldAddress('Côte St-Nicholas N.')).toBe('cote saint nicholas nord');
  });

  it('has a postal code that is written one way', () => expect(['j7z5t1', 'J7Z-5T1', 'J7Z'].map(postalCode)).toEqual(['J7Z 5T1', 'J7Z 5T1', 'J7Z']));
});
