import { makerOfMac } from './mac-makers.js';
import type { Barcode, CodeKind, FieldOrigin, LabelField, LabelFieldName } from './reader.js';

/** Four letters open every GPON serial and say who made the terminal. */
export const GPON_MAKERS: Readonly<Record<string, string>> = {
  HWTC: 'Huawei', ZTEG: 'ZTE', ZXIC: 'ZTE', TPLG: 'TP-Link', ALCL: 'Nokia', ALLU: 'Nokia', CXNK: 'Calix', ADTN: 'Adtran',
  FHTT: 'FiberHome', SMBS: 'Sagemcom', DSNW: 'DASAN', DLNK: 'D-Link', ZYXE: 'Zyxel', GNXS: 'Genexis', UBNT: 'Ubiquiti', VSOL: 'V-SOL', NOKG: 'Nokia', RCMG: 'Raisecom',
};

/** A MAC address as AA:BB:CC:DD:EE:FF from any spelling of its twelve digits, or undefined when the text is none. */
export function normalizeMac(text: string): string | undefined {
  const bare = text.trim().toUpperCase();
  const spelled = /^([0-9A-F]{2}([:\- .]?)(?:[0-9A-F]{2}\2){4}[0-9A-F]{2}|[0-9A-F]{4}[.\-:][0-9A-F]{4}[.\-:][0-9A-F]{4}|[0-9A-F]{6}[-:][0-9A-F]{6})$/.test(bare);
  if (!spelled) return undefined;
  const digits = bare.replace(/[^0-9A-F]/g, '');
  if (/^(0{12}|F{12})$/.test(digits)) return undefined;
  return digits.match(/../g)!.join(':');
}

/** A GPON serial as HWTCABCD1234, from that spelling or from sixteen hexadecimal digits whose first half spells the maker. */
export function normalizeGpon(text: string): string | undefined {
  const bare = text.trim().toUpperCase().replace(/[\s-]/g, '');
  const hex = /^((?:[0-9A-F]{2}){4})([0-9A-F]{8})$/.exec(bare);
  if (hex) {
    const maker = Buffer.from(hex[1]!, 'hex').toString('latin1');
    return maker in GPON_MAKERS ? maker + hex[2] : undefined;
  }
  return /^[A-Z]{4}[0-9A-F]{8}$/.test(bare) && bare.slice(0, 4) in GPON_MAKERS ? bare : undefined;
}

const RETAIL = /^(EAN|UPC|ISBN|DataBar)/i;
const WORDS = /^[A-Z0-9][A-Z0-9\-/.]{5,31}$/;

/** What a bare text is: a MAC, a GPON serial, a serial, or something else. */
export function classify(text: string, format = ''): { kind: CodeKind; value: string } {
  const bare = text.trim().toUpperCase();
  const gpon = normalizeGpon(bare);
  if (gpon === bare) return { kind: 'GPON', value: gpon };
  const mac = normalizeMac(bare);
  if (mac && looksLikeMac(bare, mac)) return { kind: 'MAC', value: mac };
  if (RETAIL.test(format)) return { kind: 'OTHER', value: text.trim() };
  const digits = bare.replace(/[^0-9]/g, '').length;
  if (WORDS.test(bare) && digits >= 4 && !/^(HTTP|WWW\.)/.test(bare)) return { kind: 'SERIAL', value: bare };
  return { kind: 'OTHER', value: text.trim() };
}

/** Twelve bare digits are a MAC only when a maker owns them, or when they hold a letter and do not address a group. */
function looksLikeMac(bare: string, mac: string): boolean {
  if (bare.length > 12 || makerOfMac(mac)) return true;
  return /[A-F]/.test(bare) && (parseInt(mac.slice(0, 2), 16) & 1) === 0;
}

/** A code as the decoder gave it, with what we make of it. */
export function barcodeOf(text: string, format: string): Barcode {
  const named = namedParts(text);
  if (named.length === 1) return { text, format, kind: named[0]!.kind, value: named[0]!.value };
  return named.length ? { text, format, kind: 'OTHER', value: text.trim() } : { text, format, ...classify(text, format) };
}

/** The same text twice is one code; the first one met is kept. */
export function distinct(codes: readonly Barcode[]): Barcode[] {
  const seen = new Set<string>();
  return codes.filter(({ text }) => !seen.has(text) && Boolean(seen.add(text)));
}

const RANK: Readonly<Record<CodeKind, number>> = { SERIAL: 0, GPON: 1, MAC: 2, OTHER: 3 };

