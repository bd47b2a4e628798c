import { PaymentMethod } from '../payments/payment.entity.js';
import { letterSamples } from './letter-samples.js';
import { letterOf, shown, type LetterData, type LetterLanguage, type Template } from './letters.js';

const brand = { name: 'Fibre <Nord>', colour: '#0b6e4f', ink: '#ffffff', email: 'aide@fibre.example', phone: '450 555-0100', logoUrl: null };
const write = <T extends Template>(template: T, channel: 'EMAIL' | 'SMS', language: LetterLanguage, said: LetterData[T], by: typeof brand) => shown(letterOf(template, language, said, by), channel, language, by);
const url = 'https://portail.example/#/?token=abc.def.ghi';
const data: LetterData = {
  'staff-invitation': { name: 'Camille Roy', url, hours: 24, by: 'Geneviève' },
  'sign-in-link': { name: 'Julie & Marc', url, hours: 24, who: 'customer' },
  'sign-in-code': { code: '042137', minutes: 10 },
  'password-invitation': { name: 'Julie & Marc', url, hours: 168 },
  'password-reset': { name: 'Julie & Marc', url, hours: 1 },
  'ticket-reply': { number: 'T-000012', subject: 'Panne', author: 'Camille', body: 'Bonjour,\n<script>alert(1)</script>', url, canReply: true },
  'message': { author: 'Camille', body: 'Bonjour,\n<script>alert(1)</script>', url, canReply: true },
  'sms-answer': { text: 'Votre solde est de 91,93 $.' },
  'reach-code': { code: '042137', minutes: 10 },
  'reach-changed': { name: 'Julie', what: 'phone-added', now: '***-***-1234', url },
  'invoice-issued': { number: 'INV-2026-000123', total: { amount: 7995, currency: 'CAD' }, dueOn: '2026-12-01', url },
  'payment-received': { amount: { amount: 7995, currency: 'CAD' }, method: PaymentMethod.CHEQUE, receivedOn: '2026-11-21', reference: 'Chèque 12', invoices: ['INV-2026-000001', 'INV-2026-000002'], left: { amount: 1000, currency: 'CAD' }, url },
  'statement': { from: '2026-10-01', to: '2026-10-31', closing: { amount: 7995, currency: 'CAD' }, url },
  'payment-link': { amount: { amount: 7995, currency: 'CAD' }, number: null, until: '2026-12-01', url },
  'payment-failed': { amount: { amount: 7995, currency: 'CAD' }, url },
  'autopay-failed': { amount: { amount: 7995, currency: 'CAD' }, why: 'method', nextTryOn: null, stops: true, url },
  'autopay-changed': { active: false, kind: 'account', last4: '6789', url },
  'payment-reminder': { reminder: 2, owed: { amount: 7995, currency: 'CAD' }, since: '2026-11-12', cutOn: '2026-12-30', url },
  'late-fee': { fee: { amount: 1000, currency: 'CAD' }, number: 'INV-2026-000140', url },
  'service-suspended': { owed: { amount: 7995, currency: 'CAD' }, url },
  'service-restored': { name: 'Julie', url },
  'arrangement-made': { instalments: [{ dueOn: '2026-12-15', amount: { amount: 7995, currency: 'CAD' } }], url },
  'arrangement-broken': { owed: { amount: 7995, currency: 'CAD' }, url },
  'order-placed': { number: 'O-000012', items: ['Internet'], address: '12 rue Principale', when: null, first: { amount: 7995, currency: 'CAD' }, monthly: { amount: 7995, currency: 'CAD' }, url },
  'ticket-late': { name: 'Geneviève', number: 'T-000012', subject: 'Panne', client: 'Julie', assignee: '', url },
  'job-on-the-way': { technician: 'Alex', url },
};

describe('messages to customers', () => {
  it.each(Object.keys(data) as Template[])('%s is written in both languages, for mail and phone', (template) => {
    const [fr, en] = (['fr', 'en'] as const).map((language) => write(template, 'EMAIL', language, data[template], brand));
    expect(fr!.subject).not.toBe(en!.subject);
    for (const mail of [fr!, en!]) {
      expect(mail.html).toContain('Fibre &lt;Nord&gt;');
      expect(mail.html).not.toMatch(/<script|undefined|\[object/);
    }
    for (const language of ['fr', 'en'] as const) expect(write(template, 'SMS', language, data[template], brand).text.replace(url, '').length).toBeLessThanOrEqual(100);
  });

  it.each(['fr', 'en'] as const)('are shown with sample data in %s, each with a plain text that says the same', (language) => {
    const samples = letterSamples('https://portail.example', language);
    expect(Object.keys(samples).sort()).toEqual(Object.keys(data).sort());
    for (const template of Object.keys(samples) as Template[]) {
      const { html, text } = write(template, 'EMAIL', language, samples[template], brand);
      const shown = html!.replace(/<head>[\s\S]*<\/head>|<[^>]+>/g, ' ').replaceAll('&#39;', "'").replace(/&(lt|gt|quot|amp);/g, '&').replace(/\s+/g, ' ');
      for (const paragraph of text.replace(/[<>"&]/g, '&').split(/\n+/).filter((line) => !line.startsWith('—') && !line.endsWith(':'))) expect(shown).toContain(paragraph.replace(/\s+/g, ' '));
    }
  });

  it('a link has a button and the address in full', () => {
    const { html, text } = write('sign-in-link', 'EMAIL', 'fr', data['sign-in-link'], brand);
    expect(html!.split(url)).toHaveLength(3);
    expect(html).toContain(`href="${url}"`);
    expect(text).toContain(url);
    expect(html).toContain('Julie &amp; Marc');
  });

  it('says amounts and days as the reader would', () => {
    expect(write('invoice-issued', 'SMS', 'fr', data['invoice-issued'], brand).text).toMatch(/79,95\s\$/);
    expect(write('invoice-issued', 'EMAIL', 'en', data['invoice-issued'], brand).text).toContain('December 1, 2026');
  });
});
