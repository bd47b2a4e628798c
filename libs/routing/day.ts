/** A day of field work as an office knows it, laid out as a problem: who works when, what has begun, what people were told, what is not known. */
import type { Job, Plan, Prices, Problem, Route, Shift, Skills, Span, Travel, Visit } from './types.ts';

/** A place on the map. */
export interface DayPlace {
  readonly lat: number;
  readonly lon: number;
}

/** Somebody who works that day: each shift is one stretch, absences already cut out. */
export interface DayTechnician {
  readonly id: string;
  readonly skills: Skills;
  readonly shifts: readonly Span[];
  /** `null` when nobody knows where the day begins: their visits are left alone. */
  readonly home: DayPlace | null;
  readonly lunch: { readonly from: number; readonly to: number; readonly seconds: number } | null;
  /** Territories they cover; empty: every one. */
  readonly territories: readonly string[];
}

/** One visit, as it stands on the board. */
export interface DayJob {
  readonly id: string;
  /** `null` when its position is not known. */
  readonly place: DayPlace | null;
  readonly seconds: number;
  readonly skills: Skills;
  /** The arrival that was promised. */
  readonly window: Span | null;
  /** When it should have been done by. */
  readonly due: number | null;
  /** 0 to 4. */
  readonly priority: number;
  readonly territory: string | null;
  readonly technician: string | null;
  readonly start: number | null;
  /** A person decided who and when. */
  readonly pinned: boolean;
  /** When work or travel began, once it has. */
  readonly begun: number | null;
  /** When it ended, once it has. */
  readonly ended: number | null;
}

export interface Day {
  readonly technicians: readonly DayTechnician[];
  readonly jobs: readonly DayJob[];
  /** Nothing new begins before it. */
  readonly now: number | null;
}

/** What keeps a visit or a technician from being planned as it should. */
export interface Gap {
  /** `JOB_WITHOUT_PLACE`: stays where it is or waits. `SHIFT_WITHOUT_PLACE`: their visits are left alone. `WINDOW_PASSED`: planned late rather than not at all. `PINNED_OVER_EACH_OTHER`: both stay, and cannot both be kept. */
  readonly code: 'JOB_WITHOUT_PLACE' | 'SHIFT_WITHOUT_PLACE' | 'WINDOW_PASSED' | 'PINNED_OVER_EACH_OTHER';
  readonly job?: string;
  readonly technician?: string;
}

/** A day laid out: the places to ask travel times for, then the problem. */
export interface LaidOut {
  readonly places: readonly DayPlace[];
  readonly gaps: readonly Gap[];
  /** Where each visit and each technician's home is among the places. */
  readonly at: ReadonlyMap<string, number>;
  readonly homes: ReadonlyMap<string, number>;
  problem(travel: Travel, prices?: Partial<Prices>): Problem;
}

/** Lays a day out. Times are whole seconds on the caller's clock. */
export function layOut(day: Day): LaidOut {
  const places = new Places();
  const gaps: Gap[] = [];
  const homes = new Map<string, number>();
  for (const { id, home, shifts } of day.technicians) {
    if (home) homes.set(id, places.at(home));
    else if (shifts.length) gaps.push({ code: 'SHIFT_WITHOUT_PLACE', technician: id });
  }
  const onShift = new Map(day.technicians.filter(({ id, shifts }) => shifts.length && homes.has(id)).map((t) => [t.id, t]));
  const idle = new Set(day.technicians.filter(({ id, shifts }) => shifts.length && !homes.has(id)).map(({ id }) => id));
  const open: Job[] = [];
  const done = new Map<string, DayJob[]>();
  const present: Visit[] = [];
  const at = new Map<string, number>();
  for (const job of day.jobs) {
    const spot = job.place ? places.at(job.place) : job.technician ? homes.get(job.technician) : undefined;
    if (spot !== undefined) at.set(job.id, spot);
    const { technician } = job;
    if (technician && idle.has(technician)) continue;
    if (job.begun !== null || job.ended !== null) {
      if (technician && onShift.has(technician)) done.set(technician, [...(done.get(technician) ?? []), job]);
      continue;
    }
    if (!job.place) gaps.push({ code: 'JOB_WITHOUT_PLACE', job: job.id });
    const stays = technician !== null && job.start !== null;
    if (stays) present.push({ job: job.id, technician, start: job.start! });
    if (job.window && day.now !== null && job.window.to < day.now) gaps.push({ code: 'WINDOW_PASSED', job: job.id });
    open.push(openJob(job, job.place || stays ? (spot ?? null) : null, day.now, onShift));
  }
  gaps.push(...pinnedTogether(day.jobs));
  const finished = [...done].flatMap(([technician, jobs]) => jobs.map((job): Job => ({ id: job.id, place: at.get(job.id) ?? homes.get(technician)!, seconds: job.seconds })));
  const technicians = [...onShift.values()].map(({ id, skills, territories, shifts, lunch }) => ({
    id, skills, ...(territories.length ? { territories } : {}),
    shifts: shiftsOf(shifts, homes.get(id)!, lunch, done.get(id) ?? [], day.now),
  }));
  return {
    places: places.all, gaps, at, homes,
    problem: (travel, prices) => ({ travel, technicians, jobs: [...open, ...finished], present, ...(day.now === null ? {} : { now: day.now }), ...(prices ? { prices } : {}) }),
  };
}

