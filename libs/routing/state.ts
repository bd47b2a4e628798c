/** Routes as rows of one array: what a report needs. */
export interface Rows {
  readonly seq: Int32Array;
  readonly len: Int32Array;
  readonly meet: Int32Array;
  readonly stride: number;
}

/** Who stands where: routes as rows of one array, with a journal so that a round of the search can be taken back. */
export class State implements Rows {
  readonly n: number;
  readonly r: number;
  readonly stride: number;
  /** Row `route * stride`: the nodes of a route in order. */
  readonly seq: Int32Array;
  readonly len: Int32Array;
  /** Every route once, those with work first: `rows` of them. */
  readonly order: Int32Array;
  rows = 0;
  private readonly orderAt: Int32Array;
  /** Per node: its route (-1: none) and its position there. */
  readonly routeOf: Int32Array;
  readonly posOf: Int32Array;
  /** Fixed start of a node whose crew meets; -1 when free. It is part of the journal. */
  readonly meet: Int32Array;
  /** Cost of each route and of everything (routes, and penalties of what is left out). */
  readonly routeCost: Float64Array;
  cost = 0;
  /** Units that stand nowhere. */
  readonly absent: Int32Array;
  absentCount = 0;

  private readonly tail: Int32Array;
  private readonly savedSeq: Int32Array;
  private readonly savedMeet: Int32Array;
  private readonly savedLen: Int32Array;
  private readonly savedRoute: Int32Array;
  private readonly isSaved: Uint8Array;
  private readonly savedAbsent: Int32Array;
  private savedAbsentCount = 0;
  private savedCost = 0;
  savedCount = 0;

  constructor(n: number, r: number, longest: number) {
    this.n = n;
    this.r = r;
    this.stride = Math.max(1, Math.min(n, longest)) + 1;
    this.seq = new Int32Array(r * this.stride);
    this.len = new Int32Array(r);
    this.order = Int32Array.from({ length: r }, (_, i) => i);
    this.orderAt = Int32Array.from({ length: r }, (_, i) => i);
    this.routeOf = new Int32Array(n).fill(-1);
    this.posOf = new Int32Array(n);
    this.meet = new Int32Array(n).fill(-1);
    this.routeCost = new Float64Array(r);
    this.absent = new Int32Array(n + 1);
    this.tail = new Int32Array(this.stride);
    this.savedSeq = new Int32Array(r * this.stride);
    this.savedMeet = new Int32Array(r * this.stride);
    this.savedLen = new Int32Array(r);
    this.savedRoute = new Int32Array(r);
    this.isSaved = new Uint8Array(r);
    this.savedAbsent = new Int32Array(n + 1);
  }

  /** Sets the length of a route, and with it whether it counts as one with work. */
  resize(route: number, length: number): void {
    const was = this.len[route]!;
    this.len[route] = length;
    if ((was === 0) === (length === 0)) return;
    const to = length === 0 ? --this.rows : this.rows++;
    const at = this.orderAt[route]!;
    const other = this.order[to]!;
    this.order[to] = route;
    this.order[at] = other;
    this.orderAt[route] = to;
    this.orderAt[other] = at;
  }

  /** Opens a round: what changes from here on can be taken back. */
  open(): void {
    this.savedCount = 0;
    this.savedCost = this.cost;
    this.savedAbsentCount = this.absentCount;
    for (let i = 0; i < this.absentCount; i++) this.savedAbsent[i] = this.absent[i]!;
  }

  /** Remembers a route before its first change of the round. */
  save(route: number): void {
    if (this.isSaved[route]) return;
    this.isSaved[route] = 1;
    const k = this.savedCount++;
    this.savedRoute[k] = route;
    const length = (this.savedLen[k] = this.len[route]!);
    const from = route * this.stride;
    const to = k * this.stride;
    for (let i = 0; i < length; i++) {
      const node = (this.savedSeq[to + i] = this.seq[from + i]!);
      this.savedMeet[to + i] = this.meet[node]!;
    }
  }

  /** The `k`th route changed in this round. */
  changed(k: number): number {
    return this.savedRoute[k]!;
  }

  commit(): void {
    for (let k = 0; k < this.savedCount; k++) this.isSaved[this.savedRoute[k]!] = 0;
    this.savedCount = 0;
  }

