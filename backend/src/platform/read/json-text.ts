import { getNamedType, getNullableType, isListType, type GraphQLOutputType } from 'graphql';
import { joined, raw, sql, type Sql } from './sql.js';

/**
 * An SQL expression whose value is JSON, as text. Joining texts costs PostgreSQL about a third less than its functions
 * that build JSON, which look up the type of each argument again for each row (decision 0001).
 */
export interface Json {
  readonly text: Sql;
  /** Whether the expression can be SQL's null, which then stands for JSON's. */
  readonly canBeNull: boolean;
}

/** Types whose text is JSON as it is. */
const BARE = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision', 'boolean', 'json', 'jsonb']);
/** Types whose text holds nothing that JSON would escape. */
const SAFE = new Set(['uuid', 'date']);

export const nullable = (text: Sql): Json => ({ text, canBeNull: true });
export const present = (text: Sql): Json => ({ text, canBeNull: false });

/** Text that is JSON already, such as `null` or a name in quotes: never anything a caller sent. */
export const literal = (json: string): Json => present(raw(`'${json.replaceAll("'", "''")}'`));

const bare = (value: Sql) => sql`(${value})::text`;
const quoted = (value: Sql) => sql`'"' || (${value})::text || '"'`;
const escaped = (value: Sql) => sql`to_json(${value})::text`;

/** JSON of a value of a PostgreSQL type, `array` when it is a list of them. */
export function ofType(value: Sql, type: string, canBeNull: boolean, array = false): Json {
  const how = array ? escaped : BARE.has(type) ? bare : SAFE.has(type) ? quoted : escaped;
  return { text: how(value), canBeNull };
}

/** JSON of a computed value, whose PostgreSQL type is known by the GraphQL type of its field only. */
export function ofField(value: Sql, type: GraphQLOutputType): Json {
  if (isListType(getNullableType(type))) return nullable(escaped(value));
  const { name } = getNamedType(type);
  if (['Int', 'Float', 'Boolean'].includes(name)) return nullable(bare(value));
  return nullable(['DateTime', 'DateOnly', 'JSON'].includes(name) ? escaped(value) : escaped(bare(value)));
}

/** A JSON object of entries; the keys hold letters, digits and underscores only, as GraphQL's names do. */
export function object(entries: readonly (readonly [key: string, value: Json])[]): Json {
  if (!entries.length) return literal('{}');
  const pieces = entries.map(([key, value], i) => sql`${raw(`'${i ? ',' : '{'}"${key}":'`)} || ${orNull(value)}`);
  return present(sql`(${joined(pieces, ' || ')} || '}')`);
}

/** A JSON array of the rows `j` of a source. */
export const list = (source: Sql, order = ''): Json => present(sql`(select '[' || coalesce(string_agg(j, ','${raw(order)}), '') || ']' from (${source}) q)`);

/** The text itself, with JSON's null for SQL's. */
export function orNull({ text, canBeNull }: Json): Sql {
  return canBeNull ? sql`coalesce(${text}, 'null')` : text;
}
