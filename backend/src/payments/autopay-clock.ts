import { addDays, dayOf, instantOf } from '@demarc/time';

/** When money is taken, and when the office sees whose, in minutes after local midnight. */
const CHARGES_AT = 6 * 60;
const REHEARSES_AT = 18 * 60;

/** What is due at an instant in a zone. */
export interface Duties {
  /** The day whose list must be there by now. */
  readonly rehearse: string;
  /** The day that must have begun by now; null before six. */
  readonly charge: string | null;
}

/** What should have happened by now. Asked again, late or after an outage it answers the same, so nothing is missed and nothing needs a clock of its own. */
export function dutiesAt(now: Date, zone: string): Duties {
  const today = dayOf(now, zone);
  const tomorrow = addDays(today, 1);
  return { rehearse: now >= instantOf(today, REHEARSES_AT, zone) ? tomorrow : today, charge: now >= instantOf(today, CHARGES_AT, zone) ? today : null };
}
