/** What is known of a phone when a command arrives. */
export interface PhoneState {
  readonly lastSeq: number;
}

/** A command that was answered before. */
export interface Answered {
  readonly commandId: string;
  readonly deviceId: string;
  readonly technicianId: string;
}

/** What to do with a command: do it, repeat the answer, refuse its number, or wait for those before it. */
export type ReplayStep = 'apply' | 'repeat' | 'refuse' | 'wait';

/**
 * Decides about one command. `same` is the answered command with the same id, if any. A number that was used for another
 * command is refused, because the phone has lost count; a number too high waits, because the phone still has what is
 * before it, and doing things in another order than they were done would tell another story.
 */
export function replayStep(phone: PhoneState, technicianId: string, seq: number, same: Answered | null): ReplayStep {
  if (same) return same.technicianId === technicianId ? 'repeat' : 'refuse';
  if (seq <= phone.lastSeq) return 'refuse';
  return seq === phone.lastSeq + 1 ? 'apply' : 'wait';
}

/** The highest number answered, after an answer to `seq`. One that was repeated under a new name counts too. */
export const countedTo = (lastSeq: number, seq: number): number => (seq === lastSeq + 1 ? seq : lastSeq);

/** A clock off by less is taken as right: the request takes its time too. */
const MOST_DRIFT_MS = 120_000;
/** What was done longer ago than this is for a person to judge: answers are remembered, but the world has gone on. */
export const OLDEST_MS = 30 * 86_400_000;

/** When it happened. A phone whose clock is off by minutes or days says so as it sends; nothing has happened later than now. */
export function happenedAt(byPhone: Date, now: Date, phoneClock: Date = now): { readonly at: Date; readonly clockAheadMs: number } {
  const drift = phoneClock.getTime() - now.getTime();
  const corrected = byPhone.getTime() - (Math.abs(drift) > MOST_DRIFT_MS ? drift : 0);
  return { at: new Date(Math.min(corrected, now.getTime())), clockAheadMs: corrected > now.getTime() ? corrected - now.getTime() : Math.abs(drift) > MOST_DRIFT_MS ? drift : 0 };
}

/** Whether it was done so long ago that it is not simply done now. */
export const isTooOld = (at: Date, now: Date): boolean => now.getTime() - at.getTime() > OLDEST_MS;
