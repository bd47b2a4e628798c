/** What a technician can do on the phone. */
export type CommandKind =
  | 'job.travel' | 'job.arrive' | 'job.pause' | 'job.complete' | 'job.giveUp' | 'job.tick' | 'job.note' | 'job.classify' | 'job.photo' | 'job.sign'
  | 'device.link' | 'device.unlink' | 'device.create' | 'device.swap' | 'device.move' | 'part.use' | 'part.count' | 'part.move' | 'conflict.settle';

/** Both facts of a conflict, or what a refusal is about. */
export interface ProblemFacts {
  readonly did?: { readonly kind: CommandKind; readonly occurredAt: string };
  readonly now?: { readonly number: string; readonly title: string; readonly status: string; readonly technician: string | null; readonly startsAt: string | null; readonly by: string | null; readonly at: string | null } | null;
}

export interface CommandAnswer {
  readonly commandId: string;
  readonly seq: number;
  readonly result: 'APPLIED' | 'REFUSED' | 'CONFLICT';
  readonly problem: { readonly type: string; readonly message: string; readonly facts?: unknown } | null;
}

/** Something done on this phone: kept until the server has answered, and a while longer to be looked at. */
export interface Command {
  readonly commandId: string;
  readonly seq: number;
  readonly kind: CommandKind;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly occurredAt: string;
  readonly answer?: CommandAnswer;
  readonly answeredAt?: string;
  /** What the person decided about a conflict, or that they have read a refusal. */
  readonly settled?: string;
}

export const jobOf = (command: Command): string | undefined => command.payload['jobId'] as string | undefined;

/** Whether it is to be put on top of what the server told at `askedAt`: not answered yet, or done after it was asked. */
export const stillCounts = ({ answer, answeredAt }: Command, askedAt: string): boolean => !answer || (answer.result === 'APPLIED' && (answeredAt ?? '') >= askedAt);
