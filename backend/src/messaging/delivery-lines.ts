import { OutgoingChannel } from './outgoing-message.entity.js';

/** The queue a channel's messages leave through: mail and texts have lines of their own, so that one service that is slow does not hold up the other. */
export const DELIVERY_LINES = { [OutgoingChannel.EMAIL]: 'messaging.deliver', [OutgoingChannel.SMS]: 'messaging.deliver-text' } as const;
