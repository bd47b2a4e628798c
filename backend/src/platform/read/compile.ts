import { getArgumentValues, getNamedType, getNullableType, isListType, isObjectType, type FieldNode, type GraphQLObjectType, type GraphQLOutputType } from 'graphql';
import { ForbiddenError } from '../graphql/errors.js';
import { PERMISSION } from '../graphql/permission.js';
import { computedField } from './from-sql.js';
import { Read, type AnyRead, type Columns, type Computed } from './read.js';
import { fieldsOf, type Document } from './selection.js';
import { list, literal, nullable, object, ofField, ofType, orNull, present, type Json } from './json-text.js';
import { columnsOf, type Shape, type Shapes } from './shape.js';
import { and, joined, raw, sql, Sql } from './sql.js';

/** Nobody reads more of one thing at once; longer expressions would only test PostgreSQL's stack. */
const MOST_FIELDS = 100;

/** Turns reads and the selections they meet into one SQL expression: the JSON of the selection, as text, or null. */
export class Compiler {
  private aliases = 0;
  private reads = 0;
  private prefix = '';

  constructor(
    private readonly shapes: Shapes,
    private readonly document: Document,
    private readonly permissions: ReadonlySet<string>,
  ) {}

  /** What a field resolved to: rows, a value, or an object of both. */
  value(value: Computed | string | number | boolean | null, type: GraphQLOutputType, nodes: readonly FieldNode[]): Json {
    if (value instanceof Read) return this.prefix ? this.read(value, type, nodes) : this.outermost(value, type, nodes);
    if (value instanceof Sql) return this.projected(value, type, nodes) ?? ofField(value, type);
    if (value === null || typeof value !== 'object') return constant(value);
    return this.record(value as Exclude<typeof value, AnyRead>, getNamedType(type) as GraphQLObjectType, nodes);
  }

  private outermost(read: Read, type: GraphQLOutputType, nodes: readonly FieldNode[]): Json {
    this.prefix = `r${this.reads++}_`;
    this.aliases = 0;
    const compiled = this.read(read, type, nodes);
    this.prefix = '';
    return compiled;
  }

  private read(read: Read, type: GraphQLOutputType, nodes: readonly FieldNode[]): Json {
    const shape = this.shapes.of(read.entity);
    if (read.kind === 'page') return this.page(read, shape, getNamedType(type) as GraphQLObjectType, nodes);
    const alias = this.alias();
    const columns = columnsOf(shape, alias) as Columns<unknown>;
    const row = this.row(shape, alias, nodes).text;
    const source = sql`from ${raw(shape.table)} ${raw(alias)} where ${read.where?.(columns) ?? raw('true')}${this.orderBy(read, columns)}${raw(read.limit === undefined ? '' : ` limit ${whole(read.limit)}`)}`;
    if (read.kind === 'one') return nullable(sql`(select ${row} ${source})`);
    return list(sql`select ${row} j ${source}`);
  }

  private page(read: Read, shape: Shape, pageType: GraphQLObjectType, nodes: readonly FieldNode[]): Json {
    const alias = this.alias();
    const columns = columnsOf(shape, alias) as Columns<unknown>;
    const selected = [...fieldsOf(this.document, pageType, nodes)];
    const selects = (field: string) => selected.some(([, [node]]) => node!.name.value === field);
    const nodeSelections = selected.filter(([, [node]]) => node!.name.value === 'nodes').flatMap(([, found]) => found);
    const base = read.where?.(columns) ?? raw('true');
    const first = read.limit ?? 20;
    const within = raw(whole(first));
    const rows = sql`select ${this.row(shape, alias, nodeSelections).text} j, ${selects('endCursor') ? this.cursor(read, shape, alias, columns) : raw('null')} k, row_number() over (${this.orderBy(read, columns)}) n
      from ${raw(shape.table)} ${raw(alias)} where ${and(base, this.seek(read, shape, alias, columns))}${this.orderBy(read, columns)} limit ${raw(whole(first + 1))}`;
    const entries = selected.map(([name, [node]]): [string, Json] => {
      const field = node!.name.value;
      const entry =
        field === 'nodes' ? present(sql`'[' || coalesce(string_agg(q.j, ',' order by q.n) filter (where q.n <= ${within}), '') || ']'`)
        : field === 'endCursor' ? nullable(sql`to_json((array_agg(q.k order by q.n desc) filter (where q.n <= ${within}))[1])::text`)
        : field === 'hasNextPage' ? present(sql`(count(*) > ${within})::text`)
        : field === 'totalCount' ? present(sql`(select count(*)::text from ${raw(shape.table)} ${raw(alias)} where ${base})`)
        : nameOf(pageType);
      return [name, entry];
    });
    // Asked only how many there are, there are no rows to gather.
    const gathers = ['nodes', 'endCursor', 'hasNextPage'].some(selects);
    return gathers ? present(sql`(select ${object(entries).text} from (${rows}) q)`) : object(entries);
  }

  /** Where a row stands in its order, as the JSON array that `after` takes. */
  private cursor(read: Read, shape: Shape, alias: string, columns: Columns<unknown>): Sql {
    const keys = [...read.order.map(([column]) => column(columns)), raw(`${alias}."id"`)];
    const pieces = keys.map((key) => orNull(ofType(sql`${key}::text`, typeOf(shape, alias, key) === 'date' ? 'date' : 'text', true)));
    return sql`'[' || ${joined(pieces, ` || ',' || `)} || ']'`;
  }

