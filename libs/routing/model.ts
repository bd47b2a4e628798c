/** A problem laid out in typed arrays: what every later step reads. */
import { CODES, outside, unfit, unfitShift } from './fitness.ts';
import { NEVER } from './limits.ts';
import { readTravel } from './travel.ts';
import type { Job, Prices, Problem, Shift, Technician } from './types.ts';

export const DEFAULT_PRICES: Prices = {
  travel: 1, metre: 0, overtime: 2, wish: 1, due: 2, unassigned: [7_200, 21_600, 64_800, 194_400, 583_200],
  preferred: 900, territory: 1_800, changeTechnician: 3_600, changeStart: 600, changeTolerance: 900, balance: 0,
};

/** How much dearer lateness is by priority 0 to 4. */
export const DUE_WEIGHT = [0.5, 1, 2, 4, 8] as const;

/** A job with its place in the arrays: node `first` and, for a crew, `parts - 1` more from `rest`. */
export interface Unit {
  readonly job: Job;
  readonly first: number;
  readonly rest: number;
  readonly parts: number;
}

/** A shift with its technician; its index is the route's. */
export interface Slot {
  readonly technician: Technician;
  readonly shift: Shift;
  readonly index: number;
}

export class Model {
  readonly problem: Problem;
  readonly prices: Prices;
  /** Subtracted from every time, so that times are small. */
  readonly origin: number;
  readonly units: readonly Unit[];
  readonly slots: readonly Slot[];
  readonly unitOf = new Map<string, number>();
  /** Jobs that are in some `Shift.done`. */
  readonly done: ReadonlySet<string>;
  /** Nodes, units (the first nodes), routes, places, dimensions of parts. */
  readonly n: number;
  readonly u: number;
  readonly r: number;
  readonly l: number;
  readonly q: number;
  /** Travel: seconds of each slice, where each slice begins, and the price of each way. */
  readonly slices: readonly Int32Array[];
  readonly sliceFrom: Int32Array;
  readonly way: Float64Array | Float32Array;
  readonly usual: Float64Array;
  /** Per node: its unit, place, hard windows, wishes, due time and price, penalty, present technician and start. */
  readonly unitOfNode: Int32Array;
  readonly place: Int32Array;
  readonly winAt: Int32Array;
  readonly winFrom: Int32Array;
  readonly winTo: Int32Array;
  readonly wishAt: Int32Array;
  readonly wishFrom: Int32Array;
  readonly wishTo: Int32Array;
  readonly due: Int32Array;
  readonly dueRate: Float64Array;
  readonly penalty: Float64Array;
  readonly presentRoute: Int32Array;
  readonly presentStart: Int32Array;
  readonly changeWeight: Float64Array;
  readonly soft: Uint8Array;
  private readonly choosy: Uint8Array;
  readonly demand: Float64Array;
  /** Per node and route: seconds of work, first hard reason (see CODES), price whatever the time. */
  readonly work: Int32Array;
  readonly unfit: Uint8Array;
  readonly fixed: Float64Array;
  /** Per route: earliest beginning, end, end with overtime, first and last place (-1: anywhere), lunch, room, technician. */
  readonly begin: Int32Array;
  readonly finish: Int32Array;
  readonly limit: Int32Array;
  readonly home: Int32Array;
  readonly last: Int32Array;
  readonly lunchFrom: Int32Array;
  readonly lunchTo: Int32Array;
  readonly lunchFor: Int32Array;
  readonly room: Float64Array;
  readonly workDone: Float64Array;
  readonly person: Int32Array;

