/** Why a job cannot be where somebody would like it: the first hard reason, in the order a person would check. */
import type { Field } from './field.ts';
import { outsideReason } from './alone.ts';
import { unfit, unfitShift } from './fitness.ts';
import type { Reason } from './types.ts';

/** The first hard reason why a unit cannot be added to a route as it stands; `null` when it can. */
export function refusal(field: Field, unit: number, route: number): Reason | null {
  const never = forbidden(field, unit, route);
  if (never) return never;
  const { first } = field.model.units[unit]!;
  if (!field.fits(first, route)) return { code: 'PARTS' };
  for (let pos = 0; pos <= field.state.len[route]!; pos++) if (field.span(first, route, pos)) return null;
  return { code: 'NO_ROOM' };
}

/** The first hard reason why a shift can never take a unit, however empty it is. */
export function forbidden(field: Field, unit: number, route: number): Reason | null {
  const { model } = field;
  const { job, first } = model.units[unit]!;
  const { technician, shift } = model.slots[route]!;
  const timeless = unfit(job, technician, model.prices.territory === Infinity) ?? unfitShift(job, shift, shift.capacity);
  if (timeless) return timeless;
  if (model.unfit[first * model.r + route]) return { code: 'PARTS' };
  return outsideReason(field.table, first, route);
}

/** Whether fewer shifts can ever take a unit than its crew needs: nothing to search for. */
export function hopeless(field: Field, unit: number): boolean {
  const { model } = field;
  let able = 0;
  for (let route = 0; route < model.r && able < model.units[unit]!.parts; route++) if (!forbidden(field, unit, route)) able++;
  return able < model.units[unit]!.parts;
}

/** Why a unit is in no route. */
export function whyLeftOut(field: Field, unit: number): Reason {
  const { model } = field;
  const { job, parts } = model.units[unit]!;
  if (job.place === null) return { code: 'NO_PLACE' };
  if (model.r === 0) return { code: 'NO_SHIFT' };
  const reasons: Reason[] = [];
  let able = 0;
  for (let route = 0; route < model.r; route++) {
    const reason = forbidden(field, unit, route);
    if (reason) reasons.push(reason);
    else able++;
  }
  if (able > 0 && able < parts) return { code: 'CREW_TOO_SMALL', needs: parts, has: able };
  if (able === 0) return common(reasons);
  for (let route = 0; route < model.r; route++) if (parts === 1 && !refusal(field, unit, route)) return { code: 'DEARER_THAN_LEAVING_OUT' };
  return { code: 'NO_ROOM' };
}

/** The reason all shifts share, the one that comes closest to fitting, or NOBODY. */
function common(reasons: readonly Reason[]): Reason {
  const codes = new Set(reasons.map(({ code }) => code));
  for (const code of ['OUTSIDE_WINDOW', 'LONGER_THAN_SHIFT', 'PARTS', 'SHIFT_WITHOUT_PLACE'] as const) {
    if (codes.has(code)) return reasons.find((reason) => reason.code === code)!;
  }
  if (codes.size === 1) return reasons[0]!;
  const levels = reasons.filter(({ code }) => code === 'SKILL_LEVEL' || code === 'SKILL_MISSING');
  if (levels.length === reasons.length) return levels.reduce((best, reason) => ((reason.has ?? 0) > (best.has ?? 0) ? reason : best));
  return { code: 'NOBODY' };
}
