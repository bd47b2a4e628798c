import { letterSamples } from './letter-samples.js';
import type { LetterData, LetterLanguage, Template } from './letters.js';

/** A message with sample data, in one of the cases in which it says something else. */
export type LetterCase = { readonly [T in Template]: { readonly template: T; readonly data: LetterData[T] } }[Template];

const VARIANTS: { readonly [T in Template]?: (data: LetterData[T]) => string } = {
  'sign-in-link': ({ who }) => (who === 'customer' ? 'customer' : 'staff'),
  'payment-link': ({ number }) => (number ? 'invoice' : 'balance'),
  'payment-reminder': ({ reminder, cutOn }) => (cutOn ? 'cut' : reminder > 1 ? 'again' : 'first'),
  'autopay-failed': ({ stops, nextTryOn }) => (stops ? 'stops' : nextTryOn ? 'again' : 'once'),
  'autopay-changed': ({ active, kind }) => (active ? kind : 'off'),
  'order-placed': ({ when }) => (when ? 'visit' : 'ready'),
  'reach-changed': ({ what }) => what,
  'ticket-late': ({ assignee }) => (assignee ? 'assigned' : 'nobody'),
};

/** Which case of a message its data is; empty where it always says the same. */
export const variantOf = <T extends Template>(template: T, data: LetterData[T]): string => VARIANTS[template]?.(data) ?? '';

/** Every message whose words can be changed, in each of its cases. What answers a keyword is written anew each time and is not among them. */
export function letterCases(address: string, language: LetterLanguage): readonly LetterCase[] {
  const samples = letterSamples(address, language);
  const more = {
    'sign-in-link': [{ ...samples['sign-in-link'], who: 'staff' }],
    'payment-link': [{ ...samples['payment-link'], number: null }],
    'payment-reminder': [{ ...samples['payment-reminder'], reminder: 1, cutOn: null }, { ...samples['payment-reminder'], cutOn: null }],
    'autopay-failed': [{ ...samples['autopay-failed'], nextTryOn: null }, { ...samples['autopay-failed'], nextTryOn: null, stops: true }],
    'autopay-changed': [{ ...samples['autopay-changed'], kind: 'account' }, { ...samples['autopay-changed'], active: false }],
    'order-placed': [{ ...samples['order-placed'], when: null }],
    'reach-changed': [{ ...samples['reach-changed'], what: 'billing-email', now: '***-***-1234' }, { ...samples['reach-changed'], what: 'phone-added', now: '***-***-1234' }, { ...samples['reach-changed'], what: 'phone-removed', now: '***-***-1234' }],
    'ticket-late': [{ ...samples['ticket-late'], assignee: '' }],
  } satisfies { readonly [T in Template]?: readonly LetterData[T][] };
  return Object.entries(samples).filter(([template]) => template !== 'sms-answer').flatMap(([template, data]) => [data, ...((more as Readonly<Record<string, readonly unknown[]>>)[template] ?? [])].map((one) => ({ template, data: one }) as LetterCase));
}