  constructor(problem: Problem) {
    this.problem = problem;
    this.prices = { ...DEFAULT_PRICES, ...problem.prices };
    const { technicians, travel } = problem;
    this.slots = technicians.flatMap((technician) => technician.shifts.map((shift, index) => ({ technician, shift, index })));
    const r = (this.r = this.slots.length);
    const l = (this.l = travel.places);
    this.origin = this.slots.reduce((least, { shift }) => Math.min(least, shift.from), Infinity);
    if (this.origin === Infinity) this.origin = 0;
    this.done = new Set(this.slots.flatMap(({ shift }) => (shift.done ?? []).map(({ job }) => job)));
    const open = problem.jobs.filter(({ id }) => !this.done.has(id));
    const u = (this.u = open.length);
    let rest = u;
    this.units = open.map((job, first) => {
      const parts = Math.max(1, job.crew ?? 1);
      this.unitOf.set(job.id, first);
      const unit = { job, first, rest, parts };
      rest += parts - 1;
      return unit;
    });
    const n = (this.n = rest);
    const q = (this.q = Math.max(0, ...open.map(({ demand }) => demand?.length ?? 0)));

    const roads = readTravel(travel);
    this.slices = roads.slices;
    this.usual = roads.usual;
    this.sliceFrom = Int32Array.from(travel.slices, ({ from }) => this.time(from));
    const { metre, travel: second } = this.prices;
    this.way = roads.narrow;
    if (metre !== 0 || second !== 1) {
      const { usual } = this;
      this.way = new Float64Array(l * l);
      for (let i = 0; i < l * l; i++) this.way[i] = usual[i]! * second + metre * (travel.metres?.[i] ?? 0);
    }

    this.unitOfNode = new Int32Array(n);
    this.place = new Int32Array(n);
    this.winAt = new Int32Array(n + 1);
    this.wishAt = new Int32Array(n + 1);
    this.due = new Int32Array(n).fill(NEVER);
    this.dueRate = new Float64Array(n);
    this.penalty = new Float64Array(n);
    this.presentRoute = new Int32Array(n).fill(-1);
    this.presentStart = new Int32Array(n);
    this.changeWeight = new Float64Array(n).fill(1);
    this.soft = new Uint8Array(n);
    this.choosy = new Uint8Array(n);
    this.demand = new Float64Array(n * q);
    this.work = new Int32Array(n * r);
    this.unfit = new Uint8Array(n * r);
    this.fixed = new Float64Array(n * r);
    for (const [unit, { first, rest: more, parts }] of this.units.entries()) {
      this.unitOfNode[first] = unit;
      for (let k = 1; k < parts; k++) this.unitOfNode[more + k - 1] = unit;
    }
    const wins: number[] = [];
    const wishes: number[] = [];
    for (let node = 0; node < n; node++) this.readNode(node, wins, wishes);
    [this.winFrom, this.winTo] = pairs(wins);
    [this.wishFrom, this.wishTo] = pairs(wishes);

    const whole = (f: (slot: Slot) => number) => Int32Array.from(this.slots, f);
    const now = problem.now ?? -Infinity;
    const lastDone = ({ shift }: Slot) => shift.done?.at(-1);
    this.begin = whole((s) => this.time(Math.max(s.shift.from, lastDone(s)?.end ?? -Infinity, now)));
    this.finish = whole(({ shift }) => this.time(shift.to));
    this.limit = whole(({ shift }) => this.time(shift.to + (shift.overtime ?? 0)));
    this.home = whole((s) => this.placeOfJob(lastDone(s)?.job) ?? s.shift.start ?? 0);
    this.last = whole(({ shift }) => (shift.end === null ? -1 : (shift.end ?? shift.start ?? 0)));
    this.lunchFrom = whole(({ shift }) => (shift.lunch ? this.time(shift.lunch.from) : 0));
    this.lunchTo = whole(({ shift }) => (shift.lunch ? this.time(shift.lunch.to) : -NEVER));
    this.lunchFor = whole(({ shift }) => shift.lunch?.seconds ?? 0);
    const people = new Map(technicians.map(({ id }, i) => [id, i]));
    this.person = whole(({ technician }) => people.get(technician.id)!);
    this.room = new Float64Array(r * q).fill(Infinity);
    this.workDone = Float64Array.from(this.slots, ({ shift }) => (shift.done ?? []).reduce((sum, { start, end }) => sum + end - start, 0));
    this.slots.forEach((slot, s) => this.readFit(slot, s));
    this.readPresent();
  }

  /** A time of the caller as one of ours. */
  time(t: number): number {
    return Math.max(-NEVER, Math.min(NEVER, Math.round(t - this.origin)));
  }

  /** The place of a job of the problem, done or not. */
  placeOfJob(id: string | undefined): number | null {
    return id === undefined ? null : (this.jobs.get(id)?.place ?? null);
  }

