import type { Day, Span } from '@demarc/routing';
import { instantOf } from '@demarc/time';

/** Arrivals are promised within these hours of the local day, in minutes after midnight. */
const PROMISES: readonly (readonly [number, number])[] = [[480, 600], [600, 720], [720, 840], [840, 960], [960, 1080]];
/** Nobody is promised to be there sooner than this. */
const NOTICE_SECONDS = 30 * 60;

/**
 * The arrivals that can be promised on a local day, in Unix seconds; those of today begin no sooner than half an hour
 * from now. A promise in an hour that the clocks skip is not made.
 */
export function promiseWindows(day: string, zone: string, now: Date): Span[] {
  const soonest = Math.ceil((now.getTime() / 1_000 + NOTICE_SECONDS) / 900) * 900;
  return PROMISES.map(([from, to]) => ({ from: unix(instantOf(day, from, zone)), to: unix(instantOf(day, to, zone)) }))
    .filter(({ from, to }) => from < to && to > soonest)
    .map(({ from, to }) => ({ from: Math.max(from, soonest), to }));
}

export type NoSlotCode = 'NO_PLACE' | 'NOBODY_WORKS' | 'SKILL_NOBODY_HAS' | 'LONGER_THAN_EVERY_SHIFT' | 'FULL';

/** Why no time can be offered for a visit on these days: the first reason that holds for all of them, and the skill it is about. */
export function whyNoSlot(days: readonly Day[], jobId: string): { readonly code: NoSlotCode; readonly about: string | null } {
  const job = days[0]!.jobs.find(({ id }) => id === jobId)!;
  if (!job.place) return { code: 'NO_PLACE', about: null };
  const people = days.flatMap(({ technicians }) => technicians);
  const missing = Object.entries(job.skills).find(([skill, level]) => !people.some(({ skills }) => (skills[skill] ?? 0) >= level));
  if (missing) return { code: 'SKILL_NOBODY_HAS', about: missing[0] };
  const shifts = people.filter(({ home }) => home).flatMap(({ shifts: all }) => all);
  if (!shifts.length) return { code: 'NOBODY_WORKS', about: null };
  if (shifts.every(({ from, to }) => to - from < job.seconds)) return { code: 'LONGER_THAN_EVERY_SHIFT', about: null };
  return { code: 'FULL', about: null };
}

/** A visit that stands on a technician's day, in Unix seconds. */
export interface Standing {
  readonly start: number;
  readonly end: number;
  /** Seconds of travel between it and the new visit. */
  readonly way: number;
}

/** Whether a visit fits between those that stand there, travel included. */
export function fitsBetween(standing: readonly Standing[], start: number, end: number): boolean {
  return standing.every((other) => other.end + other.way <= start || end + other.way <= other.start);
}

/** The day as slots are sought on it: what is planned stays where it is, what else waits takes no room, the visit asked about is free. */
export function dayForSlots(day: Day, jobId: string): Day {
  const jobs = day.jobs.filter(({ id, technician }) => id === jobId || technician !== null).map((job) =>
    job.id === jobId ? { ...job, window: null, due: null, pinned: false, technician: null, start: null, begun: null, ended: null } : { ...job, pinned: job.technician !== null && job.start !== null });
  return { ...day, jobs };
}

const unix = (instant: Date): number => Math.floor(instant.getTime() / 1_000);
