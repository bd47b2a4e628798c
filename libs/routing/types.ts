/**
 * What is planned, what comes out, and what it costs.
 * Times are whole seconds on any clock the caller likes (Unix seconds, seconds since Monday), the same one everywhere.
 * Costs are counted in seconds of travel: a price of 2 means "worth two seconds of driving".
 */

/** A span of time from `from` to `to`, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Travel between places, place `a` to place `b` at index `a * places + b`; need not be symmetric. */
export interface Travel {
  readonly places: number;
  /** Seconds on the road, by time of day: each slice holds from its `from` until the next one's; the first also before it. */
  readonly slices: readonly { readonly from: number; readonly seconds: ArrayLike<number> }[];
  /** Metres on the road; needed only when `prices.metre` is not zero. */
  readonly metres?: ArrayLike<number>;
}

/** Skill name to level; a bare skill is level 1. */
export type Skills = Readonly<Record<string, number>>;

/** Work of this shift that is over, under way, or must not move any more, in its order: the planner starts behind it. */
export interface Done {
  readonly job: string;
  readonly start: number;
  readonly end: number;
}

/** One stretch of work from a start place to an end place; a split shift is two of them, a week is several. */
export interface Shift {
  readonly from: number;
  readonly to: number;
  /** Seconds past `to` that may be worked for `prices.overtime`. Default 0. */
  readonly overtime?: number;
  /** Where it begins; `null` when unknown: the shift cannot be planned then. */
  readonly start: number | null;
  /** Where it ends; `null` when it ends wherever the last job is. Default: where it began. */
  readonly end?: number | null;
  /** A break of `seconds` that begins within `from` … `to`, on the road or between jobs. */
  readonly lunch?: { readonly from: number; readonly to: number; readonly seconds: number } | null;
  /** What the van holds, in the dimensions of `Job.demand`. Default: no limit. */
  readonly capacity?: readonly number[];
  readonly done?: readonly Done[];
}

export interface Technician {
  readonly id: string;
  readonly skills?: Skills;
  readonly shifts: readonly Shift[];
  /** Territories this technician covers; without it every one. */
  readonly territories?: readonly string[];
}

/** A piece of work at one place. */
export interface Job {
  readonly id: string;
  /** `null` when its position is not known: it cannot be planned then. */
  readonly place: number | null;
  /** Seconds of work on site. */
  readonly seconds: number;
  /** Seconds of work of those technicians who differ. */
  readonly secondsBy?: Readonly<Record<string, number>>;
  /** Needed skills with the least level. */
  readonly skills?: Skills;
  /** Work must begin within one of these. Default: any time. */
  readonly windows?: readonly Span[];
  /** Work should begin within one of these. */
  readonly wishes?: readonly Span[];
  /** Work should have ended by then (service level); each second later pays `prices.due`, times the priority's weight. */
  readonly due?: number;
  /** 0 (can wait) to 4 (emergency): what leaving it out costs, see `prices.unassigned`. Default 1. */
  readonly priority?: number;
  /** How many technicians must be there together, beginning at the same time. Default 1. */
  readonly crew?: number;
  /** Parts it takes from the van, in the dimensions of `Shift.capacity`. */
  readonly demand?: readonly number[];
  readonly territory?: string;
  /** Technicians who alone may do it. */
  readonly only?: readonly string[];
  /** Technicians who must not. */
  readonly never?: readonly string[];
  /** Technicians the customer prefers; anybody else pays `prices.preferred`. */
  readonly preferred?: readonly string[];
  /** Decided by a person: these technicians (as many as the crew, or fewer), or this start, or both. */
  readonly pin?: { readonly technicians?: readonly string[]; readonly start?: number };
  /** How much dearer than usual it is to change this visit (1: usual, 3: the customer has been told twice). */
  readonly changeWeight?: number;
}

/** Who does what when: one line of a plan, or of what people were told before. */
export interface Visit {
  readonly job: string;
  readonly technician: string;
  readonly start: number;
}

/** What things are worth, in seconds of travel. */
export interface Prices {
  /** One second of travel. Default 1. */
  readonly travel: number;
  /** One metre of travel. Default 0. */
  readonly metre: number;
  /** One second past the end of a shift. Default 2. */
  readonly overtime: number;
  /** One second outside every wish. Default 1. */
  readonly wish: number;
  /** One second past a due time. Default 2. */
  readonly due: number;
  /** Leaving a job out, by priority 0 to 4. Default 2 h, 6 h, 18 h, 54 h, 162 h. */
  readonly unassigned: readonly number[];
  /** Somebody other than a preferred technician. Default 15 min. */
  readonly preferred: number;
  /** A technician outside the territory; `Infinity` forbids it. Default 30 min. */
  readonly territory: number;
  /** Another technician or another shift than in the present plan. Default 1 h. */
  readonly changeTechnician: number;
  /** A start further than `changeTolerance` from the present plan's. Default 10 min. */
  readonly changeStart: number;
  /** Seconds a start may drift unnoticed. Default 15 min. */
  readonly changeTolerance: number;
  /** Evenness of the days: each shift pays this for the square of its hours of work and travel. Default 0. */
  readonly balance: number;
}

