import { isPlace, roughTravelSeconds, type Point } from '@demarc/geo';

/** What a dispatcher should know before dropping a visit: none of it forbids the drop. */
export interface Hint {
  readonly kind: 'overlap' | 'outsideShift' | 'skill' | 'window' | 'driveIn' | 'driveOut';
  readonly tone: 'calm' | 'warn' | 'bad';
  /** What overlaps, which skill is missing, or how many minutes the drive takes. */
  readonly what: string;
}

export interface Place {
  readonly lat: number | null;
  readonly lon: number | null;
}

interface Skilled {
  readonly skills: readonly { readonly name: string; readonly level: number }[];
}

/** A visit with its minutes of the day. */
export interface Stop {
  readonly start: number;
  readonly end: number;
  readonly number: string;
  readonly place: Place | null;
}

export interface Landing extends Stop, Skilled {
  /** The promised arrival, in minutes of the day. */
  readonly window?: { readonly start: number; readonly end: number } | undefined;
}

export interface Worker extends Skilled {
  readonly shiftStart: number;
  readonly shiftEnd: number;
  readonly home: Place;
}

/** What changes when the visit lands there, worst first. `others` are the technician's other visits of the day. */
export function hintsFor(visit: Landing, worker: Worker, others: readonly Stop[]): Hint[] {
  const hints: Hint[] = [];
  const over = others.filter((o) => o.start < visit.end && visit.start < o.end);
  if (over.length) hints.push({ kind: 'overlap', tone: 'bad', what: over.map((o) => o.number).join(', ') });
  const missing = visit.skills.filter((s) => !worker.skills.some((has) => has.name === s.name && has.level >= s.level));
  if (missing.length) hints.push({ kind: 'skill', tone: 'bad', what: missing.map((s) => s.name).join(', ') });
  if (visit.start < worker.shiftStart || visit.end > worker.shiftEnd) hints.push({ kind: 'outsideShift', tone: 'warn', what: '' });
  if (visit.window && (visit.start < visit.window.start || visit.start > visit.window.end)) hints.push({ kind: 'window', tone: 'warn', what: '' });
  return [...hints, ...drives(visit, worker, others)].sort((a, b) => WORST.indexOf(a.tone) - WORST.indexOf(b.tone));
}

const WORST = ['bad', 'warn', 'calm'];

function drives(visit: Landing, worker: Worker, others: readonly Stop[]): Hint[] {
  const before = others.filter((o) => o.end <= visit.start).sort((a, b) => b.end - a.end)[0];
  const next = others.filter((o) => o.start >= visit.end).sort((a, b) => a.start - b.start)[0];
  const toHere = minutesBetween(before ? before.place : worker.home, visit.place);
  const onwards = next && minutesBetween(visit.place, next.place);
  const hints: Hint[] = [];
  if (toHere !== undefined) hints.push({ kind: 'driveIn', tone: before && before.end + toHere > visit.start ? 'warn' : 'calm', what: String(toHere) });
  if (next && onwards !== undefined) hints.push({ kind: 'driveOut', tone: visit.end + onwards > next.start ? 'warn' : 'calm', what: String(onwards) });
  return hints;
}

/** Rough driving minutes, rounded up; undefined where a place is unknown. */
export function minutesBetween(a: Place | null, b: Place | null): number | undefined {
  if (!a || !b || !isPlace(a.lat, a.lon) || !isPlace(b.lat, b.lon)) return undefined;
  return Math.ceil(roughTravelSeconds(a as Point, b as Point) / 60);
}
