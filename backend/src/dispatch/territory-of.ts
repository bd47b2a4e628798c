/** The territory a postal code lies in: the longest beginning that fits; `null` for none. */
export function territoryOf(postalCode: string, territories: readonly { readonly id: string; readonly postalPrefixes: readonly string[] }[]): string | null {
  const code = plain(postalCode);
  let best: { readonly id: string; readonly length: number } | null = null;
  for (const { id, postalPrefixes } of territories) {
    for (const prefix of postalPrefixes.map(plain)) if (prefix && code.startsWith(prefix) && prefix.length > (best?.length ?? 0)) best = { id, length: prefix.length };
  }
  return best?.id ?? null;
}

const plain = (text: string): string => text.replace(/\s/g, '').toUpperCase();