  private row(shape: Shape, alias: string, nodes: readonly FieldNode[]): Json {
    const type = this.document.schema.getType(shape.name) as GraphQLObjectType;
    const columns = columnsOf(shape, alias);
    return this.object(type, nodes, (field, node, fieldType) => {
      const computed = computedField(shape.name, field);
      if (computed) {
        const needed = Reflect.getMetadata(PERMISSION, computed.method()) as readonly string[] | undefined;
        if (needed && !needed.includes('public') && !needed.some((permission) => this.permissions.has(permission))) throw new ForbiddenError(needed.join(' or '));
        const args = getArgumentValues(type.getFields()[field]!, node[0]!, this.document.variables as Record<string, unknown>);
        return this.value(computed.compute(columns, args), fieldType, node);
      }
      const relation = shape.relations.get(field);
      if (relation) return this.related(alias, relation, node);
      const column = shape.columns.get(field);
      // A field that only a resolver can answer: the row's id lets it find its own way.
      if (!column) return undefined;
      const value = raw(`${alias}.${column.name}`);
      const currency = shape.money.get(field);
      if (currency) {
        const code = shape.columns.get(currency);
        const amount = this.record({ amount: value, currency: code ? raw(`${alias}.${code.name}`) : 'CAD' }, getNamedType(fieldType) as GraphQLObjectType, node);
        return column.canBeNull ? nullable(sql`case when ${value} is null then null else ${amount.text} end`) : amount;
      }
      return this.projected(value, fieldType, node) ?? ofType(value, column.type, column.canBeNull, column.isArray);
    });
  }

  private related(alias: string, relation: NonNullable<ReturnType<Shape['relations']['get']>>, nodes: readonly FieldNode[]): Json {
    const shape = this.shapes.find(relation.target)!;
    const inner = this.alias();
    const row = this.row(shape, inner, nodes).text;
    const where = raw(`from ${shape.table} ${inner} where ${inner}.${relation.there} = ${alias}.${relation.here}`);
    return relation.many ? list(sql`select ${row} j ${where} order by ${raw(inner)}.id`) : nullable(sql`(select ${row} ${where})`);
  }

  private record(fields: { readonly [field: string]: Computed | string | number | boolean | null }, type: GraphQLObjectType, nodes: readonly FieldNode[]): Json {
    return this.object(type, nodes, (field, node, fieldType) => (field in fields ? this.value(fields[field]!, fieldType, node) : undefined));
  }

  /** A JSON value that is an object, or a list of them, shown as selected; nothing for any other, which is itself. */
  private projected(value: Sql, type: GraphQLOutputType, nodes: readonly FieldNode[]): Json | undefined {
    const named = getNamedType(type);
    if (!isObjectType(named)) return undefined;
    const alias = this.alias();
    const item = this.object(named, nodes, (field, node, fieldType) => {
      const inner = sql`${raw(`${alias}.j->'${field}'`)}`;
      return this.projected(inner, fieldType, node) ?? nullable(sql`(${inner})::text`);
    }).text;
    if (!isListType(getNullableType(type))) return nullable(sql`(select ${item} from (select to_jsonb(${value}) j) ${raw(alias)} where j is not null and j <> 'null'::jsonb)`);
    return list(sql`select ${item} j from jsonb_array_elements(to_jsonb(${value})) with ordinality ${raw(alias)}(j, o) order by ${raw(alias)}.o`);
  }

  private object(type: GraphQLObjectType, nodes: readonly FieldNode[], entry: (field: string, nodes: FieldNode[], type: GraphQLOutputType) => Json | undefined): Json {
    const entries: [string, Json][] = [];
    for (const [key, found] of fieldsOf(this.document, type, nodes)) {
      const field = found[0]!.name.value;
      const value = field === '__typename' ? nameOf(type) : entry(field, found, type.getFields()[field]!.type);
      if (value) entries.push([key, value]);
    }
    if (entries.length > MOST_FIELDS) throw new Error(`More than ${MOST_FIELDS} fields selected on ${type.name}`);
    return object(entries);
  }

  private orderBy(read: Read, columns: Columns<unknown>): Sql {
    if (!read.order.length) return raw('');
    const direction = read.order[0]![1];
    const keys = read.order.map(([column, way]) => sql`${column(columns)} ${raw(way)}`);
    return sql` order by ${joined([...keys, sql`${(columns as Record<string, Sql>)['id']!} ${raw(direction)}`], ', ')}`;
  }

  private seek(read: Read, shape: Shape, alias: string, columns: Columns<unknown>): Sql | undefined {
    if (!read.after) return undefined;
    const keys = [...read.order.map(([column]) => column(columns)), raw(`${alias}."id"`)];
    const types = keys.map((key) => typeOf(shape, alias, key));
    const values = read.after.map((value, i) => sql`${value}::${raw(types[i]!)}`);
    return sql`(${joined(keys, ', ')}) ${raw(read.order[0]?.[1] === 'desc' ? '<' : '>')} (${joined(values, ', ')})`;
  }

  private alias(): string {
    return `${this.prefix || 't'}${this.aliases++}`;
  }
}

function typeOf(shape: Shape, alias: string, key: Sql): string {
  for (const column of shape.columns.values()) if (key.parts[0] === `${alias}.${column.name}`) return column.type;
  return 'text';
}

const nameOf = (type: GraphQLObjectType): Json => literal(`"${type.name}"`);

/** A count of rows as text: plans are better when PostgreSQL knows it, and there are few of them. */
const whole = (count: number): string => String(Math.trunc(count));

function constant(value: string | number | boolean | null): Json {
  if (typeof value === 'number') return present(sql`${value}::float8::text`);
  return typeof value === 'string' ? present(sql`to_json(${value}::text)::text`) : literal(String(value));
}