/** The most useful codes first: those that name the device before those that do not; found first wins among equals. */
export function mostUseful(codes: readonly Barcode[], most: number): Barcode[] {
  const rank = (code: Barcode): number => (namedParts(code.text).length > 1 ? -0.5 : RANK[code.kind]);
  const plain = distinct(codes);
  const told = new Set(plain.filter((c) => c.kind !== 'OTHER').map((c) => c.value));
  const news = plain.filter((c) => c.kind !== 'OTHER' || !namedParts(c.text).length || namedParts(c.text).some((p) => !told.has(p.value)));
  return news.toSorted((a, b) => rank(a) - rank(b)).slice(0, most);
}

/** The parts of a text that says itself what it holds, such as "S/N:4857…;MAC:00:25:…". */
export function namedParts(text: string): { kind: CodeKind; value: string }[] {
  const parts: { kind: CodeKind; value: string }[] = [];
  for (const piece of text.split(/[;,\r\n|]+/)) {
    const [, name, value] = /^\s*([A-Za-z][A-Za-z0-9/ .#_-]{0,20}?)\s*[:=]\s*(\S.*?)\s*$/.exec(piece) ?? [];
    if (!name || !value) continue;
    const kind = kindOfName(name);
    if (kind === 'MAC') {
      const mac = normalizeMac(value);
      if (mac) parts.push({ kind, value: mac });
    } else if (kind === 'GPON') {
      const gpon = normalizeGpon(value);
      if (gpon) parts.push({ kind, value: gpon });
    } else if (kind === 'SERIAL' && WORDS.test(value.toUpperCase())) {
      const gpon = normalizeGpon(value);
      parts.push(gpon === value.toUpperCase() ? { kind: 'GPON', value: gpon } : { kind, value: value.toUpperCase() });
    }
  }
  return parts;
}

function kindOfName(name: string): CodeKind {
  const bare = name.toUpperCase().replace(/[^A-Z]/g, '');
  if (/^(GPON|PON|ONT|ONU)/.test(bare)) return 'GPON';
  if (/^(MAC|MACID|MACADDRESS|ETHERNETID|WANMAC|LANMAC|MACADDR)$/.test(bare)) return 'MAC';
  return /^(SN|SNO|SERIAL|SERIALNO|SERIALNUMBER|NUMERODESERIE|NOSERIE)$/.test(bare) ? 'SERIAL' : 'OTHER';
}

/** The fields that codes alone tell: which one is the serial, the MAC, the GPON serial, and whose device it is. */
export function fieldsOfCodes(codes: readonly Barcode[]): LabelField[] {
  const told = codes.flatMap((code) => {
    const named = namedParts(code.text);
    return named.length ? named.map((part) => ({ ...part, sure: 0.99 })) : [{ kind: code.kind, value: code.value, sure: code.kind === 'SERIAL' ? 0.9 : 0.98 }];
  });
  const best = (kind: CodeKind) => told.filter((part) => part.kind === kind).toSorted((a, b) => b.sure - a.sure || b.value.length - a.value.length)[0];
  const fields: LabelField[] = [];
  const keep = (name: LabelFieldName, part: { value: string; sure: number } | undefined) => {
    if (part) fields.push({ name, value: part.value, confidence: part.sure, origin: 'CODE' });
  };
  keep('SERIAL', best('SERIAL') ?? best('GPON'));
  keep('MAC', best('MAC'));
  keep('GPON', best('GPON') ?? gponHiddenIn(best('SERIAL')));
  return withBrand(fields);
}

function gponHiddenIn(serial: { value: string; sure: number } | undefined): { value: string; sure: number } | undefined {
  const gpon = serial && normalizeGpon(serial.value);
  return gpon ? { value: gpon, sure: serial.sure } : undefined;
}

/** Adds whose device it is when the MAC or the GPON serial says so and nobody has said it yet. */
export function withBrand(fields: readonly LabelField[]): LabelField[] {
  if (fields.some((f) => f.name === 'BRAND')) return [...fields];
  const value = (name: LabelFieldName) => fields.find((f) => f.name === name)?.value;
  const gpon = value('GPON');
  const mac = value('MAC');
  const brand = (gpon && GPON_MAKERS[gpon.slice(0, 4)]) ?? (mac && makerOfMac(mac));
  const origin: FieldOrigin = 'PREFIX';
  return brand ? [{ name: 'BRAND', value: brand, confidence: 0.9, origin }, ...fields] : [...fields];
}

const ORDER: readonly LabelFieldName[] = ['BRAND', 'MODEL', 'SERIAL', 'MAC', 'GPON'];

/** One field per name from several readings: the surest wins, and the earlier reading wins among equals. */
export function mergeFields(...readings: readonly (readonly LabelField[])[]): LabelField[] {
  const all = readings.flat();
  return ORDER.flatMap((name) => {
    const named = all.filter((f) => f.name === name).toSorted((a, b) => b.confidence - a.confidence);
    return named.slice(0, 1);
  });
}
