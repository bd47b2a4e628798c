import { formatMoney, type Money } from '@demarc/money';
import type { Facts } from '../platform/placeholders.js';
import type { Brand } from '../tenancy/tenancy.service.js';
import { instalmentLines } from './debt-letters.js';
import { letterDay } from './letter-day.js';
import { letterOf, type LetterData, type LetterLanguage, type Template } from './letters.js';
import { leftOver, WHY } from './payment-letters.js';

/** What chooses the case of a message and has no words of its own. */
const CHOOSES: ReadonlySet<string> = new Set(['who', 'kind', 'reminder', 'stops', 'active', 'canReply', 'why', 'method', 'what']);
const DAYS: ReadonlySet<string> = new Set(['dueOn', 'until', 'since', 'cutOn', 'nextTryOn', 'receivedOn', 'from', 'to']);

/** What a message knows beyond its data, put into words. */
const DERIVED: { readonly [T in Template]?: (data: LetterData[T], language: LetterLanguage, brand: Brand) => Facts } = {
  'payment-received': (data, language, brand) => {
    const [details = '', settles = '', rest = ''] = letterOf('payment-received', language, data, brand).mail.paragraphs;
    return { details, settles, rest };
  },
  statement: ({ closing }, language) => ({ rest: leftOver(closing)[language] }),
  'autopay-failed': ({ why }, language) => ({ reason: WHY[language][why] }),
  'arrangement-made': ({ instalments }, language) => ({ instalments: instalmentLines(instalments, language).join('\n\n'), amount: formatMoney(instalments[0]!.amount, language), dueOn: letterDay(instalments[0]!.dueOn, language) }),
  'password-invitation': ({ hours }) => ({ days: String(hours / 24) }),
};

/** Everything a message knows, as its reader would write it, by the name of its placeholder. */
export function factsOf<T extends Template>(template: T, language: LetterLanguage, data: LetterData[T], brand: Brand): Facts {
  const plain = Object.entries(data).filter(([name]) => !CHOOSES.has(name)).map(([name, value]) => [name === 'url' ? 'link' : name, said(name, value, language)] as const);
  return { ...Object.fromEntries(plain), ...DERIVED[template]?.(data, language, brand), provider: brand.name };
}

function said(name: string, value: unknown, language: LetterLanguage): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object') return formatMoney(value as Money, language);
  return DAYS.has(name) ? letterDay(String(value), language) : String(value);
}
