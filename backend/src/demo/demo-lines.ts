/** A line of the demo whose collector never sleeps. */
export interface DemoLine {
  readonly deviceId: string;
  readonly serial: string;
  /** Whether light arrives at it: at a terminal, and not at what is behind one. */
  readonly isOptical: boolean;
  /** Somebody is on the way to repair it, and has not looked at it yet. */
  readonly ailing: boolean;
}

/** What one line measures at a moment: dBm, ms, % and °C, under the names of telemetry. */
export interface DemoSample {
  readonly device: string;
  readonly metric: string;
  readonly at: Date;
  readonly value: number;
}

/** The light of a line that is well, in dBm: the same for as long as the device lives. */
export const lightOf = (serial: string): number => -17.5 - 4 * part(serial);

/** The words of a line at a moment: steady but for a little noise; one that ails is weak without being an alarm. */
export function demoWord({ deviceId, serial, isOptical, ailing }: DemoLine, at: Date): readonly DemoSample[] {
  const noise = (about: string) => part(`${serial}/${about}/${at.toISOString()}`) - 0.5;
  const light = ailing ? -25.3 - part(serial) + noise('light') * 0.2 : lightOf(serial) + noise('light') * 0.3;
  const optical = { optical_power: light, olt_power: light - 1.2 + noise('return') * 0.2 };
  const values = { ...(isOptical ? optical : {}), latency: (ailing ? 22 : 8) + noise('latency') * 5, packet_loss: ailing ? 0.6 + noise('loss') * 0.6 : 0, temperature: 45 + noise('heat') * 4 };
  return Object.entries(values).map(([metric, value]) => ({ device: deviceId, metric, at, value: Math.round(value * 100) / 100 }));
}

/** From 0 up to 1, by the text alone (FNV-1a, then mixed). */
function part(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}
