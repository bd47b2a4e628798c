import type { Device } from '../equipment/device.entity.js';
import type { Locale } from '../platform/caller.js';
import { Comparison, type AlertEvent, type AlertRule } from './alert.entity.js';

const UNITS: Readonly<Record<string, string>> = { optical_power: 'dBm', latency: 'ms', packet_loss: '%', temperature: '°C' };

/** A measurement with its unit, as people write it in that language. */
export function measured(metric: string, value: number, locale: Locale): string {
  const number = new Intl.NumberFormat(`${locale}-CA`, { maximumFractionDigits: 1 }).format(value).replace('-', '−');
  const unit = UNITS[metric];
  if (!unit) return number;
  return unit === '%' && locale === 'en' ? `${number}%` : `${number} ${unit}`;
}

/** The ticket an alert opens, in the words a dispatcher needs. */
export function onsetText(rule: AlertRule, device: Pick<Device, 'brand' | 'model' | 'serial'>, event: Pick<AlertEvent, 'peakValue'>, locale: Locale): { readonly subject: string; readonly description: string } {
  const isBelow = rule.comparison === Comparison.BELOW;
  const equipment = [device.brand, device.model, device.serial].filter(Boolean).join(' ');
  const [limit, worst] = [measured(rule.metric, rule.threshold, locale), measured(rule.metric, event.peakValue, locale)];
  return locale === 'fr'
    ? { subject: `${rule.name} : ${worst}`, description: `${equipment} est ${isBelow ? 'sous' : 'au-dessus de'} ${limit} depuis plus de ${rule.forSeconds} s. Pire mesure : ${worst}.` }
    : { subject: `${rule.name}: ${worst}`, description: `${equipment} has been ${isBelow ? 'below' : 'above'} ${limit} for more than ${rule.forSeconds} s. Worst measurement: ${worst}.` };
}

/** What the ticket says when the fault went away by itself. */
export function clearedText(rule: Pick<AlertRule, 'metric'>, value: number, locale: Locale): string {
  const said = measured(rule.metric, value, locale);
  return locale === 'fr' ? `La mesure est revenue à ${said}. Demande résolue d’elle-même.` : `The measurement is back at ${said}. The request resolved itself.`;
}
