import type { Command, CommandAnswer } from './command';

/** How many commands travel in one request. */
export const BATCH = 100;
const KEPT_MS = 48 * 3_600_000;

/** What the server has not answered yet, in the order it was done. */
export const pendingOf = (commands: readonly Command[]): Command[] => commands.filter((command) => !command.answer).sort((a, b) => a.seq - b.seq);

/** What a person has to decide about, or read: neither is ever dropped in silence. */
export const undecidedOf = (commands: readonly Command[]): Command[] =>
  commands.filter(({ answer, settled }) => answer && answer.result !== 'APPLIED' && !settled).sort((a, b) => a.seq - b.seq);

/** What may travel now: the longest beginning of the pending whose photos the server has; what leans on a photo waits for it, and what comes after waits with it. */
export function sendable(commands: readonly Command[], waitingPhotos: ReadonlySet<string>): Command[] {
  const pending = pendingOf(commands);
  const stop = pending.findIndex(({ payload }) => waitingPhotos.has(String(payload['photoId'] ?? '')));
  return pending.slice(0, stop < 0 ? BATCH : Math.min(stop, BATCH));
}

/** Whether the server and the phone no longer count alike, so that the phone must count anew under another name. */
export const hasLostCount = (sent: readonly Command[], answers: readonly CommandAnswer[]): boolean =>
  (sent.length > 0 && answers.length === 0) || answers.some(({ problem }) => problem?.type === 'NumberUsed');

/** The commands with the answers the server gave; what it did not answer stays as it was. */
export function acknowledge(commands: readonly Command[], answers: readonly CommandAnswer[], now: Date): Command[] {
  const byId = new Map(answers.map((answer) => [answer.commandId, answer]));
  return commands.map((command) => {
    const answer = byId.get(command.commandId);
    return answer && !command.answer && answer.problem?.type !== 'NumberUsed' ? { ...command, answer, answeredAt: now.toISOString() } : command;
  });
}

/** The pending commands counted from 1, for a phone under a new name; their ids stay, so none is done twice. */
export const renumber = (commands: readonly Command[]): Command[] => {
  const seqs = new Map(pendingOf(commands).map((command, index) => [command.commandId, index + 1]));
  return commands.map((command) => ({ ...command, seq: seqs.get(command.commandId) ?? command.seq }));
};

/** What may be forgotten: done, or decided, two days ago. Never what is pending. */
export function forgettable(commands: readonly Command[], now: Date): Command[] {
  return commands.filter(({ answer, answeredAt, settled }) => answer && answeredAt && (answer.result === 'APPLIED' || settled) && now.getTime() - Date.parse(answeredAt) > KEPT_MS);
}

/** What must outlive a signing out: what the server does not have, and what its person has not decided. */
export const unfinished = (commands: readonly Command[]): Command[] => commands.filter(({ answer, settled }) => !answer || (answer.result !== 'APPLIED' && !settled));

/** What was kept elsewhere put before what is here, counted anew; what is here already stays as it is, because it may know more. */
export function restored(kept: readonly Command[], here: readonly Command[]): Command[] {
  const known = new Set(here.map(({ commandId }) => commandId));
  const missing = kept.filter(({ commandId }) => !known.has(commandId)).sort((a, b) => a.seq - b.seq);
  return renumber([...missing.map((command, i) => ({ ...command, seq: i - missing.length })), ...here]);
}

/** An instant that is not before any of those seen, whatever somebody did to the phone's clock meanwhile. */
export const notBefore = (now: Date, seen: readonly (string | undefined)[]): Date => new Date(Math.max(now.getTime(), ...seen.map((at) => (at ? Date.parse(at) + 1 : 0))));
