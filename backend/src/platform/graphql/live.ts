import type { DomainEvent, EventClass } from '../events/event.js';
import type { Computed } from '../read/read.js';

/** What a subscription resolver answers: which events concern it and what is read for each. */
export class LiveSource<E extends DomainEvent = DomainEvent> {
  readonly kinds: ReadonlySet<string>;

  constructor(
    kinds: readonly EventClass<E>[],
    readonly when: (event: E) => boolean,
    readonly read: (event: E) => Computed,
  ) {
    this.kinds = new Set(kinds.map((kind) => kind.name));
  }
}

/**
 * `live([JobMoved], { when: (e) => e.day === day, read: (e) => one(Job, (j) => sql\`${j.id} = ${e.jobId}\`) })`.
 * The read runs as the subscriber, once for all subscribers with the same selection and visibility; null sends nothing.
 * Everything that decides must come from the arguments and the caller, because those make up the group.
 */
export function live<E extends DomainEvent>(kinds: readonly EventClass<E>[], options: { when?: (event: E) => boolean; read: (event: E) => Computed }): LiveSource<E> {
  return new LiveSource(kinds, options.when ?? (() => true), options.read);
}
