import type { Columns, Computed } from './read.js';

export interface ComputedField {
  readonly compute: (columns: Columns<never>, args: Readonly<Record<string, unknown>>) => Computed;
  /** The decorated method, on which its permission is declared. */
  readonly method: () => object;
}

const fields = new Map<string, ComputedField>();

/**
 * Makes a `@ResolveField` method a part of its parent's SQL statement: `(invoice) => sql\`…\`` or `=> many(…)`.
 * The method's body never runs; write it empty. `type` is the GraphQL type the field is added to.
 */
export function FromSql<T>(type: { name: string; prototype: T }, compute: (columns: Columns<T>, args: Readonly<Record<string, unknown>>) => Computed): MethodDecorator {
  return (target, property) => {
    const method = () => (target as Record<string, object>)[String(property)]!;
    fields.set(`${type.name}.${String(property)}`, { compute: compute as unknown as ComputedField['compute'], method });
  };
}

/** How a computed field is computed; `undefined` when it is a column, a relation or a resolver. */
export function computedField(type: string, field: string): ComputedField | undefined {
  return fields.get(`${type}.${field}`);
}