  /** Takes the round back; the caller refreshes the routes it is told. */
  rollback(refresh: { refresh(route: number): void }): void {
    for (let k = 0; k < this.savedCount; k++) {
      const route = this.savedRoute[k]!;
      const row = route * this.stride;
      for (let i = 0; i < this.len[route]!; i++) if (this.routeOf[this.seq[row + i]!] === route) this.routeOf[this.seq[row + i]!] = -1;
    }
    for (let k = 0; k < this.savedCount; k++) {
      const route = this.savedRoute[k]!;
      const to = route * this.stride;
      const from = k * this.stride;
      const length = this.savedLen[k]!;
      this.resize(route, length);
      for (let i = 0; i < length; i++) {
        const node = this.savedSeq[from + i]!;
        this.seq[to + i] = node;
        this.routeOf[node] = route;
        this.posOf[node] = i;
        this.meet[node] = this.savedMeet[from + i]!;
      }
      this.isSaved[route] = 0;
    }
    for (let k = 0; k < this.savedCount; k++) refresh.refresh(this.savedRoute[k]!);
    this.savedCount = 0;
    this.absentCount = this.savedAbsentCount;
    for (let i = 0; i < this.absentCount; i++) this.absent[i] = this.savedAbsent[i]!;
    this.cost = this.savedCost;
  }

  /** Puts a node at a position of a route. */
  insert(node: number, route: number, pos: number): void {
    this.save(route);
    const row = route * this.stride;
    for (let i = this.len[route]!; i > pos; i--) {
      const moved = this.seq[row + i - 1]!;
      this.seq[row + i] = moved;
      this.posOf[moved] = i;
    }
    this.seq[row + pos] = node;
    this.posOf[node] = pos;
    this.routeOf[node] = route;
    this.resize(route, this.len[route]! + 1);
  }

  /** Gives each of two routes what stands in the other from a position on. */
  cross(one: number, at: number, other: number, from: number): void {
    this.save(one);
    this.save(other);
    const { seq, stride, routeOf, posOf, len, tail } = this;
    const length = len[one]!;
    const long = len[other]!;
    for (let i = at; i < length; i++) tail[i] = seq[one * stride + i]!;
    for (let i = from, to = at; i < long; i++, to++) {
      const node = (seq[one * stride + to] = seq[other * stride + i]!);
      routeOf[node] = one;
      posOf[node] = to;
    }
    for (let i = at, to = from; i < length; i++, to++) {
      const node = (seq[other * stride + to] = tail[i]!);
      routeOf[node] = other;
      posOf[node] = to;
    }
    this.resize(one, at + long - from);
    this.resize(other, from + length - at);
  }

  /** Takes `count` nodes from a position of a route; they stand nowhere afterwards. */
  cut(route: number, pos: number, count: number): void {
    this.save(route);
    const row = route * this.stride;
    const length = this.len[route]!;
    for (let i = pos; i < pos + count; i++) this.routeOf[this.seq[row + i]!] = -1;
    for (let i = pos + count; i < length; i++) {
      const moved = this.seq[row + i]!;
      this.seq[row + i - count] = moved;
      this.posOf[moved] = i - count;
    }
    this.resize(route, length - count);
  }
}

/** A copy of where everything stands, to come back to. */
export class Snapshot implements Rows {
  readonly seq: Int32Array;
  readonly len: Int32Array;
  readonly meet: Int32Array;
  readonly stride: number;
  private readonly absent: Int32Array;
  private absentCount = 0;
  cost = Infinity;

  constructor(state: State) {
    this.stride = state.stride;
    this.seq = new Int32Array(state.seq.length);
    this.len = new Int32Array(state.r);
    this.absent = new Int32Array(state.absent.length);
    this.meet = new Int32Array(state.n);
  }

  take(state: State): void {
    const { stride, r } = state;
    for (let route = 0; route < r; route++) {
      const length = (this.len[route] = state.len[route]!);
      const row = route * stride;
      for (let i = 0; i < length; i++) this.seq[row + i] = state.seq[row + i]!;
    }
    this.absent.set(state.absent);
    this.meet.set(state.meet);
    this.absentCount = state.absentCount;
    this.cost = state.cost;
  }

  /** Puts everything back where it stood; every route is refreshed. */
  restore(state: State, refresh: { refresh(route: number): void }): void {
    state.routeOf.fill(-1);
    state.meet.set(this.meet);
    for (let route = 0; route < state.r; route++) {
      const length = this.len[route]!;
      state.resize(route, length);
      const row = route * state.stride;
      for (let i = 0; i < length; i++) {
        const node = (state.seq[row + i] = this.seq[row + i]!);
        state.routeOf[node] = route;
        state.posOf[node] = i;
      }
    }
    state.absent.set(this.absent);
    state.absentCount = this.absentCount;
    for (let route = 0; route < state.r; route++) refresh.refresh(route);
    state.cost = this.cost;
  }
}
