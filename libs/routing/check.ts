/**
 * An independent judge: reads a problem and a plan as a person would, shares no code with the planner, and lists every hard rule that is broken.
 * What is done already (`Shift.done`) is taken as it happened.
 */
import type { Job, Plan, Problem, Route, Shift, Stop, Technician } from './types.ts';

export interface Breach {
  readonly rule:
    | 'UNKNOWN' | 'TWICE' | 'LOST' | 'SKILL' | 'TERRITORY' | 'WHO' | 'PIN' | 'PARTS' | 'WINDOW' | 'TRAVEL' | 'SERVICE' | 'SHIFT' | 'LUNCH' | 'CREW' | 'NOW' | 'DONE' | 'PLACE';
  readonly job?: string;
  readonly technician?: string;
  readonly text: string;
}

/** Every hard rule a plan breaks; none for a plan that can be driven. */
export function check(problem: Problem, plan: Pick<Plan, 'routes' | 'unassigned'>): Breach[] {
  const breaches: Breach[] = [];
  const jobs = new Map(problem.jobs.map((job) => [job.id, job]));
  const people = new Map(problem.technicians.map((technician) => [technician.id, technician]));
  const visits = new Map<string, { technician: string; start: number }[]>();
  const used = new Set<string>();
  for (const route of plan.routes) {
    const technician = people.get(route.technician);
    const shift = technician?.shifts[route.shift];
    const name = `${route.technician}/${route.shift}`;
    if (!technician || !shift || used.has(name)) {
      breaches.push({ rule: 'UNKNOWN', technician: route.technician, text: `Shift ${name} is not in the problem, or is there twice.` });
      continue;
    }
    used.add(name);
    for (const { job, start } of route.stops) visits.set(job, [...(visits.get(job) ?? []), { technician: technician.id, start }]);
    breaches.push(...checkRoute(problem, jobs, technician, shift, route));
  }
  for (const job of problem.jobs) breaches.push(...checkJob(problem, job, visits.get(job.id) ?? [], plan.unassigned.some((left) => left.job === job.id)));
  return breaches;
}

/** A job is done by its whole crew at one time, or by nobody and said so. */
function checkJob(problem: Problem, job: Job, visits: { technician: string; start: number }[], left: boolean): Breach[] {
  const crew = Math.max(1, job.crew ?? 1);
  const breach = (rule: Breach['rule'], text: string): Breach => ({ rule, job: job.id, text });
  const isDone = problem.technicians.some(({ shifts }) => shifts.some(({ done }) => done?.some((past) => past.job === job.id)));
  if (isDone) return left ? [breach('DONE', `${job.id} is done and yet left out.`)] : [];
  if (!visits.length) return left ? [] : [breach('LOST', `${job.id} is neither planned nor left out.`)];
  if (left) return [breach('TWICE', `${job.id} is planned and left out.`)];
  if (visits.length !== crew) return [breach(crew > 1 ? 'CREW' : 'TWICE', `${job.id} has ${visits.length} visits and needs ${crew}.`)];
  const found: Breach[] = [];
  if (new Set(visits.map(({ technician }) => technician)).size !== crew) found.push(breach('CREW', `${job.id} needs ${crew} different people.`));
  if (new Set(visits.map(({ start }) => start)).size !== 1) found.push(breach('CREW', `The crew of ${job.id} does not begin together.`));
  for (const pinned of job.pin?.technicians ?? []) {
    if (!visits.some(({ technician }) => technician === pinned)) found.push(breach('PIN', `${job.id} is pinned to ${pinned}.`));
  }
  return found;
}

