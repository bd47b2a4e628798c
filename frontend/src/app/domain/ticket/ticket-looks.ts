import type { MessageChannel, Priority, TicketStatus } from '../../core/graphql/schema.generated';
import type { IconName } from '../../ui/icons';

export type Tone = 'info' | 'warn' | 'accent' | 'good' | 'bad' | 'calm';

/** How each state of a ticket looks; the word always stands beside the colour. */
export const STATUS_TONES: Readonly<Record<TicketStatus, Tone>> = { OPEN: 'warn', REPLIED: 'info', ON_HOLD: 'calm', RESOLVED: 'good', CLOSED: 'calm' };

export const PRIORITY_TONES: Readonly<Record<Priority, Tone>> = { LOW: 'calm', MEDIUM: 'calm', HIGH: 'warn', URGENT: 'bad' };

/** Not resolved and not closed. */
export const UNDER_WAY: readonly TicketStatus[] = ['OPEN', 'REPLIED', 'ON_HOLD'];

/** How each way of writing looks; the word always stands beside the picture. */
export const CHANNEL_ICONS: Readonly<Record<MessageChannel, IconName>> = { PORTAL: 'globe', EMAIL: 'mail', SMS: 'sms', PHONE: 'phone', NOTE: 'lock' };
