import { getArgumentValues, getNamedType, isListType, isNonNullType, isObjectType, type FieldNode, type GraphQLObjectType, type GraphQLOutputType } from 'graphql';
import { ForbiddenError } from '../graphql/errors.js';
import { PERMISSION } from '../graphql/permission.js';
import { computedField } from './from-sql.js';
import { Read, type AnyRead, type Columns, type Computed } from './read.js';
import { fieldsOf, type Document } from './selection.js';
import { columnsOf, type Shape, type Shapes } from './shape.js';
import { and, joined, raw, sql, Sql } from './sql.js';

/** PostgreSQL takes at most 100 arguments, so 50 fields, in one json_build_object. */
const MOST_FIELDS = 50;

/** Turns reads and the selections they meet into one SQL expression that is the JSON of the selection. */
export class Compiler {
  private aliases = 0;
  private reads = 0;
  private prefix = '';

  constructor(
    private readonly shapes: Shapes,
    private readonly document: Document,
    private readonly permissions: ReadonlySet<string>,
  ) {}

  /** SQL for what a field resolved to: rows, a value, or an object of both. */
  value(value: Computed | string | number | boolean | null, type: GraphQLOutputType, nodes: readonly FieldNode[]): Sql {
    if (value instanceof Read) return this.prefix ? this.read(value, type, nodes) : this.outermost(value, type, nodes);
    if (value instanceof Sql) return this.projected(value, type, nodes);
    if (value === null || typeof value !== 'object') return constant(value);
    return this.record(value as Exclude<typeof value, AnyRead>, getNamedType(type) as GraphQLObjectType, nodes);
  }

  private outermost(read: Read, type: GraphQLOutputType, nodes: readonly FieldNode[]): Sql {
    this.prefix = `r${this.reads++}_`;
    this.aliases = 0;
    const compiled = this.read(read, type, nodes);
    this.prefix = '';
    return compiled;
  }

  private read(read: Read, type: GraphQLOutputType, nodes: readonly FieldNode[]): Sql {
    const shape = this.shapes.of(read.entity);
    if (read.kind === 'page') return this.page(read, shape, getNamedType(type) as GraphQLObjectType, nodes);
    const alias = this.alias();
    const columns = columnsOf(shape, alias) as Columns<unknown>;
    const row = this.row(shape, alias, nodes);
    const source = sql`from ${raw(shape.table)} ${raw(alias)} where ${read.where?.(columns) ?? raw('true')}${this.orderBy(read, columns)}${raw(read.limit === undefined ? '' : ` limit ${whole(read.limit)}`)}`;
    if (read.kind === 'one') return sql`(select ${row} ${source})`;
    return sql`(select coalesce(json_agg(j), '[]'::json) from (select ${row} j ${source}) q)`;
  }

  private page(read: Read, shape: Shape, pageType: GraphQLObjectType, nodes: readonly FieldNode[]): Sql {
    const alias = this.alias();
    const columns = columnsOf(shape, alias) as Columns<unknown>;
    const selected = fieldsOf(this.document, pageType, nodes);
    const nodeSelections = [...selected.values()].filter((n) => n[0]!.name.value === 'nodes').flat();
    const key = sql`json_build_array(${joined([...read.order.map(([column]) => sql`${column(columns)}::text`), raw(`${alias}.id`)], ', ')})::text`;
    const base = read.where?.(columns) ?? raw('true');
    const first = read.limit ?? 20;
    const within = raw(whole(first));
    const rows = sql`select ${this.row(shape, alias, nodeSelections)} j, ${key} k, row_number() over (${this.orderBy(read, columns)}) n
      from ${raw(shape.table)} ${raw(alias)} where ${and(base, this.seek(read, shape, alias, columns))}${this.orderBy(read, columns)} limit ${raw(whole(first + 1))}`;
    const entries: Sql[] = [];
    for (const [name, [node]] of selected) {
      const field = node!.name.value;
      const entry =
        field === 'nodes' ? sql`coalesce(json_agg(q.j order by q.n) filter (where q.n <= ${within}), '[]'::json)`
        : field === 'endCursor' ? sql`(array_agg(q.k order by q.n desc) filter (where q.n <= ${within}))[1]`
        : field === 'hasNextPage' ? sql`count(*) > ${within}`
        : field === 'totalCount' ? sql`(select count(*)::int from ${raw(shape.table)} ${raw(alias)} where ${base})`
        : constant(pageType.name);
      entries.push(sql`${literal(name)}, ${entry}`);
    }
    // Asked only how many there are, there are no rows to gather.
    const gathers = [...selected.values()].some(([node]) => ['nodes', 'endCursor', 'hasNextPage'].includes(node!.name.value));
    return gathers ? sql`(select json_build_object(${joined(entries, ', ')}) from (${rows}) q)` : sql`json_build_object(${joined(entries, ', ')})`;
  }

