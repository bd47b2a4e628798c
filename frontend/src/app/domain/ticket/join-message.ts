import type { ApolloCache, Reference } from '@apollo/client/core';
import type { TicketMessageBodyFragment } from './ticket-thread.generated';

/** Puts a message at the end of its ticket's thread on screen, once, whether the answer or the live news brings it first. */
export function joinMessage(cache: ApolloCache, ticketId: string, message: TicketMessageBodyFragment | null | undefined): void {
  const there = message && cache.identify(message as unknown as Reference);
  if (!there) return;
  cache.modify<{ messages: readonly Reference[] }>({
    id: cache.identify({ __typename: 'Ticket', id: ticketId } as unknown as Reference)!,
    fields: { messages: (known, { toReference }) => (known.some(({ __ref }) => __ref === there) ? known : [...known, toReference(there)!]) },
  });
}
