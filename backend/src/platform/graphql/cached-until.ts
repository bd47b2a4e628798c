import type { DomainEvent, EventClass } from '../events/event.js';

const kinds = new Map<string, ReadonlySet<string>>();

/**
 * Above a query: its answers may be kept, as the bytes they are, until one of these events of the tenant arrives.
 * Such a query decides by its arguments and by the caller's visibility and permissions alone, because those make up
 * the key; see `visibilityOf`. The query has the name of the method.
 */
export function CachedUntil(...events: readonly EventClass<DomainEvent>[]): MethodDecorator {
  return (_target, property) => void kinds.set(String(property), new Set(events.map((event) => event.name)));
}

/** The events that end what is kept of a query; `undefined` for a query that is not kept. */
export const endedBy = (query: string): ReadonlySet<string> | undefined => kinds.get(query);
