/** Something that has happened, in the past tense, with ids and facts but no entities. Its class name is its kind. */
export abstract class DomainEvent {
  declare readonly eventBrand: never;
}

export type EventClass<E extends DomainEvent = DomainEvent> = new (...args: never[]) => E;

const ON = 'demarc:on';

/** Hears an event after it is durable, in a transaction of its own as the system; the mark that it was heard commits with it. */
export function On<E extends DomainEvent>(...kinds: readonly EventClass<E>[]): MethodDecorator {
  return (_target, _property, descriptor: PropertyDescriptor) => {
    Reflect.defineMetadata(ON, kinds, descriptor.value as object);
  };
}

/** The kinds a method hears. */
export const heardBy = (method: object): readonly EventClass[] => (Reflect.getMetadata(ON, method) as readonly EventClass[] | undefined) ?? [];

/** An event as the relay hands it on: with its place in the tenant's order. */
export interface Delivered<E extends DomainEvent = DomainEvent> {
  readonly id: string;
  readonly kind: string;
  readonly tenantId: string;
  /** 1, 2, 3 … for each tenant, without gaps; 0 for what is only whispered: it is kept nowhere, and nobody catches up with it. */
  readonly seq: number;
  readonly occurredAt: Date;
  readonly event: E;
}
