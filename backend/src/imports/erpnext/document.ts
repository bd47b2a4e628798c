import { isDay } from '@demarc/time';

/** A document of the other system as one line of its export holds it. Nothing about it is believed before it is looked at. */
export type Doc = Readonly<Record<string, unknown>>;

/** A text without blanks around it; empty when there is none. */
export function text(doc: Doc, field: string): string {
  const value = doc[field];
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** A number; `null` when there is none. */
export function number(doc: Doc, field: string): number | null {
  const value = doc[field];
  const parsed = typeof value === 'number' ? value : typeof value === 'string' && value.trim() ? Number(value) : NaN;
  return Number.isFinite(parsed) ? parsed : null;
}

/** An amount as cents: the other system writes 91.87. The small push undoes binary fractions such as 1.005. */
export function cents(doc: Doc, field: string): number {
  const value = number(doc, field) ?? 0;
  return Math.sign(value) * Math.round(Math.abs(value) * 100 + 1e-7);
}

/** Whether a flag, 0 or 1 there, is set. */
export const flag = (doc: Doc, field: string): boolean => doc[field] === 1 || doc[field] === true || doc[field] === '1';

/** A child table. */
export function rows(doc: Doc, field: string): readonly Doc[] {
  const value = doc[field];
  return Array.isArray(value) ? (value as unknown[]).filter((row): row is Doc => typeof row === 'object' && row !== null) : [];
}

const days = new Map<string, boolean>();
/** Far more days than an export spans; what is not worth keeping is worked out again. */
const MOST_DAYS = 20_000;

/** A calendar day; `null` for none, for `0000-00-00` and for what is no day. */
export function day(doc: Doc, field: string): string | null {
  const value = text(doc, field).slice(0, 10);
  let real = days.get(value);
  if (real === undefined) {
    if (days.size >= MOST_DAYS) days.clear();
    days.set(value, (real = !value.startsWith('0000') && isDay(value)));
  }
  return real ? value : null;
}
