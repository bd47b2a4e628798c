/** What is wrong with a problem before anybody plans it: each flaw names its job or technician, and what to do about it is clear from its code. */
import { forbidden } from './verdict.ts';
import { Desk } from './desk.ts';
import type { Job, Problem, Reason, Shift } from './types.ts';

export interface Flaw {
  readonly code:
    | 'SHIFT_WITHOUT_PLACE' | 'SHIFT_ENDS_BEFORE_IT_BEGINS' | 'SHIFTS_OVERLAP' | 'LUNCH_OUTSIDE_SHIFT' | 'NO_PLACE' | 'WINDOW_ENDS_BEFORE_IT_BEGINS' | 'WINDOW_IN_THE_PAST'
    | 'LONGER_THAN_EVERY_SHIFT' | 'SKILL_NOBODY_HAS' | 'NOBODY_MAY' | 'PINNED_OVER_EACH_OTHER' | 'UNKNOWN_TECHNICIAN' | 'UNKNOWN_PLACE' | 'TWICE';
  readonly job?: string;
  /** The other job of a pair pinned over each other. */
  readonly other?: string;
  readonly technician?: string;
  /** The skill or place it is about. */
  readonly about?: string;
}

/** Every flaw of a problem, none for one that can be planned whole as far as single jobs go. Throws a RoutingError when travel times cannot be read. */
export function flaws(problem: Problem): Flaw[] {
  const found = [...doubles(problem), ...flawsOfShifts(problem)];
  const people = new Set(problem.technicians.map(({ id }) => id));
  for (const job of problem.jobs) found.push(...flawsOfJob(problem, job, people));
  if (!found.some(({ code }) => code === 'TWICE' || code === 'UNKNOWN_PLACE')) found.push(...impossible(problem, new Set(found.map(({ job }) => job))));
  return [...found, ...pinnedTogether(problem)];
}

function doubles({ jobs, technicians }: Problem): Flaw[] {
  const twice = (ids: string[]) => ids.filter((id, i) => ids.indexOf(id) !== i);
  return [
    ...twice(jobs.map(({ id }) => id)).map((job): Flaw => ({ code: 'TWICE', job })),
    ...twice(technicians.map(({ id }) => id)).map((technician): Flaw => ({ code: 'TWICE', technician })),
  ];
}

function flawsOfShifts({ technicians, travel }: Problem): Flaw[] {
  const found: Flaw[] = [];
  for (const { id: technician, shifts } of technicians) {
    for (const shift of shifts) for (const code of flawsOfShift(shift, travel.places)) found.push({ code, technician });
    const sorted = shifts.toSorted((a, b) => a.from - b.from);
    if (sorted.some((shift, i) => i > 0 && sorted[i - 1]!.to > shift.from)) found.push({ code: 'SHIFTS_OVERLAP', technician });
  }
  return found;
}

function flawsOfShift({ from, to, start, end, lunch }: Shift, places: number): Flaw['code'][] {
  const codes: Flaw['code'][] = [];
  if (start === null) codes.push('SHIFT_WITHOUT_PLACE');
  if (to <= from) codes.push('SHIFT_ENDS_BEFORE_IT_BEGINS');
  if ([start, end].some((place) => place != null && !(place >= 0 && place < places))) codes.push('UNKNOWN_PLACE');
  if (lunch && (lunch.to < from || lunch.from + lunch.seconds > to)) codes.push('LUNCH_OUTSIDE_SHIFT');
  return codes;
}

function flawsOfJob({ now, travel }: Problem, { id: job, place, windows, only, never, pin, preferred }: Job, people: ReadonlySet<string>): Flaw[] {
  const found: Flaw[] = [];
  if (place === null) found.push({ code: 'NO_PLACE', job });
  else if (!(place >= 0 && place < travel.places)) found.push({ code: 'UNKNOWN_PLACE', job, about: String(place) });
  if (windows?.some(({ from, to }) => to < from)) found.push({ code: 'WINDOW_ENDS_BEFORE_IT_BEGINS', job });
  if (now !== undefined && windows?.length && windows.every(({ to }) => to < now)) found.push({ code: 'WINDOW_IN_THE_PAST', job });
  for (const who of [only, never, pin?.technicians, preferred].flatMap((list) => list ?? [])) if (!people.has(who)) found.push({ code: 'UNKNOWN_TECHNICIAN', job, technician: who });
  return found;
}

const WORDS: Partial<Record<Reason['code'], Flaw['code']>> = { SKILL_MISSING: 'SKILL_NOBODY_HAS', SKILL_LEVEL: 'SKILL_NOBODY_HAS', LONGER_THAN_SHIFT: 'LONGER_THAN_EVERY_SHIFT' };

/** Jobs no shift can take, were they all empty; jobs with a flaw already are not told twice. */
function impossible(problem: Problem, known: ReadonlySet<string | undefined>): Flaw[] {
  const { model, field } = new Desk(problem, []);
  const found: Flaw[] = [];
  for (const [unit, { job }] of model.units.entries()) {
    if (known.has(job.id)) continue;
    const reasons = model.slots.map((_, route) => forbidden(field, unit, route));
    if (reasons.includes(null)) continue;
    const [first] = reasons;
    const same = first && reasons.every((reason) => WORDS[reason!.code] !== undefined && WORDS[reason!.code] === WORDS[first.code]);
    found.push({ code: same ? WORDS[first.code]! : 'NOBODY_MAY', job: job.id, ...(same && first.about !== undefined ? { about: first.about } : {}) });
  }
  return found;
}

/** Jobs pinned to one technician at times that overlap. */
function pinnedTogether({ jobs }: Problem): Flaw[] {
  const pinned = jobs.filter(({ pin }) => pin?.start !== undefined && pin.technicians?.length).toSorted((a, b) => a.pin!.start! - b.pin!.start!);
  return pinned.flatMap((job, i) => pinned.slice(i + 1)
    .filter((other) => other.pin!.start! < job.pin!.start! + job.seconds && other.pin!.technicians!.some((who) => job.pin!.technicians!.includes(who)))
    .map((other): Flaw => ({ code: 'PINNED_OVER_EACH_OTHER', job: job.id, other: other.id })));
}
