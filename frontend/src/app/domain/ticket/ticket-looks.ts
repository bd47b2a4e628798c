import type { Priority, TicketStatus } from '../../core/graphql/schema.generated';

export type Tone = 'info' | 'warn' | 'accent' | 'good' | 'bad' | 'calm';

/** How each state of a ticket looks; the word always stands beside the colour. */
export const STATUS_TONES: Readonly<Record<TicketStatus, Tone>> = { OPEN: 'warn', REPLIED: 'info', ON_HOLD: 'calm', RESOLVED: 'good', CLOSED: 'calm' };

export const PRIORITY_TONES: Readonly<Record<Priority, Tone>> = { LOW: 'calm', MEDIUM: 'calm', HIGH: 'warn', URGENT: 'bad' };

/** Not resolved and not closed. */
export const UNDER_WAY: readonly TicketStatus[] = ['OPEN', 'REPLIED', 'ON_HOLD'];
