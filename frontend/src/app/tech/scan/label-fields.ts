import type { ScanAnswer } from '../../core/offline/scans';
import type { LabelFields } from '../add/device-form';

const MAC = /^(?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2}$/i;

/** What a scan tells about a device nobody knows: its fields, and codes where a field is missing. */
export function labelFields({ fields, codes }: Pick<ScanAnswer, 'fields' | 'codes'>): LabelFields {
  const texts = codes.map(({ text }) => text);
  const mac = fields['mac'] ?? texts.find((text) => MAC.test(text));
  const serial = fields['serial'] ?? fields['gpon'] ?? texts.find((text) => text !== mac && text.length <= 80);
  return { ...(serial && { serial }), ...(mac && { mac }), ...(fields['brand'] && { brand: fields['brand'] }), ...(fields['model'] && { model: fields['model'] }), ...(fields['gpon'] && { kind: 'ONT' }) };
}
