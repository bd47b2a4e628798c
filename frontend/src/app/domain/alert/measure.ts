import { formatNumber } from '../../ui/format';

const UNITS: Readonly<Record<string, string>> = { optical_power: 'dBm', olt_power: 'dBm', latency: 'ms', packet_loss: '%', temperature: '°C' };

/** A measurement with its unit, as people write it: `−27,4 dBm`. */
export function measured(metric: string, value: number, tag: string): string {
  const number = formatNumber(value, tag, { maximumFractionDigits: 1 }).replace('-', '−');
  return UNITS[metric] ? `${number}\u00a0${UNITS[metric]}` : number;
}

/** How long something lasts in two units at most: `45 s`, `12 min`, `3 h 05`, `2 j 4 h`; `dayUnit` is `j` in French, `d` in English. */
export function lasting(seconds: number, dayUnit: string): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [minutes, hours, days] = [Math.floor(whole / 60), Math.floor(whole / 3600), Math.floor(whole / 86_400)];
  if (minutes < 1) return `${whole}\u00a0s`;
  if (hours < 1) return `${minutes}\u00a0min`;
  if (days < 1) return `${hours}\u00a0h\u00a0${String(minutes % 60).padStart(2, '0')}`;
  return `${days}\u00a0${dayUnit}\u00a0${hours % 24}\u00a0h`;
}
