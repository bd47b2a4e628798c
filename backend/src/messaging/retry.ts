import { OutgoingReason } from './outgoing-message.entity.js';

const MINUTE = 60_000;
/** How long a message is tried for: after that the news is old. */
const GIVE_UP_MS = 24 * 60 * MINUTE;
/** A service that cannot be reached is asked often, so that what waits leaves within five minutes of its return. */
const UNREACHED_MS = [5_000, 15_000, 30_000, MINUTE, 2 * MINUTE, 4 * MINUTE] as const;
/** A server that asks to come back later is left alone for longer: greylisting ends within minutes, full mailboxes within hours. */
const LATER_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE, 2 * 60 * MINUTE] as const;

/** When a message is tried again after so many tries; null to give up. */
export function nextTry(reason: OutgoingReason, attempts: number, writtenAt: Date, now: Date): Date | null {
  if (now.getTime() - writtenAt.getTime() >= GIVE_UP_MS) return null;
  const waits = reason === OutgoingReason.TRY_LATER ? LATER_MS : UNREACHED_MS;
  return new Date(now.getTime() + waits[Math.min(Math.max(attempts, 1), waits.length) - 1]!);
}
