import { fillPlaceholders } from '../platform/placeholders.js';
import { letterCases, variantOf } from './letter-cases.js';
import { factsOf } from './letter-facts.js';
import { faultsOf, LETTER_FIELDS, reworded, wordsOf } from './letter-words.js';
import { letterOf, type LetterLanguage } from './letters.js';

const brand = { name: 'Fibre Nord', colour: '#0b6e4f', ink: '#ffffff', email: 'aide@fibre.example', phone: '450 555-0100', logoUrl: null };
const every = (['fr', 'en'] as const).flatMap((language) => letterCases('https://portail.example', language).map((one) => [language, `${one.template} ${variantOf(one.template, one.data)}`, one] as const));
const made = (language: LetterLanguage, { template, data }: (typeof every)[number][2]) => ({ letter: letterOf(template, language, data, brand), facts: factsOf(template, language, data, brand) });

describe('the words of a message', () => {
  it.each(every)('in %s, %s: ours with placeholders, filled in again, are ours', (language, _name, one) => {
    const { letter, facts } = made(language, one);
    const ours = wordsOf(letter, facts);
    expect(reworded(letter, ours, facts)).toEqual({ ...letter, mail: { ...letter.mail, paragraphs: letter.mail.paragraphs.flatMap((text) => text.split('\n\n')) } });
    expect(faultsOf(ours, ours, Object.keys(facts))).toEqual([]);
    for (const field of LETTER_FIELDS) expect(fillPlaceholders(ours[field], facts)).not.toMatch(/\{|undefined|\[object/);
  });

  it('of one case are no other’s', () => {
    const names = every.map(([language, name]) => `${language} ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('have a placeholder for what changes from one to the next', () => {
    const [, , invoice] = every.find(([language, name]) => language === 'fr' && name.startsWith('invoice-issued'))!;
    const { letter, facts } = made('fr', invoice);
    expect(wordsOf(letter, facts)).toMatchObject({ subject: 'Votre facture {number}', body: 'Votre facture de {total} est prête. Elle est payable au plus tard le {dueOn}.', sms: '{provider} : votre facture {number} de {total} est prête. {link}' });
  });

  it('are used for the fields that were changed, one line where a line is wanted', () => {
    const [, , invoice] = every.find(([language, name]) => language === 'fr' && name.startsWith('invoice-issued'))!;
    const { letter, facts } = made('fr', invoice);
    const said = reworded(letter, { subject: 'Facture\r\nBcc: {number}', heading: null, body: 'Bonjour,\n\n\n{total} à payer.', sms: null }, facts);
    expect(said).toMatchObject({ subject: 'Facture Bcc: INV-2026-000123', sms: letter.sms, mail: { heading: letter.mail.heading, button: letter.mail.button, paragraphs: ['Bonjour,', expect.stringMatching(/^91,93\s\$ à payer\.$/)] } });
  });

  it('are refused with a placeholder that means nothing, or without the link or the code', () => {
    const [, , code] = every.find(([language, name]) => language === 'en' && name.startsWith('sign-in-code'))!;
    const { letter, facts } = made('en', code);
    const ours = wordsOf(letter, facts);
    expect(faultsOf({ ...ours, heading: 'Hello {nobody}', sms: 'Your code.' }, ours, Object.keys(facts))).toEqual([
      { field: 'heading', placeholder: '{nobody}', isMissing: false },
      { field: 'sms', placeholder: '{code}', isMissing: true },
    ]);
  });
});
