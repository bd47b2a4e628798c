import type { Random } from './random.ts';

/** What the search needs to know of a model: how much rows cost, and where a unit fits best. */
export interface Evaluator {
  /** Prices a route anew after its row changed. */
  refresh(route: number): void;
  /** Looks for the cheapest place of a unit, skipping a position with probability `blink`; false when there is none below the ceiling. */
  best(unit: number, blink: number, random: Random): boolean;
  /** The part of the price of opening an empty route that `best` counts when it compares (the cost stays whole): below 1 new routes are tried. */
  opening: number;
  /** The cost of the place found. */
  bestCost: number;
  /** Only places cheaper than this are looked for. */
  ceiling: number;
  /** Draws two neighbours in different routes and lets these exchange all that follows, where the rules allow it and the temperature takes it. */
  cross(heat: number, random: Random): void;
  /** Puts the unit where `best` found room. */
  place(unit: number): void;
  /** Takes a unit out of every route it stands in, without refreshing; routes changed are saved in the state. */
  lift(unit: number): void;
}
