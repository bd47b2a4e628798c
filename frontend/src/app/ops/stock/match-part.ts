/** Letters and digits alone, without accents, in capitals. */
const plain = (text: string): string => text.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();

/** The part an invoice's line is about: by its code, else by a name that is told whole; nothing when neither fits. */
export function matchPart<P extends { readonly code: string; readonly name: string }>({ code, description }: { readonly code: string; readonly description: string }, parts: readonly P[]): P | undefined {
  const [said, words] = [plain(code), plain(description)];
  return parts.find((part) => said && plain(part.code) === said) ?? parts.find((part) => words && (plain(part.name) === words || words.startsWith(plain(part.name))));
}
