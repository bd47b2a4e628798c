import type { ScanAnswer } from '../../core/offline/scans';
import type { LabelFields } from '../add/device-form';

const MAC = /^(?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2}$/i;

/** The numbers of a label that may be the serial: what the reader named so, and codes of the same length beside it; without a name every code. Spellings of one number count once. */
export function serialsOn({ fields, codes }: Pick<ScanAnswer, 'fields' | 'codes'>): readonly string[] {
  const named = fields['serial'] ?? fields['gpon'];
  const texts = codes.map(({ text }) => text).filter((text) => text.length <= 80 && !MAC.test(text));
  const given = named ? [named, ...texts.filter((text) => text.length === named.length && text !== fields['gpon'])] : texts;
  const seen = new Set<string>();
  return given.filter((text) => {
    const key = text.toUpperCase().replace(/[\s-]/g, '');
    return !seen.has(key) && seen.add(key);
  });
}

/** What a scan tells about a device nobody knows: its fields, and codes where a field is missing; `chosen` when a person has said which serial it is. */
export function labelFields({ fields, codes }: Pick<ScanAnswer, 'fields' | 'codes'>, chosen?: string): LabelFields {
  const mac = fields['mac'] ?? codes.map(({ text }) => text).find((text) => MAC.test(text));
  const serial = chosen || serialsOn({ fields, codes })[0];
  return { ...(serial && { serial }), ...(mac && { mac }), ...(fields['brand'] && { brand: fields['brand'] }), ...(fields['model'] && { model: fields['model'] }), ...(fields['gpon'] && { kind: 'ONT' }) };
}