  private row(shape: Shape, alias: string, nodes: readonly FieldNode[]): Sql {
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
        const whole = this.record({ amount: value, currency: code ? raw(`${alias}.${code.name}`) : sql`'CAD'` }, getNamedType(fieldType) as GraphQLObjectType, node);
        return isNonNullType(fieldType) ? whole : sql`case when ${value} is null then null else ${whole} end`;
      }
      return this.projected(value, fieldType, node);
    });
  }

  private related(alias: string, relation: NonNullable<ReturnType<Shape['relations']['get']>>, nodes: readonly FieldNode[]): Sql {
    const shape = this.shapes.find(relation.target)!;
    const inner = this.alias();
    const row = this.row(shape, inner, nodes);
    const where = raw(`from ${shape.table} ${inner} where ${inner}.${relation.there} = ${alias}.${relation.here}`);
    return relation.many ? sql`(select coalesce(json_agg(j), '[]'::json) from (select ${row} j ${where} order by ${raw(inner)}.id) q)` : sql`(select ${row} ${where})`;
  }

  private record(fields: { readonly [field: string]: Computed | string | number | boolean | null }, type: GraphQLObjectType, nodes: readonly FieldNode[]): Sql {
    return this.object(type, nodes, (field, node, fieldType) => (field in fields ? this.value(fields[field]!, fieldType, node) : undefined));
  }

  /** A JSON value that is an object or a list of them shows only what was selected; any other is itself. */
  private projected(value: Sql, type: GraphQLOutputType, nodes: readonly FieldNode[]): Sql {
    const named = getNamedType(type);
    if (!isObjectType(named)) return value;
    const alias = this.alias();
    const item = this.object(named, nodes, (field, node, fieldType) => this.projected(sql`${raw(alias)}.j->${literal(field)}`, fieldType, node));
    const list = isListType(isNonNullType(type) ? type.ofType : type);
    if (!list) return sql`(select ${item} from (select to_jsonb(${value}) j) ${raw(alias)} where j is not null and j <> 'null'::jsonb)`;
    return sql`(select coalesce(json_agg(${item} order by ${raw(alias)}.o), '[]'::json) from jsonb_array_elements(to_jsonb(${value})) with ordinality ${raw(alias)}(j, o))`;
  }

  private object(type: GraphQLObjectType, nodes: readonly FieldNode[], entry: (field: string, nodes: FieldNode[], type: GraphQLOutputType) => Sql | undefined): Sql {
    const entries: Sql[] = [];
    for (const [key, found] of fieldsOf(this.document, type, nodes)) {
      const field = found[0]!.name.value;
      const value = field === '__typename' ? constant(type.name) : entry(field, found, type.getFields()[field]!.type);
      if (value) entries.push(sql`${literal(key)}, ${value}`);
    }
    if (entries.length > MOST_FIELDS) throw new Error(`More than ${MOST_FIELDS} fields selected on ${type.name}`);
    return sql`json_build_object(${joined(entries, ', ')})`;
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

/** A name from the document: GraphQL names hold letters, digits and underscores only. */
const literal = (name: string): Sql => raw(`'${name}'`);

/** A count of rows as text: plans are better when PostgreSQL knows it, and there are few of them. */
const whole = (count: number): string => String(Math.trunc(count));

function constant(value: string | number | boolean | null): Sql {
  if (value === null) return raw('null');
  if (typeof value === 'number') return sql`${value}::float8`;
  if (typeof value === 'boolean') return raw(String(value));
  return sql`${value}::text`;
}
