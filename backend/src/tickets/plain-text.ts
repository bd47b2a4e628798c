/**
 * What a person wrote, as plain text: control characters and invisible marks that reorder text are taken out, line
 * ends are one kind, and more than two empty lines become one.
 */
export function plainText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/g, '') // eslint-disable-line no-control-regex -- taking them out is the purpose
    .replace(/\n{4,}/g, '\n\n\n')
    .trim();
}
