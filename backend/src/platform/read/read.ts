import { Sql } from './sql.js';

/** The columns of an entity as SQL, under the alias the row has in its statement. */
export type Columns<T> = { readonly [K in keyof T & string]-?: Sql };
export type Entity<T> = abstract new (...args: never[]) => T;
export type Condition<T> = (columns: Columns<T>) => Sql;
export type Direction = 'asc' | 'desc';
export type Order<T> = readonly [(columns: Columns<T>) => Sql, Direction];

/**
 * A question to the database that has not been asked yet. What is selected from it is decided by the GraphQL
 * selection it meets, so a resolver says which rows, never which columns.
 */
export class Read<T = unknown> {
  constructor(
    readonly kind: 'one' | 'many' | 'page',
    readonly entity: Entity<T>,
    readonly where: Condition<T> | undefined,
    readonly order: readonly Order<T>[],
    readonly limit: number | undefined,
    /** The keys after which a page begins: one of each order, then the id. */
    readonly after: readonly unknown[] | undefined,
  ) {}
}

/** A read of whatever entity. */
export type AnyRead = Pick<Read, 'kind' | 'limit' | 'after'>;

/** The first row that fits, or null. */
export function one<T>(entity: Entity<T>, where: Condition<T>, order: readonly Order<T>[] = []): Read<T> {
  return new Read('one', entity, where, order, 1, undefined);
}

/** All rows that fit, in order. A list that can grow without bound is a `page`. */
export function many<T>(entity: Entity<T>, options: { where?: Condition<T>; order?: readonly Order<T>[]; limit?: number } = {}): Read<T> {
  return new Read('many', entity, options.where, options.order ?? [], options.limit, undefined);
}

/** A page of rows by key: the order's columns must not be null; the id breaks ties. */
export function page<T>(entity: Entity<T>, options: { page: { first: number; after?: string | null }; where?: Condition<T>; order: readonly Order<T>[] }): Read<T> {
  return new Read('page', entity, options.where, options.order, options.page.first, cursorOf(options.page.after, options.order.length + 1));
}

/** What a computed field may be: a value, rows, or an object whose fields are either. */
export type Computed = Sql | AnyRead | { readonly [field: string]: Computed | string | number | boolean | null };

/** Money from two pieces of SQL, in minor units and ISO code. */
export const moneyOf = (amount: Sql, currency: Sql): Computed => ({ amount, currency });

/** The keys a page ended with. A cursor that is not ours starts at the beginning. */
function cursorOf(text: string | null | undefined, length: number): string[] | undefined {
  if (!text) return undefined;
  try {
    const keys: unknown = JSON.parse(text);
    return Array.isArray(keys) && keys.length === length && keys.every((key) => typeof key === 'string') ? keys : undefined;
  } catch {
    return undefined; // not JSON, so not a cursor of ours
  }
}
