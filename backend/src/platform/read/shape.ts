import type { DataSource, EntityMetadata } from 'typeorm';
import { currencyOf } from '../db/columns.js';
import { raw, type Sql } from './sql.js';
import type { Columns, Entity } from './read.js';

/** What the compiler knows of one table: taken from the entity's decorators, once. */
export interface Shape {
  readonly name: string;
  readonly table: string;
  readonly columns: ReadonlyMap<string, { readonly name: string; readonly type: string; readonly isArray: boolean; readonly canBeNull: boolean }>;
  readonly money: ReadonlyMap<string, string>;
  readonly relations: ReadonlyMap<string, Relation>;
}

export interface Relation {
  readonly many: boolean;
  readonly target: string;
  /** Column of this table and column of the target that must be equal. */
  readonly here: string;
  readonly there: string;
}

export class Shapes {
  private readonly shapes = new Map<string, Shape>();
  private readonly nameless = new Map<string, Columns<never>>();

  constructor(source: DataSource) {
    for (const metadata of source.entityMetadatas) this.shapes.set(metadata.name, shapeOf(metadata));
  }

  find(name: string): Shape | undefined {
    return this.shapes.get(name);
  }

  /** The columns of an entity under no alias in particular: to compare conditions, not to run them. */
  columns(entity: Entity<unknown>): Columns<never> {
    let columns = this.nameless.get(entity.name);
    if (!columns) this.nameless.set(entity.name, (columns = columnsOf(this.of(entity), '_')));
    return columns;
  }

  of(entity: Entity<unknown>): Shape {
    const shape = this.shapes.get(entity.name);
    if (!shape) throw new Error(`${entity.name} is not a registered entity`);
    return shape;
  }
}

function shapeOf(metadata: EntityMetadata): Shape {
  const columns = new Map(metadata.columns.map((column) => [column.propertyName, { name: quote(column.databaseName), type: metadata.connection.driver.normalizeType(column), isArray: column.isArray, canBeNull: column.isNullable }]));
  const money = new Map<string, string>();
  for (const property of columns.keys()) {
    const currency = currencyOf((metadata.target as { prototype: object }).prototype, property);
    if (currency) money.set(property, currency);
  }
  const relations = new Map<string, Relation>();
  for (const relation of metadata.relations) {
    const owner = relation.isOwning ? relation : relation.inverseRelation;
    const join = owner?.joinColumns[0];
    if (!join) continue;
    const own = quote(join.databaseName);
    relations.set(relation.propertyName, {
      many: relation.isOneToMany,
      target: relation.inverseEntityMetadata.name,
      here: relation.isOwning ? own : '"id"',
      there: relation.isOwning ? '"id"' : own,
    });
  }
  return { name: metadata.name, table: quote(metadata.tableName), columns, money, relations };
}

const quote = (name: string) => `"${name}"`;

/** `i.customerId` as `t3."customer_id"`. A property that is no column is a mistake of ours. */
export function columnsOf(shape: Shape, alias: string): Columns<never> {
  return new Proxy({} as Record<string, Sql>, {
    get: (made, property: string) => {
      const column = shape.columns.get(property);
      if (!column) throw new Error(`${shape.name} has no column ${property}`);
      return (made[property] ??= raw(`${alias}.${column.name}`));
    },
  }) as Columns<never>;
}
