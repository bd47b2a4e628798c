/** Where and when the members of a crew can begin one job together for the least. */
import type { Field } from './field.ts';

export class Meeting {
  /** What was found: when they begin, and the route and position of each member. */
  at = -1;
  readonly route: Int32Array;
  readonly pos: Int32Array;
  /** Options of the members: whose, where, between which starts, for how much. */
  private readonly optPart: Int32Array;
  private readonly optRoute: Int32Array;
  private readonly optPos: Int32Array;
  private readonly optFrom: Float64Array;
  private readonly optTo: Float64Array;
  private readonly optCost: Float64Array;
  private options = 0;
  private readonly chosen: Int32Array;
  private readonly field: Field;

  constructor(field: Field) {
    this.field = field;
    const { model } = field;
    const crew = model.units.reduce((most, { parts }) => Math.max(most, parts), 1);
    const size = crew > 1 ? crew * (model.n + model.r) + 1 : 1;
    this.route = new Int32Array(crew);
    this.pos = new Int32Array(crew);
    this.optPart = new Int32Array(size);
    this.optRoute = new Int32Array(size);
    this.optPos = new Int32Array(size);
    this.optFrom = new Float64Array(size);
    this.optTo = new Float64Array(size);
    this.optCost = new Float64Array(size);
    this.chosen = new Int32Array(crew);
  }

  /** The cost of the cheapest common start of a unit, Infinity when there is none. */
  best(unit: number): number {
    const { parts, first, job } = this.field.model.units[unit]!;
    this.collect(unit);
    // Whoever comes last sets the start: any of the options of one member, or of all when some are pinned to different people.
    const all = Boolean(job.pin?.technicians?.length);
    let best = Infinity;
    this.at = -1;
    for (let k = 0; k < this.options && (all || this.optPart[k] === 0); k++) {
      const t = this.optFrom[k]!;
      if ((k > 0 && t === this.optFrom[k - 1]) || this.field.table.startAt(first, t) !== t) continue;
      const cost = this.crewAt(parts, t, best);
      if (cost > best || cost === Infinity || (cost === best && t >= this.at)) continue;
      best = cost;
      this.at = t;
      for (let part = 0; part < parts; part++) {
        this.route[part] = this.optRoute[this.chosen[part]!]!;
        this.pos[part] = this.optPos[this.chosen[part]!]!;
      }
    }
    return best;
  }

  /** Every position of every member, with the span of starts it allows. */
  private collect(unit: number): void {
    const { field } = this;
    const { model, state } = field;
    const { first, rest, parts } = model.units[unit]!;
    this.options = 0;
    for (let part = 0; part < parts; part++) {
      const node = part ? rest + part - 1 : first;
      for (let route = 0; route < model.r; route++) {
        if (!field.fits(node, route)) continue;
        for (let pos = 0; pos <= state.len[route]!; pos++) {
          if (!field.span(node, route, pos)) continue;
          const k = this.options++;
          this.optPart[k] = part;
          this.optRoute[k] = route;
          this.optPos[k] = pos;
          this.optFrom[k] = field.spanFrom;
          this.optTo[k] = field.spanTo;
          this.optCost[k] = field.price[node * model.r + route]! + field.detour(node, route, pos);
        }
      }
    }
  }

  /** The cheapest crew of different people who can all begin at `t`, left in `chosen`; Infinity when it is not cheaper than `limit`. */
  private crewAt(parts: number, t: number, limit: number): number {
    const { person } = this.field.model;
    let sum = 0;
    for (let part = 0; part < parts; part++) {
      let best = -1;
      for (let k = 0; k < this.options; k++) {
        if (this.optPart[k] !== part || this.optFrom[k]! > t || this.optTo[k]! < t || (best >= 0 && this.optCost[k]! >= this.optCost[best]!)) continue;
        let twice = false;
        for (let other = 0; other < part; other++) if (person[this.optRoute[this.chosen[other]!]!] === person[this.optRoute[k]!]) twice = true;
        if (!twice) best = k;
      }
      if (best < 0) return Infinity;
      this.chosen[part] = best;
      sum += this.optCost[best]!;
      if (sum > limit) return Infinity;
    }
    return sum;
  }
}
