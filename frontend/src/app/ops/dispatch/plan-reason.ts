import type { PlanLineFragment } from './plans.generated';

type Reason = NonNullable<PlanLineFragment['reason']>;

/** Reasons that have words of their own; any other is told as a whole. */
const KNOWN = new Set(['NO_PLACE', 'NOBODY', 'NO_SHIFT', 'SHIFT_WITHOUT_PLACE', 'SKILL_MISSING', 'SKILL_LEVEL', 'TERRITORY', 'PINNED_TO_OTHER', 'LONGER_THAN_SHIFT', 'OUTSIDE_WINDOW', 'NO_ROOM', 'DEARER_THAN_LEAVING_OUT']);

/** The key of the sentence that says why something cannot be, and what goes into it; hours for what is counted in seconds. */
export function reasonWords({ code, about, needs, has }: Reason): { readonly key: string; readonly values: Readonly<Record<string, string>> } {
  const figure = (value: number | null) => (value === null ? '' : code === 'LONGER_THAN_SHIFT' ? String(Math.round(value / 360) / 10) : String(value));
  return { key: `ops.plan.reason.${KNOWN.has(code) ? code : 'OTHER'}`, values: { about: about ?? '', needs: figure(needs), has: figure(has) } };
}
