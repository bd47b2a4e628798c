import type { OutgoingMessage } from '../outgoing-message.entity.js';

/** A way for a message to leave the house. */
export abstract class Channel {
  /** Whether it has been set up on this server. */
  abstract readonly isReady: boolean;
  /** Sends one message; throws when it could not be handed over. */
  abstract send(message: OutgoingMessage, sender: { readonly name: string; readonly email: string }): Promise<void>;
}

/** A channel that could not take a message; the reason names no recipient. */
export class ChannelError extends Error {}
