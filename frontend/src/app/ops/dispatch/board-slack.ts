import { minutesBetween } from './board-hints';
import { stretchOf, type BoardJob, type Row } from './board-model';

/** A visit among the others of its technician: the drives, the minutes to spare, and what does not fit. */
export interface Slack {
  /** Minutes of driving to get there, and onwards to the next visit; undefined where a place is unknown. */
  readonly driveIn: number | undefined;
  readonly driveOut: number | undefined;
  /** Minutes left between arriving there and its beginning; below nothing, it begins late. Undefined for the first of the day without a base. */
  readonly spare: number | undefined;
  /** Minutes left before the next visit once the way there is driven. */
  readonly spareAfter: number | undefined;
  /** How many minutes after the promised window it begins. */
  readonly pastPromise: number;
  readonly missing: readonly string[];
}

/** What is known of each visit of a row, by its id. Visits that lie over each other leave less than nothing to spare. */
export function slackOf(row: Row, zone: string): Map<string, Slack> {
  const { technician, jobs } = row;
  const home = { lat: technician.homeLat, lon: technician.homeLon };
  const stretches = jobs.map((job) => stretchOf(job, zone));
  return new Map(jobs.map((job, i) => {
    const [before, next] = [jobs[i - 1], jobs[i + 1]];
    const { start, end } = stretches[i]!;
    const driveIn = minutesBetween(before ? before.location : home, job.location);
    const driveOut = next && minutesBetween(job.location, next.location);
    const free = before ? stretches[i - 1]!.end : driveIn === undefined ? undefined : technician.shiftStart;
    return [job.id, {
      driveIn, driveOut, missing: missingSkills(job, row),
      spare: free === undefined ? undefined : start - free - (driveIn ?? 0),
      spareAfter: next && stretches[i + 1]!.start - end - (driveOut ?? 0),
      pastPromise: job.windowEnd && job.startsAt! > job.windowEnd ? Math.round((Date.parse(job.startsAt!) - Date.parse(job.windowEnd)) / 60_000) : 0,
    }];
  }));
}

/** Skills the visit needs and the technician lacks, or has at too low a level. */
export function missingSkills(job: BoardJob, { technician }: Pick<Row, 'technician'>): string[] {
  return job.skills.filter(({ name, level }) => !technician.skills.some((has) => has.name === name && has.level >= level)).map(({ name }) => name);
}

export const COLOURINGS = ['status', 'lateness', 'skills'] as const;
export type Colouring = (typeof COLOURINGS)[number];
const TIGHT_MINUTES = 10;

/** The tone of a visit when the board shows lateness: what cannot be reached in time, is past its promise, or should have begun. */
export function lateTone(job: BoardJob, slack: Slack | undefined, now: number): 'good' | 'warn' | 'bad' | 'calm' {
  if (job.status === 'COMPLETED' || job.status === 'COULD_NOT_COMPLETE') return 'calm';
  const hasBegun = job.status === 'ON_SITE' || job.status === 'PAUSED';
  if (!hasBegun && (Date.parse(job.startsAt!) < now - TIGHT_MINUTES * 60_000 || (slack?.pastPromise ?? 0) > 0 || (slack?.spare ?? 0) < 0)) return 'bad';
  return !hasBegun && (slack?.spare ?? TIGHT_MINUTES) < TIGHT_MINUTES ? 'warn' : 'good';
}

/** The tone of a visit when the board shows who can do what. */
export const skillTone = (job: BoardJob, slack: Slack | undefined): 'good' | 'bad' | 'calm' => (!job.skills.length ? 'calm' : slack?.missing.length ? 'bad' : 'good');
