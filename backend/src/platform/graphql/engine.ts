import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getArgumentValues, getNamedType, getVariableValues, GraphQLError, isObjectType, type FieldNode, type GraphQLObjectType, type GraphQLResolveInfo, type OperationDefinitionNode } from 'graphql';
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import { Config } from '../config/config.js';
import { APP_SOURCE, Db } from '../db/db.js';
import { Compiler, isReusable } from '../read/compile.js';
import { Read, type Computed } from '../read/read.js';
import { fieldsOf, type Document } from '../read/selection.js';
import { Shapes } from '../read/shape.js';
import { joined, raw, render, sql, Sql } from '../read/sql.js';
import { endedBy } from './cached-until.js';
import { Documents, operationOf, type Prepared } from './documents.js';
import { needsResolver } from './finish-schema.js';
import { KeptAnswers } from './kept-answers.js';
import { visibilityOf } from './visibility.js';

/** Variables longer than this are not worth keeping an answer for. */
const LONGEST_KEY = 4_000;

/** What resolvers find in their GraphQL context. */
export interface GraphContext {
  readonly caller: Caller;
  readonly request: unknown;
  /** Whether resolvers' reads are executed by the caller of the resolver and not one by one. */
  readonly compiled?: boolean;
  readonly loaders: Map<unknown, unknown>;
}

/** Rows that are already in memory: shown as selected, without SQL. */
export class Ready<T = unknown> {
  constructor(readonly value: T) {}
}

/**
 * Answers documents that consist of reads: one SQL statement per document, whose JSON goes out as it came.
 * Screens' trusted documents and integrators' texts take the same way; so do live updates.
 */
@Injectable()
export class Engine {
  private made?: { documents: Documents; shapes: Shapes };

  constructor(
    private readonly modules: ModuleRef,
    @Inject(APP_SOURCE) private readonly source: DataSource,
    private readonly db: Db,
    private readonly config: Config,
    private readonly kept: KeptAnswers,
  ) {}

  get schema() {
    return this.modules.get(GraphQLSchemaHost, { strict: false }).schema;
  }

  get documents(): Documents {
    return this.parts.documents;
  }

  private get parts() {
    return (this.made ??= { documents: new Documents(this.schema, this.config.trustedDocuments, { introspection: !this.config.production }), shapes: new Shapes(this.source) });
  }

  /** The whole answer as JSON text, or `undefined` when the document needs ordinary execution. */
  async answer(context: GraphContext, prepared: Prepared, rawVariables: Readonly<Record<string, unknown>>, operationName?: string | null): Promise<string | Buffer | undefined> {
    const operation = operationOf(prepared, operationName);
    if (!this.isCompilable(prepared, operation)) return undefined;
    const ends = this.endOf(prepared, operation);
    const key = ends && JSON.stringify([prepared.id, operation.name?.value, rawVariables, visibilityOf(context.caller)]);
    if (!key || key.length > LONGEST_KEY) return this.read(context, prepared, operation, rawVariables);
    return this.kept.get(key, context.caller.tenantId, ends, () => this.read(context, prepared, operation, rawVariables));
  }

  private async read(context: GraphContext, prepared: Prepared, operation: OperationDefinitionNode, rawVariables: Readonly<Record<string, unknown>>): Promise<string> {
    const document = this.documentOf(prepared, operation, rawVariables);
    const root = this.schema.getQueryType()!;
    const compiler = this.compiler(document, context.caller, prepared, operation);
    const compiled: Sql[] = [];
    const inMemory: string[] = [];
    for (const [key, nodes] of fieldsOf(document, root, [operation as unknown as FieldNode])) {
      if (nodes[0]!.name.value === '__typename') {
        inMemory.push(`${JSON.stringify(key)}:"${root.name}"`);
        continue;
      }
      const value = await this.resolve(root, nodes, document, { ...context, compiled: true });
      const type = root.getFields()[nodes[0]!.name.value]!.type;
      if (value instanceof Ready) inMemory.push(`${JSON.stringify(key)}:${JSON.stringify(this.picked(value.value, document, getNamedType(type) as GraphQLObjectType, nodes))}`);
      else compiled.push(sql`${raw(`'${key}'`)}, ${compiler.value(value as Computed, type, nodes)}`);
    }
    if (!compiled.length) return `{"data":{${inMemory.join(',')}}}`;
    const { text, values } = render(sql`select json_build_object(${joined(compiled, ', ')})::text`);
    const json = (await this.db.json(context.caller, text, values))!;
    return inMemory.length ? `{"data":{${inMemory.join(',')},${json.slice(1)}}` : `{"data":${json}}`;
  }

  /** JSON for one field that resolved to a read, in the middle of ordinary execution. */
  async readField(caller: Caller, value: Computed, info: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues' | 'returnType' | 'fieldNodes'>): Promise<unknown> {
    const document: Document = { schema: info.schema, fragments: info.fragments as Document['fragments'], variables: info.variableValues };
    const piece = new Compiler(this.parts.shapes, document, caller.permissions).value(value, info.returnType, info.fieldNodes);
    const { text, values } = render(sql`select to_json(${piece})::text`);
    const json = await this.db.json(caller, text, values);
    return json === null ? null : JSON.parse(json);
  }

  /** The value in memory as a field's selection shows it. */
  shown(value: unknown, info: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues' | 'returnType' | 'fieldNodes'>): unknown {
    return this.picked(value, { schema: info.schema, fragments: info.fragments as Document['fragments'], variables: info.variableValues }, getNamedType(info.returnType) as GraphQLObjectType, info.fieldNodes);
  }

