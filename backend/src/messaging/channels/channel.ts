import type { OutgoingMessage, OutgoingReason } from '../outgoing-message.entity.js';

/** Who a message comes from, and where answers and bounces go. */
export interface Sender {
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  /** An address of this message alone; null where nothing is received. */
  readonly replyTo: string | null;
  /** Where the other side says what became of it; null where it cannot reach us. */
  readonly statusUrl: string | null;
}

/** A PDF that goes with a mail. */
export interface Attachment {
  readonly filename: string;
  readonly content: Buffer;
}

/** A way for a message to leave the house. */
export abstract class Channel {
  /** Whether it has been set up on this server. */
  abstract readonly isReady: boolean;
  /** Sends one message and answers what the other side calls it; throws ChannelError when it was not handed over. */
  abstract send(message: OutgoingMessage, sender: Sender, attachments?: readonly Attachment[]): Promise<string>;
  /** Signs in without sending anything; throws ChannelError when the other side does not take us. */
  abstract check(): Promise<void>;
  /** What the other side may already have of a message whose first try went unanswered. */
  abstract trace(message: OutgoingMessage): Promise<readonly string[]>;
}

/** A channel that could not take a message; neither reason nor code names the recipient. */
export class ChannelError extends Error {
  constructor(
    readonly reason: OutgoingReason,
    /** What the other side called it. */
    readonly code: string,
    /** Whether trying again may help. */
    readonly passes: boolean,
  ) {
    super(`${reason} (${code})`);
  }
}
