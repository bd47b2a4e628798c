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

/** When it happened: never later than now, because nobody has done anything in the future. */
export function happenedAt(byPhone: Date, now: Date): { readonly at: Date; readonly clockAheadMs: number } {
  const ahead = byPhone.getTime() - now.getTime();
  return ahead > 0 ? { at: now, clockAheadMs: ahead } : { at: byPhone, clockAheadMs: 0 };
}