  #jobs: Map<string, Job> | undefined;
  get jobs(): Map<string, Job> {
    return (this.#jobs ??= new Map(this.problem.jobs.map((job) => [job.id, job])));
  }

  private readNode(node: number, wins: number[], wishes: number[]): void {
    const { job } = this.units[this.unitOfNode[node]!]!;
    const { prices } = this;
    this.place[node] = job.place ?? 0;
    const windows = job.pin?.start !== undefined ? [{ from: job.pin.start, to: job.pin.start }] : job.windows;
    const all = windows ? [...windows].sort((a, b) => a.from - b.from) : [{ from: -Infinity, to: Infinity }];
    for (const { from, to } of all) wins.push(this.time(from), this.time(to));
    this.winAt[node + 1] = wins.length / 2;
    for (const { from, to } of [...(job.wishes ?? [])].sort((a, b) => a.from - b.from)) wishes.push(this.time(from), this.time(to));
    this.wishAt[node + 1] = wishes.length / 2;
    const priority = Math.max(0, Math.min(4, Math.round(job.priority ?? 1)));
    if (job.due !== undefined) {
      this.due[node] = this.time(job.due);
      this.dueRate[node] = prices.due * DUE_WEIGHT[priority]!;
    }
    this.penalty[node] = prices.unassigned[Math.min(priority, prices.unassigned.length - 1)] ?? 0;
    this.changeWeight[node] = job.changeWeight ?? 1;
    this.soft[node] = job.wishes?.length || job.due !== undefined ? 1 : 0;
    this.choosy[node] = job.place === null || job.never || job.only || job.pin?.technicians || job.territory !== undefined || job.skills ? 1 : 0;
    job.demand?.forEach((needs, d) => (this.demand[node * this.q + d] = needs));
  }

  private readFit({ technician, shift }: Slot, s: number): void {
    const { n, r, q, prices } = this;
    const hard = prices.territory === Infinity;
    let left = shift.capacity;
    if (left) {
      for (const { job } of shift.done ?? []) left = left.map((room, d) => room - (this.jobs.get(job)?.demand?.[d] ?? 0));
      left.forEach((room, d) => d < q && (this.room[s * q + d] = room));
    }
    for (let node = 0; node < n; node++) {
      const unit = this.units[this.unitOfNode[node]!]!;
      const { job } = unit;
      const part = node === unit.first ? 0 : node - unit.rest + 1;
      const reason = (this.choosy[node] ? unfit(job, technician, hard, part) : null) ?? unfitShift(job, shift, left);
      const at = node * r + s;
      this.unfit[at] = reason ? CODES.indexOf(reason.code) : 0;
      this.work[at] = job.secondsBy?.[technician.id] ?? job.seconds;
      let price = 0;
      if (job.preferred?.length && !job.preferred.includes(technician.id)) price += prices.preferred;
      if (!hard && outside(job, technician)) price += prices.territory;
      this.fixed[at] = price;
    }
  }

  /** Lays the present plan beside the nodes; each member of a crew gets their own part. */
  private readPresent(): void {
    const taken = new Set<number>();
    for (const visit of this.problem.present ?? []) {
      const unit = this.unitOf.get(visit.job);
      if (unit === undefined) continue;
      const start = this.time(visit.start);
      const route = this.routeAt(visit.technician, start);
      const node = this.nodesOf(unit).find((k) => !taken.has(k) && (route < 0 || !this.unfit[k * this.r + route])) ?? this.nodesOf(unit).find((k) => !taken.has(k));
      if (node === undefined) continue;
      taken.add(node);
      this.presentRoute[node] = route < 0 ? this.r : route;
      this.presentStart[node] = start;
      this.soft[node] = 1;
    }
  }

  /** The shift of a technician that holds a time of ours, else their nearest, -1 for none. */
  routeAt(technician: string, t: number): number {
    let best = -1;
    let gap = Infinity;
    for (const [s, slot] of this.slots.entries()) {
      if (slot.technician.id !== technician) continue;
      const off = Math.max(this.time(slot.shift.from) - t, t - this.limit[s]!, 0);
      if (off < gap) [best, gap] = [s, off];
    }
    return best;
  }

  nodesOf(unit: number): number[] {
    const { first, rest, parts } = this.units[unit]!;
    return Array.from({ length: parts }, (_, k) => (k ? rest + k - 1 : first));
  }
}

function pairs(flat: readonly number[]): [Int32Array, Int32Array] {
  return [Int32Array.from(flat.filter((_, i) => i % 2 === 0)), Int32Array.from(flat.filter((_, i) => i % 2 === 1))];
}

const models = new WeakMap<Problem, Model>();

/** The model of a problem, made once: a problem must not be changed after it was handed over. */
export function modelOf(problem: Problem): Model {
  let model = models.get(problem);
  if (!model) models.set(problem, (model = new Model(problem)));
  return model;
}
