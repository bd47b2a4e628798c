import type { Priority, TicketFilter, TicketStatus } from '../../core/graphql/schema.generated';
import { PriorityValues, TicketStatusValues } from '../../core/graphql/schema.generated';
import { UNDER_WAY } from '../../domain/ticket/ticket-looks';

/** What the address says about the list: `?status=`, `?priority=`, `?mine=1`, `?q=`, `?tag=`. */
export interface InboxAddress {
  readonly status?: string | undefined;
  readonly priority?: string | undefined;
  readonly mine?: string | undefined;
  readonly q?: string | undefined;
  readonly tag?: string | undefined;
}

const listed = <T extends string>(text: string | undefined, known: readonly T[]): T[] => (text ?? '').split(',').filter((one): one is T => (known as readonly string[]).includes(one));

/** The tickets an address asks for: those under way unless it names states, or `ALL`. What it cannot mean is left out. */
export function inboxFilter({ status, priority, mine, q, tag }: InboxAddress): TicketFilter {
  const states = listed<TicketStatus>(status, TicketStatusValues);
  const priorities = listed<Priority>(priority, PriorityValues);
  const text = (q ?? '').trim();
  return {
    status: states.length ? states : status === 'ALL' ? null : [...UNDER_WAY],
    priority: priorities.length ? priorities : null,
    mine: mine === '1' || null,
    tag: tag?.trim().slice(0, 30) || null,
    text: text.length > 1 ? text.slice(0, 80) : null,
  };
}

/** Whether a ticket that has just changed still belongs to the list. */
export function belongs(ticket: { readonly status: TicketStatus; readonly priority: Priority }, filter: TicketFilter): boolean {
  return (!filter.status || filter.status.includes(ticket.status)) && (!filter.priority || filter.priority.includes(ticket.priority));
}
