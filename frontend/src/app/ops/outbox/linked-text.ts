/** A piece of a text; with `url` it is an address that can be followed. */
export interface TextPart {
  readonly text: string;
  readonly url?: string;
}

/** Finds the web addresses in a plain text. */
export function linkedText(text: string): readonly TextPart[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/).filter(Boolean).map((part) => (/^https?:\/\//.test(part) ? { text: part, url: part } : { text: part }));
}