  /** JSON text of a subscription's field, for the group of subscribers that share caller and selection. */
  async liveJson(caller: Caller, value: Computed, prepared: Prepared, operation: OperationDefinitionNode, document: Document): Promise<string | null> {
    const root = this.schema.getSubscriptionType()!;
    const [[key, nodes]] = [...fieldsOf(document, root, [operation as unknown as FieldNode])] as [[string, FieldNode[]]];
    const compiler = this.compiler(document, caller, prepared, operation);
    const piece = compiler.value(value, root.getFields()[nodes[0]!.name.value]!.type, nodes);
    const { text, values } = render(sql`select to_json(${piece})::text`);
    const json = await this.db.json(caller, text, values);
    return json === null ? null : `{${JSON.stringify(key)}:${json}}`;
  }

  documentOf(prepared: Prepared, operation: OperationDefinitionNode, rawVariables: Readonly<Record<string, unknown>>): Document {
    const coerced = getVariableValues(this.schema, operation.variableDefinitions ?? [], rawVariables, { maxErrors: 5, hideSuggestions: this.config.production });
    if (coerced.errors) throw new GraphQLError(coerced.errors[0]!.message, { extensions: { code: 'BAD_USER_INPUT' } });
    return { schema: this.schema, fragments: prepared.fragments, variables: coerced.coerced };
  }

  /** Runs the resolver of a root field with its guards and validation, as ordinary execution would. */
  async resolve(root: GraphQLObjectType, nodes: readonly FieldNode[], document: Document, context: GraphContext, step: 'resolve' | 'subscribe' = 'resolve'): Promise<unknown> {
    const name = nodes[0]!.name.value;
    const field = root.getFields()[name]!;
    const args = getArgumentValues(field, nodes[0]!, document.variables as Record<string, unknown>);
    const info = {
      fieldName: name, fieldNodes: nodes, returnType: field.type, parentType: root, schema: document.schema, fragments: document.fragments,
      variableValues: document.variables, path: { prev: undefined, key: nodes[0]!.alias?.value ?? name, typename: root.name },
    } as unknown as GraphQLResolveInfo;
    const value = await (field[step] as (...all: unknown[]) => unknown)(undefined, args, context, info);
    // What a guard or a check of inputs refused comes back as a value here; ordinary execution would take it for the error it is.
    if (value instanceof Error) throw value;
    return value;
  }

  private compiler(document: Document, caller: Caller, prepared: Prepared, operation: OperationDefinitionNode): Compiler {
    let byPermissions = prepared.notes.get(operation) as Map<ReadonlySet<string>, Map<string, Sql>> | undefined;
    if (!byPermissions) prepared.notes.set(operation, (byPermissions = new Map()));
    let reusable = prepared.notes.get('reusable') as boolean | undefined;
    if (reusable === undefined) prepared.notes.set('reusable', (reusable = isReusable(document, operation.selectionSet.selections.filter((s): s is FieldNode => s.kind === 'Field')) && operation.selectionSet.selections.every((s) => s.kind === 'Field')));
    let rows = byPermissions.get(caller.permissions);
    if (!rows && byPermissions.size < 50) byPermissions.set(caller.permissions, (rows = new Map()));
    return new Compiler(this.parts.shapes, document, caller.permissions, reusable ? rows : undefined);
  }

  /** The events that end a kept answer, when all that the document asks for may be kept. */
  private endOf(prepared: Prepared, operation: OperationDefinitionNode): ReadonlySet<string> | undefined {
    const note = `ends:${operation.name?.value}`;
    const noted = prepared.notes.get(note) as ReadonlySet<string> | null | undefined;
    if (noted !== undefined) return noted ?? undefined;
    const ends = operation.selectionSet.selections.map((s) => (s.kind === 'Field' ? endedBy(s.name.value) : undefined));
    const all = ends.every((kinds) => kinds !== undefined) ? new Set(ends.flatMap((kinds) => [...kinds])) : null;
    prepared.notes.set(note, all);
    return all ?? undefined;
  }

  private isCompilable(prepared: Prepared, operation: OperationDefinitionNode): boolean {
    if (operation.operation !== 'query') return false;
    let answer = prepared.notes.get('compilable') as boolean | undefined;
    if (answer === undefined) prepared.notes.set('compilable', (answer = this.allCompiled(this.schema.getQueryType()!, [operation as unknown as FieldNode], { schema: this.schema, fragments: prepared.fragments, variables: {}, everything: true })));
    return answer;
  }

  private allCompiled(type: GraphQLObjectType, nodes: readonly FieldNode[], document: Document): boolean {
    for (const [, found] of fieldsOf(document, type, nodes)) {
      const name = found[0]!.name.value;
      if (name.startsWith('__')) {
        if (name !== '__typename') return false;
        continue;
      }
      if (needsResolver(this.schema, type.name, name)) return false;
      const next = getNamedType(type.getFields()[name]!.type);
      if (found[0]!.selectionSet && (!isObjectType(next) || !this.allCompiled(next, found, document))) return false;
    }
    return true;
  }

  private picked(value: unknown, document: Document, type: GraphQLObjectType, nodes: readonly FieldNode[]): unknown {
    if (value === null || value === undefined) return null;
    if (Array.isArray(value)) return value.map((item) => this.picked(item, document, type, nodes));
    if (!isObjectType(type) || value instanceof Date) return value;
    const source = value as Record<string, unknown>;
    const shown: Record<string, unknown> = {};
    for (const [key, found] of fieldsOf(document, type, nodes)) {
      const field = found[0]!.name.value;
      shown[key] = field === '__typename' ? type.name : this.picked(source[field], document, getNamedType(type.getFields()[field]!.type) as GraphQLObjectType, found);
    }
    return shown;
  }
}

/** Whether a resolver's answer is still to be read. */
export function isUnread(value: unknown): value is Computed {
  if (value instanceof Read || value instanceof Sql) return true;
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype && Object.values(value).some(isUnread);
}
