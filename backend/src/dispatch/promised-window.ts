/** An arrival that is promised: both ends, or none. */
export interface PromisedWindow {
  readonly windowStart?: Date | null;
  readonly windowEnd?: Date | null;
}

/** What is wrong with a promise somebody types, by field; empty when nothing is. One that is over already was not meant. */
export function flawsOfWindow({ windowStart, windowEnd }: PromisedWindow, now: Date): Partial<Record<'windowStart' | 'windowEnd', string>> {
  if (!windowStart && !windowEnd) return {};
  if (!windowStart) return { windowStart: 'isDefined' };
  if (!windowEnd) return { windowEnd: 'isDefined' };
  if (windowEnd <= windowStart) return { windowEnd: 'endsAfterStart' };
  return windowEnd <= now ? { windowEnd: 'past' } : {};
}
