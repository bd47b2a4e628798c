/** A MAC in the one spelling that is kept, AA:BB:CC:DD:EE:FF, whatever marks it was written with; `undefined` when it is none. */
export function macAddress(text: string): string | undefined {
  const bare = text.replace(/^\s*(?:(?:e?th(?:ernet)?|lan|wan|wi-?fi|wlan|adresse|base)?[\s_-]*mac(?:\s*(?:id|address))?)\s*[.:#=]*\s*/i, '').trim();
  const pairs = /^[0-9a-f]{2}([:. -]?)[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}$/i.test(bare);
  const fours = /^[0-9a-f]{4}([:. -])[0-9a-f]{4}\1[0-9a-f]{4}$/i.test(bare);
  if (!pairs && !fours) return undefined;
  const digits = bare.replace(/[^0-9a-f]/gi, '').toUpperCase();
  return /^(?:0{12}|F{12})$/.test(digits) ? undefined : digits.match(/../g)!.join(':');
}