export interface Problem {
  readonly travel: Travel;
  readonly technicians: readonly Technician[];
  readonly jobs: readonly Job[];
  /** Nothing new begins before it. Default: before everything. */
  readonly now?: number;
  /** The plan people know: what differs from it pays for the change. */
  readonly present?: readonly Visit[];
  readonly prices?: Partial<Prices>;
}

/** One visit of a plan, with its way there. */
export interface Stop {
  readonly job: string;
  /** When the technician leaves for it, gets there, begins and ends. */
  readonly leave: number;
  readonly arrive: number;
  readonly start: number;
  readonly end: number;
  /** Seconds of travel to it (without a lunch taken on the way). */
  readonly travel: number;
  /** Seconds it could begin later without breaking a hard rule of this shift. */
  readonly slack: number;
  /** Seconds past its due time, and outside every wish. */
  readonly late: number;
  readonly offWish: number;
  /** Done, under way or not to be moved: taken over from `Shift.done`. */
  readonly done: boolean;
}

/** One shift as planned; shifts without work have no stops. */
export interface Route {
  readonly technician: string;
  /** Index into `Technician.shifts`. */
  readonly shift: number;
  readonly stops: readonly Stop[];
  /** When the shift's last way ends, and the seconds of that way. */
  readonly end: number;
  readonly wayHome: number;
  readonly lunch: Span | null;
  readonly travel: number;
  readonly metres: number;
  readonly work: number;
  readonly overtime: number;
  readonly cost: number;
}

/** What a cost is made of; every part in seconds of travel. */
export interface CostParts {
  readonly travel: number;
  readonly overtime: number;
  readonly wish: number;
  readonly due: number;
  readonly preferred: number;
  readonly territory: number;
  readonly change: number;
  readonly balance: number;
  readonly unassigned: number;
}

export type ReasonCode =
  | 'UNKNOWN_JOB' | 'NO_PLACE' | 'NOBODY' | 'NO_SHIFT' | 'SHIFT_WITHOUT_PLACE' | 'SKILL_MISSING' | 'SKILL_LEVEL' | 'TERRITORY' | 'NOT_AMONG' | 'EXCLUDED'
  | 'PINNED_TO_OTHER' | 'PARTS' | 'LONGER_THAN_SHIFT' | 'OUTSIDE_WINDOW' | 'NO_ROOM' | 'CREW_TOO_SMALL' | 'DEARER_THAN_LEAVING_OUT' | 'DONE';

/** Why something cannot be; the first that holds, in the order a person would check. */
export interface Reason {
  readonly code: ReasonCode;
  /** The skill or territory it is about. */
  readonly about?: string;
  readonly needs?: number;
  readonly has?: number;
}

export interface Unassigned {
  readonly job: string;
  readonly reason: Reason;
}

export interface Plan {
  readonly routes: readonly Route[];
  readonly unassigned: readonly Unassigned[];
  readonly cost: number;
  readonly parts: CostParts;
  /** Jobs that were in the present plan and are now with somebody else, in another shift, or left out. */
  readonly moved: readonly string[];
  /** Jobs that stay with their technician and begin further away than the tolerance. */
  readonly shifted: readonly string[];
  readonly iterations: number;
  /** Milliseconds spent. */
  readonly elapsed: number;
}

export interface Options {
  /** Seconds to search. Default 1; with `iterations` there is no limit of time. */
  readonly seconds?: number;
  /** Rounds to search: the same problem, seed and rounds give the same plan on every machine. */
  readonly iterations?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Where to begin; default: the present plan when there is one, else nothing assigned. */
  readonly from?: readonly Visit[];
  /** How far it may wander from where it began: 1 for a new plan, near 0 for a repair. Default 1 without a start, 0.1 with one. */
  readonly heat?: number;
  /** Called with each better plan, at most every `every` milliseconds (default 100). */
  readonly onImprovement?: (plan: Plan) => void;
  readonly every?: number;
  /** Ends the search at once; the best plan so far is the answer. */
  readonly signal?: AbortSignal;
  /** The same for another thread: a value other than 0 ends it. */
  readonly stop?: Int32Array;
}
