import { GPON_MAKERS, mergeFields, normalizeGpon, normalizeMac, withBrand } from './label-fields.js';
import { makerOfMac } from './mac-makers.js';
import type { LabelField } from './reader.js';

const BRANDS = ['Huawei', 'ZTE', 'TP-Link', 'Nokia', 'Alcatel-Lucent', 'Calix', 'Adtran', 'Sagemcom', 'FiberHome', 'Zyxel', 'D-Link', 'NETGEAR', 'Ubiquiti', 'MikroTik',
  'eero', 'Vantiva', 'Technicolor', 'Hitron', 'Actiontec', 'ASUS', 'Genexis', 'DASAN', 'SmartRG', 'Plume', 'Cambium', 'Raisecom', 'V-SOL', 'Linksys'];

const TO_DIGIT: Readonly<Record<string, string>> = { O: '0', Q: '0', D: '0', I: '1', L: '1', '|': '1', '!': '1', S: '5', Z: '2', G: '6', B: '8', T: '7' };
const TO_LETTER: Readonly<Record<string, string>> = { 0: 'O', 1: 'I', 5: 'S', 2: 'Z', 6: 'G', 8: 'B' };
const TO_HEX: Readonly<Record<string, string>> = { O: '0', Q: '0', I: '1', L: '1', '|': '1', '!': '1', S: '5', Z: '2', G: '6' };

/** The fields that the printed text of a label tells, with look-alike letters put right only where that leads to a valid value. */
export function fieldsOfText(text: string): LabelField[] {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/\s+/g, ' ').trim()).filter(Boolean);
  const found: LabelField[] = [];
  for (const line of lines) found.push(...brandIn(line), ...modelIn(line), ...gponIn(line), ...serialIn(line), ...macIn(line));
  return withBrand(mergeFields(found));
}

/** A MAC read by eye: letters that cannot be hexadecimal become the digit they resemble; 8 and B trade places only when that gives a known maker. */
export function mendMac(read: string): { value: string; confidence: number } | undefined {
  const digits = read.toUpperCase().replace(/[\s:.\-;,_]/g, '').replace(/[OQIL|!SZG]/g, (c) => TO_HEX[c]!);
  const mac = normalizeMac(digits);
  if (!mac || digits.length !== 12) return undefined;
  if (makerOfMac(mac)) return { value: mac, confidence: 0.75 };
  for (const prefix of swapped(digits.slice(0, 6))) {
    if (makerOfMac(prefix)) return { value: normalizeMac(prefix + digits.slice(6))!, confidence: 0.7 };
  }
  return { value: mac, confidence: 0.55 };
}

/** A GPON serial read by eye: four letters of a known maker, then eight hexadecimal digits. */
export function mendGpon(read: string): string | undefined {
  const bare = read.toUpperCase().replace(/[\s:.-]/g, '');
  if (bare.length !== 12) return normalizeGpon(bare);
  const maker = bare.slice(0, 4).replace(/[015268]/g, (c) => TO_LETTER[c]!);
  const rest = bare.slice(4).replace(/[OQIL|!SZG]/g, (c) => TO_HEX[c]!);
  return maker in GPON_MAKERS ? normalizeGpon(maker + rest) : undefined;
}

/** A serial read by eye: put right only when it then spells a GPON serial in digits, or is digits alone but for a stray letter or two. */
export function mendSerial(read: string): { value: string; confidence: number } | undefined {
  const bare = read.toUpperCase().replace(/[\s|!]/g, '');
  if (!/^[A-Z0-9][A-Z0-9\-/.]{5,31}$/.test(bare) || bare.replace(/[^0-9]/g, '').length < 3) return undefined;
  const hex = bare.replace(/[OQILSZG]/g, (c) => TO_HEX[c]!);
  if (hex.length === 16 && normalizeGpon(hex)) return { value: hex, confidence: 0.75 };
  const digits = bare.replace(/[OQDILSZGBT]/g, (c) => TO_DIGIT[c]!);
  const strays = [...bare].filter((c) => /[A-Z]/.test(c)).length;
  if (strays > 0 && strays <= 2 && bare.length >= 10 && /^[0-9]+$/.test(digits)) return { value: digits, confidence: 0.6 };
  return { value: bare, confidence: strays === 0 ? 0.75 : 0.65 };
}

/** Every spelling of six digits in which some 8s are Bs and some Bs are 8s. */
function swapped(prefix: string): string[] {
  return [...prefix].reduce<string[]>((all, c) => all.flatMap((head) => (c === '8' || c === 'B' ? [`${head}8`, `${head}B`] : [head + c])), ['']);
}

function brandIn(line: string): LabelField[] {
  if (/ssid/i.test(line)) return [];
  const flat = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, '').replace(/[015]/g, (c) => TO_LETTER[c]!);
  const words = line.split(/[^A-Za-z0-9-]+/).map(flat);
  const brand = BRANDS.find((name) => words.includes(flat(name)));
  return brand ? [{ name: 'BRAND', value: brand, confidence: 0.9, origin: 'TEXT' }] : [];
}

function modelIn(line: string): LabelField[] {
  const [, value] = /(?:\bmodel(?: ?(?:no|number|name))?\.?|mod[eè]le|\bm\/n|\bproduct(?: ?name)?)\s*[:;.]?\s*([A-Za-z0-9][A-Za-z0-9\-/+]{2,24})/i.exec(line) ?? [];
  return value && /[0-9]/.test(value) ? [{ name: 'MODEL', value, confidence: 0.75, origin: 'TEXT' }] : [];
}

function gponIn(line: string): LabelField[] {
  const [, labelled] = /(?:gpon|g?pon|ont|onu)\s*[s5]\/?n\s*[:;.]?\s*([A-Za-z0-9 |!]{12,20})/i.exec(line) ?? [];
  const bare = line.split(/[\s:;]+/).filter((word) => word.length === 12);
  for (const candidate of labelled ? [labelled.replace(/\s/g, '').slice(0, 12), ...bare] : bare) {
    const value = mendGpon(candidate);
    if (value) return [{ name: 'GPON', value, confidence: labelled ? 0.75 : 0.7, origin: 'TEXT' }];
  }
  return [];
}

function serialIn(line: string): LabelField[] {
  if (/(gpon|pon|ont|onu)\s*[s5]\/?n/i.test(line)) return [];
  const [, value] = /(?:\b[s5]\s?[/|1]?\s?n\b|\bserial(?: ?(?:no|number))?\.?|s[ée]rie)\s*[:;.]?\s*([A-Za-z0-9][A-Za-z0-9\-/|!]{5,31})/i.exec(line) ?? [];
  const mended = value && mendSerial(value);
  return mended ? [{ name: 'SERIAL', ...mended, origin: 'TEXT' }] : [];
}

function macIn(line: string): LabelField[] {
  const [, labelled] = /\bm[ae4]c(?: ?(?:address|addr|id|adresse))?\.?\s*[:;.]?\s*([0-9A-Za-z|!]{2}(?:[\s:.\-;]{0,2}[0-9A-Za-z|!]{2}){5})/i.exec(line) ?? [];
  const [colons] = /[0-9A-Za-z|!]{2}(?::[0-9A-Za-z|!]{2}){5}/.exec(line) ?? [];
  const mended = mendMac(labelled ?? colons ?? '');
  return mended ? [{ name: 'MAC', ...mended, origin: 'TEXT' }] : [];
}
