/** What is known where a text is used, by the name a placeholder has. */
export type Facts = Readonly<Record<string, string>>;

const PLACEHOLDER = /\{([\p{L}\p{N}_]*)\}/gu;

/** The placeholders of a text, as they are named. */
export const placeholdersOf = (text: string): readonly string[] => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name!);

/** The first placeholder that means nothing, as it is written; null when all are known. */
export function unknownPlaceholder(text: string, known: readonly string[]): string | null {
  const name = placeholdersOf(text).find((one) => !known.includes(one));
  return name === undefined ? null : `{${name}}`;
}

/** The text with its placeholders filled in, once: what is filled in is not looked at again. */
export function fillPlaceholders(text: string, facts: Facts): string {
  return text.replace(PLACEHOLDER, (written, name: string) => (Object.hasOwn(facts, name) ? facts[name]! : written));
}

/** The other way round: the text with a placeholder wherever a fact stands in it as words of its own, the longest first. */
export function withPlaceholders(text: string, facts: Facts): string {
  const known = Object.entries(facts).filter(([, value]) => value !== '').sort(([, a], [, b]) => b.length - a.length);
  if (!known.length) return text;
  const names = new Map(known.toReversed().map(([name, value]) => [value, name]));
  const values = known.map(([, value]) => value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${values})(?![\\p{L}\\p{N}])`, 'gu'), (value) => `{${names.get(value)!}}`);
}
