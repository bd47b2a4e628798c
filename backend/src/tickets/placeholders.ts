/** What is known where a saved reply is used. */
export interface ReplyFacts {
  readonly client: string;
  readonly number: string;
  readonly agent: string;
  readonly provider: string;
}

const PLACEHOLDER = /\{([\p{L}\p{N}_]*)\}/gu;
const KNOWN: ReadonlySet<string> = new Set<keyof ReplyFacts>(['client', 'number', 'agent', 'provider']);

/** The first placeholder that means nothing, as it is written; null when all are known. */
export function unknownPlaceholder(text: string): string | null {
  for (const [written, name] of text.matchAll(PLACEHOLDER)) if (!KNOWN.has(name!)) return written;
  return null;
}

/** The text with its placeholders filled in, once: what is filled in is not looked at again. */
export function fillPlaceholders(text: string, facts: ReplyFacts): string {
  return text.replace(PLACEHOLDER, (written, name: string) => (KNOWN.has(name) ? facts[name as keyof ReplyFacts] : written));
}
