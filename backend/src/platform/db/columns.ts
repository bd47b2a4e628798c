import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Column } from 'typeorm';
import { uuidv7 } from '../ids.js';

/** What every row of a tenant has. The database fills the tenant from the transaction's setting and refuses any other. */
@ObjectType({ isAbstract: true })
export abstract class TenantRow {
  @Field(() => ID)
  @Column({ type: 'uuid', primary: true, default: () => 'new_id()' })
  id: string = uuidv7();

  @Column({ type: 'uuid', default: () => 'current_tenant()', update: false })
  tenantId: string;

  @Field()
  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  createdAt: Date;
}

const moneyColumns = new Map<object, Map<string, string>>();

/**
 * An amount of money kept as minor units in a bigint. On the wire it is `Money`, with the currency of the row's
 * `currency` column.
 */
export function MoneyColumn(options: { nullable?: boolean; default?: number } = {}): PropertyDecorator {
  return (prototype, property) => {
    const known = moneyColumns.get(prototype) ?? new Map<string, string>();
    moneyColumns.set(prototype, known.set(String(property), 'currency'));
    Column('bigint', {
      nullable: options.nullable ?? false,
      ...(options.default === undefined ? {} : { default: options.default }),
      transformer: { to: (value: unknown) => value, from: (value: string | null) => (value === null ? null : Number(value)) },
    })(prototype, property);
  };
}

/** The property holding the currency of a money column; `undefined` for any other column. */
export function currencyOf(entity: object, property: string): string | undefined {
  for (let prototype = entity; prototype; prototype = Object.getPrototypeOf(prototype) as object) {
    const found = moneyColumns.get(prototype)?.get(property);
    if (found) return found;
  }
  return undefined;
}

const enumColumns = new Map<object, Map<string, readonly string[]>>();

/** A column holding one of an enum's names. */
export function EnumColumn<T extends string>(values: Readonly<Record<string, T>>, options: { default?: T; nullable?: boolean } = {}): PropertyDecorator {
  return (prototype, property) => {
    const known = enumColumns.get(prototype) ?? new Map<string, readonly string[]>();
    enumColumns.set(prototype, known.set(String(property), Object.values(values)));
    Column('text', { nullable: options.nullable ?? false, ...(options.default === undefined ? {} : { default: options.default }) })(prototype, property);
  };
}

/** The names an enum column may hold; `undefined` for any other column. */
export const namesOfEnum = (entity: object, property: string): readonly string[] | undefined => enumColumns.get(entity)?.get(property);

/** An instant; UTC inside. */
export function InstantColumn(options: { nullable?: boolean; default?: () => string } = {}): PropertyDecorator {
  return Column('timestamptz', { nullable: options.nullable ?? false, ...(options.default ? { default: options.default } : {}) });
}