/** A plan made of visits by hand: what `price`, `slots` and `explain` need of it. */
export function planOf(visits: readonly Visit[]): Pick<Plan, 'routes'> {
  const stop = ({ job, start }: Visit) => ({ job, start, leave: start, arrive: start, end: start, travel: 0, slack: 0, late: 0, offWish: 0, done: false });
  const routes = visits.map((visit): Route => ({ technician: visit.technician, shift: 0, stops: [stop(visit)], end: visit.start, wayHome: 0, lunch: null, travel: 0, metres: 0, work: 0, overtime: 0, cost: 0 }));
  return { routes };
}

/** Visits a person holds with one technician at times that overlap. */
function pinnedTogether(jobs: readonly DayJob[]): Gap[] {
  const held = jobs.filter(({ pinned, technician, start, begun, ended }) => pinned && technician && start !== null && begun === null && ended === null);
  return held.filter((one) => held.some((other) => other !== one && other.technician === one.technician && other.start! < one.start! + one.seconds && one.start! < other.start! + other.seconds))
    .map(({ id }) => ({ code: 'PINNED_OVER_EACH_OTHER', job: id }));
}

/** A promise or due time that has passed has no price any more, or leaving the visit out would be cheaper than making it: it is urgent instead. */
function openJob({ id, place, seconds, skills, window, due, priority, territory, technician, start, pinned }: DayJob, at: number | null, now: number | null, onShift: ReadonlyMap<string, DayTechnician>): Job {
  const isPast = (time: number | undefined | null) => time != null && now !== null && time < now;
  const passed = isPast(window?.to);
  const held = technician !== null && start !== null && onShift.has(technician) && (pinned || place === null);
  return {
    id, place: at, seconds, skills, priority: passed || isPast(due) ? Math.max(priority, URGENT) : priority,
    ...(window && !passed && !held ? { windows: [window] } : {}),
    ...(due === null || isPast(due) ? {} : { due }),
    ...(territory === null ? {} : { territory }),
    ...(held ? { pin: { technicians: [technician], ...(now === null || start >= now ? { start } : {}) } } : {}),
  };
}

/** The shifts with what was done in each; work outside every shift counts to the one before it. */
function shiftsOf(spans: readonly Span[], home: number, lunch: DayTechnician['lunch'], done: readonly DayJob[], now: number | null): Shift[] {
  const sorted = spans.toSorted((a, b) => a.from - b.from);
  const began = (job: DayJob) => job.begun ?? job.start ?? job.ended ?? 0;
  const at = (job: DayJob) => Math.max(0, sorted.findLastIndex(({ from }) => from <= began(job)));
  const byShift = Map.groupBy(done, at);
  const lunchIn = sorted.findIndex(({ from, to }) => lunch !== null && lunch.from >= from && lunch.from + lunch.seconds <= to);
  return sorted.map(({ from, to }, i) => {
    let free = -Infinity;
    const over = (byShift.get(i) ?? []).toSorted((a, b) => began(a) - began(b)).map((job) => {
      const start = Math.max(began(job), free);
      free = Math.max(start, job.ended ?? Math.max(now ?? 0, start + job.seconds));
      return { job: job.id, start, end: free };
    });
    return { from, to, start: home, overtime: OVERTIME, ...(i === lunchIn && !(now !== null && lunch!.to < now) ? { lunch } : {}), ...(over.length ? { done: over } : {}) };
  });
}

const URGENT = 3;

/** Seconds past the end of a shift that a plan may use, at their price. */
const OVERTIME = 1_800;

/** Each place once, in the order it is first seen. */
class Places {
  readonly all: DayPlace[] = [];
  private readonly index = new Map<string, number>();

  at(place: DayPlace): number {
    const key = `${place.lat},${place.lon}`;
    let found = this.index.get(key);
    if (found === undefined) {
      this.index.set(key, (found = this.all.length));
      this.all.push(place);
    }
    return found;
  }
}