function checkRoute(problem: Problem, jobs: Map<string, Job>, technician: Technician, shift: Shift, route: Route): Breach[] {
  const found: Breach[] = [];
  const say = (rule: Breach['rule'], text: string, job?: string) => found.push({ rule, technician: technician.id, ...(job === undefined ? {} : { job }), text });
  const past = shift.done ?? [];
  past.forEach(({ job, start }, i) => {
    if (route.stops[i]?.job !== job || route.stops[i]?.start !== start) say('DONE', `${job} has been done and was moved.`, job);
  });
  const stops = route.stops.slice(past.length);
  if (!stops.length) return found;
  if (shift.start === null) say('PLACE', 'The shift has no place to begin.');
  let at = past.length ? (jobs.get(past.at(-1)!.job)?.place ?? shift.start ?? 0) : (shift.start ?? 0);
  let free = Math.max(shift.from, past.at(-1)?.end ?? -Infinity, problem.now ?? -Infinity);
  let lunch = shift.lunch ? route.lunch : null;
  if (shift.lunch) found.push(...checkLunch(shift, technician, route, free));
  const load = (shift.capacity ?? []).map((room, d) => room - past.reduce((sum, { job }) => sum + (jobs.get(job)?.demand?.[d] ?? 0), 0));
  for (const stop of stops) {
    const job = jobs.get(stop.job);
    if (!job || job.place === null) {
      say('UNKNOWN', `${stop.job} is not a job that can be visited.`, stop.job);
      continue;
    }
    found.push(...checkVisit(problem, job, technician, stop));
    if (stop.leave < free) say(free === problem.now ? 'NOW' : 'TRAVEL', `${technician.id} leaves for ${job.id} at ${stop.leave}, free from ${free}.`, job.id);
    const arrive = onTheRoad(problem, at, job.place, stop.leave);
    const fed = lunch && lunch.from < stop.start;
    if (fed) {
      if (lunch!.from < stop.leave) say('LUNCH', `Lunch overlaps the work before ${job.id}.`, job.id);
      if (Math.max(arrive + lunch!.to - lunch!.from, lunch!.to) > stop.start) say('LUNCH', `Lunch and the way to ${job.id} take longer than there is.`, job.id);
      lunch = null;
    } else if (arrive > stop.start) say('TRAVEL', `${technician.id} cannot be at ${job.id} before ${arrive}, and begins at ${stop.start}.`, job.id);
    job.demand?.forEach((needs, d) => {
      if (load[d] !== undefined) load[d] -= needs;
    });
    free = stop.end;
    at = job.place;
  }
  if (load.some((room) => room < 0)) say('PARTS', `${technician.id} has too few parts.`);
  const end = shift.end === undefined ? shift.start : shift.end;
  let home = end === null ? free : onTheRoad(problem, at, end, free);
  if (lunch) {
    if (lunch.from < free) say('LUNCH', 'Lunch overlaps the last job.');
    home = Math.max(home + lunch.to - lunch.from, lunch.to);
  }
  if (home > shift.to + (shift.overtime ?? 0)) say('SHIFT', `${technician.id} is back at ${home}, the shift ends at ${shift.to + (shift.overtime ?? 0)}.`);
  if (route.end < home) say('SHIFT', `${technician.id} is said to be back at ${route.end}, and cannot before ${home}.`);
  return found;
}

function checkLunch(shift: Shift, technician: Technician, route: Route, free: number): Breach[] {
  const { lunch } = route;
  const want = shift.lunch!;
  const wrong = !lunch ? 'is missing' : lunch.to - lunch.from < want.seconds ? 'is too short' : lunch.from < want.from || lunch.from > Math.max(want.to, 0) ? 'is outside its window' : lunch.from < free ? 'is before the shift' : null;
  return wrong ? [{ rule: 'LUNCH', technician: technician.id, text: `The lunch of ${technician.id} ${wrong}.` }] : [];
}

/** Rules between one job and one technician at one time. */
function checkVisit(problem: Problem, job: Job, technician: Technician, stop: Stop): Breach[] {
  const found: Breach[] = [];
  const say = (rule: Breach['rule'], text: string) => found.push({ rule, job: job.id, technician: technician.id, text });
  for (const [skill, level] of Object.entries(job.skills ?? {})) {
    if ((technician.skills?.[skill] ?? 0) < level) say('SKILL', `${job.id} needs ${skill} ${level}, ${technician.id} has ${technician.skills?.[skill] ?? 0}.`);
  }
  if (job.never?.includes(technician.id) || (job.only && !job.only.includes(technician.id))) say('WHO', `${technician.id} may not do ${job.id}.`);
  const covers = !job.territory || !technician.territories || technician.territories.includes(job.territory);
  if (problem.prices?.territory === Infinity && !covers) say('TERRITORY', `${job.id} is outside the territories of ${technician.id}.`);
  if (job.pin?.start !== undefined && stop.start !== job.pin.start) say('PIN', `${job.id} is pinned to ${job.pin.start} and begins at ${stop.start}.`);
  if (job.windows && job.pin?.start === undefined && !job.windows.some(({ from, to }) => stop.start >= from && stop.start <= to)) say('WINDOW', `${job.id} begins at ${stop.start}, outside its windows.`);
  if (stop.end - stop.start !== (job.secondsBy?.[technician.id] ?? job.seconds)) say('SERVICE', `${job.id} is given ${stop.end - stop.start} s.`);
  if (problem.now !== undefined && stop.start < problem.now) say('NOW', `${job.id} begins in the past.`);
  return found;
}

/** Arrival after leaving `a` for `b` at a time: each part of the way at the pace of its own hour. */
function onTheRoad({ travel }: Problem, a: number, b: number, leave: number): number {
  const way = a * travel.places + b;
  let t = leave;
  let left = 1;
  for (const [k, { seconds }] of travel.slices.entries()) {
    const until = travel.slices[k + 1]?.from ?? Infinity;
    if (until <= t) continue;
    const whole = seconds[way]!;
    if (t + left * whole <= until) return Math.ceil(t + left * whole - 1e-9);
    left -= (until - t) / whole;
    t = until;
  }
  return t;
}
