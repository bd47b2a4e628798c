// npm run bench:routing -- --data <folder> [--sets solomon,homberger_200] [--only R2] [--seconds 1,10] [--seed 1] [--part instances|field|replan|slots] [--clock cpu]
// Gap to the best known distances against seconds on one core, a day in the field, replanning after one change, and slot offers.
// With --clock cpu all seconds are those the thread really computed, for machines that do something else beside it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { check, plan, slots } from '../libs/routing/routing.ts';
import { fieldDay } from './field-day.mjs';
import { measure, readInstance } from './vrptw.mjs';

const { values } = parseArgs({ options: { data: { type: 'string' }, sets: { type: 'string' }, only: { type: 'string', default: '.' }, seconds: { type: 'string' }, seed: { type: 'string', default: '1' }, part: { type: 'string' }, rounds: { type: 'string', default: '100' }, clock: { type: 'string', default: 'wall' } } });
const BUDGETS = { solomon: [1, 10], homberger_200: [20], homberger_400: [20], homberger_1000: [60] };
if (values.clock === 'cpu') {
  const value = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  };
  Object.defineProperty(performance, 'now', { value });
}
const seed = Number(values.seed);
const mean = (numbers) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
const say = (...columns) => console.log(`| ${columns.join(' | ')} |`);
const wanted = (part) => !values.part || values.part.split(',').includes(part);
const percentile = (numbers, share) => numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(share * numbers.length))];

function bestKnown(folder) {
  const lines = readFileSync(join(folder, 'bks.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
  return new Map(lines.map((line) => line.split(',')).map(([name, distance]) => [name.toUpperCase(), Number(distance)]));
}

function instances(folder) {
  const best = bestKnown(folder);
  const sets = values.sets?.split(',') ?? Object.keys(BUDGETS).filter((set) => existsSync(join(folder, set)));
  say('set', 'seconds', 'instances', 'mean gap %', 'worst %', 'by class');
  say('---', '---', '---', '---', '---', '---');
  for (const set of sets) for (const seconds of values.seconds?.split(',').map(Number) ?? BUDGETS[set] ?? [10]) {
    const classes = new Map();
    for (const file of readdirSync(join(folder, set)).filter((name) => name.endsWith('.txt') && new RegExp(values.only, 'i').test(name)).sort()) {
      const name = file.replace('.txt', '').toUpperCase();
      const instance = readInstance(join(folder, set, file));
      const gap = 100 * (measure(instance, plan(instance.problem, { seconds, seed })) / 10 / best.get(name) - 1);
      const kind = /^[A-Z]+\d/.exec(name)[0];
      classes.set(kind, [...(classes.get(kind) ?? []), gap]);
    }
    const gaps = [...classes.values()].flat();
    say(set, seconds, gaps.length, mean(gaps).toFixed(2), Math.max(...gaps).toFixed(2), [...classes].map(([kind, some]) => `${kind} ${mean(some).toFixed(2)}`).join(', '));
  }
}

const hours = ({ parts }) => (parts.travel / 3_600).toFixed(1);

function field() {
  plan(fieldDay({ jobs: 60, technicians: 10, seed: 99 }), { seconds: 1 }); // a worker that has planned before
  say('day', 'seconds', 'hours of travel', 'left out', 'broken rules');
  say('---', '---', '---', '---', '---');
  for (const day of [{ jobs: 300, technicians: 46 }, { jobs: 300, technicians: 30 }, { jobs: 600, technicians: 92 }]) {
    const problem = fieldDay({ ...day, seed });
    for (const seconds of values.seconds?.split(',').map(Number) ?? [0.5, 1, 9]) {
      const made = plan(problem, { seconds, seed });
      say(`${day.jobs} jobs, ${day.technicians} technicians`, seconds, hours(made), made.unassigned.length, check(problem, made).length);
    }
  }
}

const visits = (made) => made.routes.flatMap(({ technician, stops }) => stops.map(({ job, start }) => ({ job, technician, start })));

/** One thing that goes wrong during a day: somebody is ill, a job is new, cancelled, or takes longer. */
function event(problem, present, round) {
  const changed = { ...problem, present };
  const { jobs, technicians } = problem;
  const pick = (list) => list[(round * 7_919) % list.length];
  const kind = ['ill', 'new', 'cancelled', 'longer'][round % 4];
  if (kind === 'ill') changed.technicians = technicians.map((who) => (who === pick(technicians) ? { ...who, shifts: [] } : who));
  if (kind === 'new') changed.jobs = [...jobs, { ...pick(jobs), id: 'new' }];
  if (kind === 'cancelled') changed.jobs = jobs.filter((job) => job !== pick(jobs));
  if (kind === 'longer') changed.jobs = jobs.map((job) => (job === pick(jobs) ? { ...job, seconds: job.seconds + 2_700 } : job));
  return { kind, changed };
}

function replan() {
  const problem = fieldDay({ seed });
  const present = visits(plan(problem, { seconds: 3, seed }));
  const kinds = new Map();
  for (let round = 0; round < Number(values.rounds) + 8; round++) {
    const { kind, changed } = event(problem, present, round);
    const began = performance.now();
    const made = plan(changed, { seconds: 0.16, seed });
    const took = performance.now() - began;
    const broken = check(changed, made).length;
    if (round < 8) continue; // a worker has run before
    const found = kinds.get(kind) ?? { took: [], moved: [], left: [], broken: 0 };
    found.took.push(took);
    found.moved.push((100 * made.moved.length) / problem.jobs.length);
    found.left.push(made.unassigned.length);
    found.broken += broken;
    kinds.set(kind, found);
  }
  say('change', 'rounds', 'p50 ms', 'p99 ms', 'jobs moved %, mean', 'worst', 'left out, mean', 'broken rules');
  say('---', '---', '---', '---', '---', '---', '---', '---');
  for (const [kind, { took, moved, left, broken }] of kinds) {
    say(kind, took.length, percentile(took, 0.5).toFixed(0), percentile(took, 0.99).toFixed(0), mean(moved).toFixed(2), Math.max(...moved).toFixed(2), mean(left).toFixed(2), broken);
  }
}

function offers() {
  const problem = fieldDay({ seed });
  const made = plan(problem, { seconds: 1, seed });
  const windows = [8, 10, 12, 14].map((hour) => ({ from: hour * 3_600, to: (hour + 2) * 3_600 }));
  const open = { ...problem, jobs: [...problem.jobs, ...problem.jobs.map((job) => ({ ...job, id: `${job.id}+`, windows: undefined, skills: {} }))] };
  slots(open, made, 'j0+', windows);
  const took = problem.jobs.map(({ id }) => {
    const began = performance.now();
    slots(open, made, `${id}+`, windows);
    return performance.now() - began;
  });
  say('three best of four windows, 46 technicians', 'p50 ms', 'p99 ms');
  say('---', '---', '---');
  say(took.length, percentile(took, 0.5).toFixed(2), percentile(took, 0.99).toFixed(2));
}

if (wanted('instances')) {
  if (values.data && existsSync(values.data)) instances(values.data);
  else console.log('Name the folder of instances (solomon/, homberger_200/ …, bks.csv) with --data.');
}
if (wanted('field')) field();
if (wanted('replan')) replan();
if (wanted('slots')) offers();
