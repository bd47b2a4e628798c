import type { Device } from '../equipment/device.entity.js';
import { Comparison, type AlertEvent, type AlertRule } from './alert.entity.js';

const UNITS: Readonly<Record<string, string>> = { optical_power: 'dBm', latency: 'ms', packet_loss: '%', temperature: '°C' };

/** A measurement with its unit, as people write it. */
export function measured(metric: string, value: number): string {
  const number = new Intl.NumberFormat('fr-CA', { maximumFractionDigits: 1 }).format(value).replace('-', '−');
  const unit = UNITS[metric];
  return unit ? `${number} ${unit}` : number;
}

/** The ticket an alert opens, in the words a dispatcher needs. */
export function onsetText(rule: AlertRule, device: Pick<Device, 'brand' | 'model' | 'serial'>, event: Pick<AlertEvent, 'peakValue'>): { readonly subject: string; readonly description: string } {
  const side = rule.comparison === Comparison.BELOW ? 'sous' : 'au-dessus de';
  const equipment = [device.brand, device.model, device.serial].filter(Boolean).join(' ');
  return {
    subject: `${rule.name} : ${measured(rule.metric, event.peakValue)}`,
    description: `${equipment} est ${side} ${measured(rule.metric, rule.threshold)} depuis plus de ${rule.forSeconds} s. Pire mesure : ${measured(rule.metric, event.peakValue)}.`,
  };
}

/** What the ticket says when the fault went away by itself. */
export function clearedText(rule: AlertRule, value: number): string {
  return `La mesure est revenue à ${measured(rule.metric, value)}. Demande résolue d’elle-même.`;
}
