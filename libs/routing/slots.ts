/** Slot offers: the exact cheapest place for one more job in every window that could be promised. */
import { type Desk, deskOf } from './desk.ts';
import { Random } from './random.ts';
import type { Plan, Problem, Span } from './types.ts';

/** A window that can be promised, and what keeping the promise costs. */
export interface Offer {
  readonly window: Span;
  readonly technician: string;
  readonly shift: number;
  /** Which stop of the shift it would be, counting from 0 behind what is done. */
  readonly position: number;
  readonly start: number;
  /** What it adds to the plan: seconds of travel, and everything else at its price. */
  readonly cost: number;
}

/**
 * The cheapest offers for a job of the problem, one for each of `windows` that can be kept, cheapest first. A job that is in the plan already
 * is taken out first (a customer who reschedules). Nothing else moves outside its own windows. A crew of several gets no offers.
 */
export function slots(problem: Problem, plan: Pick<Plan, 'routes'>, job: string, windows: readonly Span[], count = 3): Offer[] {
  const desk = deskOf(problem, plan);
  const unit = desk.model.unitOf.get(job);
  if (unit === undefined || desk.model.units[unit]!.parts > 1) return [];
  const offers = desk.without(unit, () => windows.flatMap((window) => offer(desk, unit, window)));
  return offers.sort((a, b) => a.cost - b.cost || a.window.from - b.window.from).slice(0, count);
}

const random = new Random(1);

/** The cheapest way to begin within one window. */
function offer({ model, field }: Desk, unit: number, window: Span): Offer[] {
  const start = field.within(unit, model.time(window.from), model.time(window.to), -1, random);
  if (field.bestRoute < 0) return [];
  const { technician, index } = model.slots[field.bestRoute]!;
  return [{ window, technician: technician.id, shift: index, position: field.bestPos, start: start + model.origin, cost: field.bestCost }];
}
