/** A serial as it is compared: upper case, without the marks that people and printers put in between. */
export function serialKey(serial: string): string {
  return serial.replace(/^\s*(?:s\/?n|serial(?:\s*(?:no|number))?|n[°o]\s*de\s*s[ée]rie)\s*[.:#]*\s*/i, '').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * The keys under which a serial may be kept. A GPON serial is four letters of the maker and eight hexadecimal digits, and
 * some labels print the letters as hexadecimal too: HWTC12345678 is 4857544312345678.
 */
export function serialKeys(serial: string): string[] {
  const key = serialKey(serial);
  if (!key) return [];
  if (/^[0-9A-F]{16}$/.test(key)) {
    const maker = (key.slice(0, 8).match(/../g) ?? []).map((pair) => String.fromCharCode(parseInt(pair, 16))).join('');
    return /^[A-Z]{4}$/.test(maker) ? [key, maker + key.slice(8)] : [key];
  }
  if (!/^[A-Z]{4}[0-9A-F]{8}$/.test(key)) return [key];
  const maker = [...key.slice(0, 4)].map((letter) => letter.charCodeAt(0).toString(16).toUpperCase()).join('');
  return [key, maker + key.slice(4)];
}
