import { LineFinding, LineVerdict } from './line-reading.enum.js';

/** The name under which each measurement is posted as telemetry. */
export const METRICS = { opticalPower: 'optical_power', oltPower: 'olt_power', latency: 'latency', packetLoss: 'packet_loss', temperature: 'temperature' } as const;

/** What a line measures: dBm at the terminal and at the head end, ms, % and °C; null where it says nothing. */
export type LineMeasures = Readonly<Record<keyof typeof METRICS, number | null>>;

/** A line that has said nothing for longer is not there: collectors ask every five minutes. */
export const SILENT_AFTER_MS = 15 * 60_000;

interface Limit {
  readonly of: keyof LineMeasures;
  readonly finding: LineFinding;
  readonly verdict: LineVerdict.BAD | LineVerdict.WEAK;
  readonly when: (value: number) => boolean;
}

/**
 * From bad to weak; the first that holds tells about its measurement. Optical limits are those of class B+ (ITU-T G.984.2,
 * amendment 1): a terminal hears from −27 to −8 dBm, the head end from −28 to −8 dBm; two decibels above the edge is no reserve.
 */
const LIMITS: readonly Limit[] = [
  { of: 'opticalPower', finding: LineFinding.LIGHT_TOO_STRONG, verdict: LineVerdict.BAD, when: (dBm) => dBm > -8 },
  { of: 'opticalPower', finding: LineFinding.LIGHT_TOO_WEAK, verdict: LineVerdict.BAD, when: (dBm) => dBm < -27 },
  { of: 'opticalPower', finding: LineFinding.LIGHT_WEAK, verdict: LineVerdict.WEAK, when: (dBm) => dBm < -25 },
  { of: 'oltPower', finding: LineFinding.RETURN_TOO_STRONG, verdict: LineVerdict.BAD, when: (dBm) => dBm > -8 },
  { of: 'oltPower', finding: LineFinding.RETURN_TOO_WEAK, verdict: LineVerdict.BAD, when: (dBm) => dBm < -28 },
  { of: 'oltPower', finding: LineFinding.RETURN_WEAK, verdict: LineVerdict.WEAK, when: (dBm) => dBm < -26 },
  { of: 'packetLoss', finding: LineFinding.LOSS_HIGH, verdict: LineVerdict.BAD, when: (percent) => percent >= 3 },
  { of: 'packetLoss', finding: LineFinding.LOSS_SOME, verdict: LineVerdict.WEAK, when: (percent) => percent >= 0.5 },
  { of: 'latency', finding: LineFinding.SLOW, verdict: LineVerdict.WEAK, when: (ms) => ms > 60 },
  { of: 'temperature', finding: LineFinding.HOT, verdict: LineVerdict.WEAK, when: (celsius) => celsius > 70 },
];

/** How a line is, in one word and the reasons for it, worst first. `silentMs` is how long ago it was heard; null: not for a day. */
export function lineVerdict(measures: LineMeasures, silentMs: number | null): { readonly verdict: LineVerdict; readonly findings: readonly LineFinding[] } {
  if (silentMs === null) return { verdict: LineVerdict.UNKNOWN, findings: [LineFinding.NEVER_HEARD] };
  if (silentMs > SILENT_AFTER_MS) return { verdict: LineVerdict.DOWN, findings: [LineFinding.SILENT] };
  const found = new Map<keyof LineMeasures, Limit>();
  for (const limit of LIMITS) {
    const value = measures[limit.of];
    if (value !== null && !found.has(limit.of) && limit.when(value)) found.set(limit.of, limit);
  }
  const limits = [...found.values()].sort((a, b) => Number(b.verdict === LineVerdict.BAD) - Number(a.verdict === LineVerdict.BAD));
  return { verdict: limits[0]?.verdict ?? LineVerdict.GOOD, findings: limits.length ? limits.map(({ finding }) => finding) : [LineFinding.ALL_WELL] };
}
