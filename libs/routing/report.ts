/** From rows of nodes to a plan people can read. */
import { Field } from './field.ts';
import type { Model } from './model.ts';
import { type Rows, State } from './state.ts';
import { Timetable } from './timetable.ts';
import type { CostParts, Plan, Route, Span, Stop } from './types.ts';
import { whyLeftOut } from './verdict.ts';

type Sum = { -readonly [part in keyof CostParts]: number };

/** A cost of nothing. */
export function noCost(): Sum {
  return { travel: 0, overtime: 0, wish: 0, due: 0, preferred: 0, territory: 0, change: 0, balance: 0, unassigned: 0 };
}

export class Report {
  private readonly model: Model;

  constructor(model: Model) {
    this.model = model;
  }

  plan(rows: Rows, iterations: number, elapsed: number, known?: Field): Plan {
    const { model } = this;
    const table = new Timetable(model, rows.stride, rows.meet);
    const parts = noCost();
    const seen = new Uint8Array(model.n);
    const moved = new Set<string>();
    const shifted = new Set<string>();
    const routes = model.slots.map((_, route) => {
      for (let i = 0; i < rows.len[route]!; i++) {
        const node = rows.seq[route * rows.stride + i]!;
        seen[node] = 1;
        if (model.presentRoute[node]! >= 0 && model.presentRoute[node] !== route) moved.add(model.units[model.unitOfNode[node]!]!.job.id);
      }
      const made = this.route(table, rows, route, parts);
      made.shifted.forEach((id) => shifted.add(id));
      return made.route;
    });
    const unassigned = [];
    const left = model.units.filter(({ first }) => !seen[first]);
    if (left.length) {
      const field = known ?? seated(model, rows);
      for (const { job, first } of left) {
        parts.unassigned += model.penalty[first]!;
        if (model.presentRoute[first]! >= 0) moved.add(job.id);
        unassigned.push({ job: job.id, reason: whyLeftOut(field, first) });
      }
    }
    const cost = Object.values(parts).reduce((sum, part) => sum + part, 0);
    return { routes, unassigned, cost, parts, moved: [...moved], shifted: [...shifted].filter((id) => !moved.has(id)), iterations, elapsed };
  }

  /** One route and the parts of its cost. */
  one(rows: Rows, route: number): { route: Route; parts: CostParts } {
    const parts = noCost();
    return { route: this.route(new Timetable(this.model, rows.stride, rows.meet), rows, route, parts).route, parts };
  }

  private route(table: Timetable, rows: Rows, route: number, parts: Sum): { route: Route; shifted: string[] } {
    const { model } = this;
    const { technician, shift, index } = model.slots[route]!;
    const row = route * rows.stride;
    const length = rows.len[route]!;
    const cost = table.price(route, rows.seq, row, length);
    const [way, change, fixed] = [table.way, table.change, table.fixed];
    table.forwards(route, rows.seq, row, length);
    table.backwards(route, rows.seq, row, length);
    table.overtime = table.wish = table.due = table.change = 0;
    table.run(route, rows.seq, row, length, true);
    const stops: Stop[] = (shift.done ?? []).map(({ job, start, end }) => ({ job, leave: start, arrive: start, start, end, travel: 0, slack: 0, late: 0, offWish: 0, done: true }));
    const shifted: string[] = [];
    let at = model.home[route]!;
    let leave = model.begin[route]!;
    let lunch: Span | null = null;
    let travel = 0;
    let metres = 0;
    let work = 0;
    const metresTo = (to: number) => (to < 0 ? 0 : (model.problem.travel.metres?.[at * model.l + to] ?? 0));
    for (let i = 0; i < length; i++) {
      const node = rows.seq[row + i]!;
      const { job } = model.units[model.unitOfNode[node]!]!;
      const to = model.place[node]!;
      const [arrive, start, end] = [table.arrives[i]!, table.starts[i]!, table.ends[i]!];
      const fedHere = i === table.lunchLeg;
      if (i === 0 && !fedHere) leave = Math.max(leave, table.roads.leave(at, to, start));
      const seconds = table.roads.arrive(at, to, leave) - leave;
      if (fedHere) lunch = this.lunch(route, leave, leave + seconds);
      const latest = table.lunchLeg < 0 || i >= table.lunchLeg ? table.late1[i]! : table.late0[i]!;
      if (model.presentRoute[node] === route && Math.abs(start - model.presentStart[node]!) > model.prices.changeTolerance) shifted.push(job.id);
      stops.push({
        job: job.id, leave: leave + model.origin, arrive: (i === 0 && !fedHere ? leave + seconds : arrive) + model.origin, start: start + model.origin, end: end + model.origin, travel: seconds,
        slack: Math.max(0, latest - start), late: Math.max(0, end - model.due[node]!), offWish: table.offWish(node, start), done: false,
      });
      travel += seconds;
      metres += metresTo(to);
      work += end - start;
      const preferred = job.preferred?.length && !job.preferred.includes(technician.id) ? model.prices.preferred : 0;
      parts.preferred += preferred;
      parts.territory += model.fixed[node * model.r + route]! - preferred;
      leave = end;
      at = to;
    }
    const wayHome = length ? table.roads.arrive(at, model.last[route]!, leave) - leave : 0;
    if (length && table.lunchLeg === length) lunch = this.lunch(route, leave, leave + wayHome);
    const end = length ? table.homeAt : leave;
    if (length) {
      metres += metresTo(model.last[route]!);
      parts.travel += way;
      parts.change += change;
      parts.overtime += table.overtime;
      parts.wish += table.wish;
      parts.due += table.due;
      parts.balance += cost - way - fixed - change - table.overtime - table.wish - table.due;
    }
    return {
      shifted,
      route: {
        technician: technician.id, shift: index, stops, end: end + model.origin, wayHome, lunch, travel: travel + wayHome, metres, work,
        overtime: length ? Math.max(0, end - model.finish[route]!) : 0, cost,
      },
    };
  }

  /** Lunch on a leg: as soon as its window allows, at the latest when the way is done. */
  private lunch(route: number, leave: number, there: number): Span {
    const { model } = this;
    const from = Math.max(leave, Math.min(there, Math.max(model.lunchFrom[route]!, leave)), model.lunchFrom[route]!);
    return { from: from + model.origin, to: from + model.lunchFor[route]! + model.origin };
  }
}

/** The full evaluator with rows put in place. */
export function seated(model: Model, rows: Rows): Field {
  const state = new State(model.n, model.r, Math.max(model.n, rows.stride));
  const field = new Field(model, state);
  for (let route = 0; route < model.r; route++) {
    for (let i = 0; i < rows.len[route]!; i++) {
      const node = rows.seq[route * rows.stride + i]!;
      state.meet[node] = rows.meet[node]!;
      state.insert(node, route, i);
    }
    if (rows.len[route]) field.refresh(route);
  }
  state.commit();
  return field;
}
