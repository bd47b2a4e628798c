import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getArgumentValues, getNamedType, getVariableValues, GraphQLError, isObjectType, type FieldNode, type GraphQLObjectType, type GraphQLOutputType, type GraphQLResolveInfo, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import { Config } from '../config/config.js';
import { APP_SOURCE, Db } from '../db/db.js';
import type { ScopedText } from '../db/scoped-read.js';
import { Compiler } from '../read/compile.js';
import { object } from '../read/json-text.js';
import { Read, type Computed } from '../read/read.js';
import { dependsOnVariables, fieldsOf, type Document } from '../read/selection.js';
import { Shapes } from '../read/shape.js';
import { render, Sql, textOf } from '../read/sql.js';
import { filled, Varying, type Answered } from '../read/varying.js';
import { endedBy } from './cached-until.js';
import { Documents, operationOf, type Prepared } from './documents.js';
import { needsResolver } from './finish-schema.js';
import { KeptAnswers } from './kept-answers.js';
import { visibilityOf } from './visibility.js';

/** How many statements are kept for one document and one set of permissions. */
const MOST_STATEMENTS = 50;
/** How many sets of permissions a document's statements are kept for. */
const MOST_PERMISSIONS = 50;
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

/** A statement with the places in it that each request fills. */
interface Kept {
  readonly statement: ScopedText;
  readonly template: readonly unknown[];
}

/** What a field resolved to, and where it stands in the document. */
interface Resolved {
  readonly key: string;
  readonly type: GraphQLOutputType;
  readonly nodes: readonly FieldNode[];
  readonly value: Answered;
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
  private made?: { schema: GraphQLSchema; documents: Documents; shapes: Shapes };

  constructor(
    private readonly modules: ModuleRef,
    @Inject(APP_SOURCE) private readonly source: DataSource,
    private readonly db: Db,
    private readonly config: Config,
    private readonly kept: KeptAnswers,
  ) {}

  get schema(): GraphQLSchema {
    return this.parts.schema;
  }

  get documents(): Documents {
    return this.parts.documents;
  }

  private get parts() {
    return (this.made ??= this.make());
  }

  private make() {
    const { schema } = this.modules.get(GraphQLSchemaHost, { strict: false });
    return { schema, documents: new Documents(schema, this.config.trustedDocuments, { introspection: !this.config.production }), shapes: new Shapes(this.source) };
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
    const inside: GraphContext = { ...context, compiled: true };
    const unread: Resolved[] = [];
    const inMemory: string[] = [];
    for (const [key, nodes] of fieldsOf(document, root, [operation as unknown as FieldNode])) {
      if (nodes[0]!.name.value === '__typename') {
        inMemory.push(`${JSON.stringify(key)}:"${root.name}"`);
        continue;
      }
      const value = await this.resolve(root, nodes, document, inside);
      const type = root.getFields()[nodes[0]!.name.value]!.type;
      const ready = value instanceof Ready ? value.value : value;
      if (value instanceof Ready || !isUnread(value)) inMemory.push(`${JSON.stringify(key)}:${JSON.stringify(this.picked(ready, document, getNamedType(type) as GraphQLObjectType, nodes))}`);
      else unread.push({ key, type, nodes, value: value as Answered });
    }
    if (!unread.length) return `{"data":{${inMemory.join(',')}}}`;
    const json = (await this.ask(context.caller, unread, document, prepared, operation))!;
    return inMemory.length ? `{"data":{${inMemory.join(',')},${json.slice(1)}}` : `{"data":${json}}`;
  }

  /** One JSON object of what the fields resolved to, by a statement that is compiled once for all requests that differ in values only. */
  private ask(caller: Caller, fields: readonly Resolved[], document: Document, prepared: Prepared, operation: OperationDefinitionNode): Promise<string | null> {
    const varying = new Varying(this.parts.shapes);
    const held = fields.map((field) => {
      varying.signature += `/${field.key}:`;
      return { ...field, value: varying.take(field.value) };
    });
    const statements = this.statementsOf(caller, document, prepared, operation);
    let kept = statements?.get(varying.signature);
    if (!kept) {
      const compiler = new Compiler(this.parts.shapes, document, caller.permissions);
      const piece = object(held.map(({ key, type, nodes, value }) => [key, compiler.value(value, type, nodes)] as const)).text;
      kept = { statement: this.db.statement(textOf(piece), piece.values.length), template: piece.values };
      if (statements && statements.size < MOST_STATEMENTS) statements.set(varying.signature, kept);
    }
    return this.db.json(caller, kept.statement, filled(kept.template, varying.values));
  }

  /** JSON for one field that resolved to a read, in the middle of ordinary execution. */
  async readField(caller: Caller, value: Computed, info: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues' | 'returnType' | 'fieldNodes'>): Promise<unknown> {
    const document: Document = { schema: info.schema, fragments: info.fragments as Document['fragments'], variables: info.variableValues };
    const { text, values } = render(new Compiler(this.parts.shapes, document, caller.permissions).value(value, info.returnType, info.fieldNodes).text);
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
    const json = await this.ask(caller, [{ key, type: root.getFields()[nodes[0]!.name.value]!.type, nodes, value: value as Answered }], document, prepared, operation);
    return json === `{"${key}":null}` ? null : json;
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

  /** The statements kept for a document's operation, by signature; none where what is selected depends on variables. */
  private statementsOf(caller: Caller, document: Document, prepared: Prepared, operation: OperationDefinitionNode): Map<string, Kept> | undefined {
    let byPermissions = prepared.notes.get(operation) as Map<ReadonlySet<string>, Map<string, Kept>> | null | undefined;
    if (byPermissions === undefined) {
      const fields = operation.selectionSet.selections.filter((selection): selection is FieldNode => selection.kind === 'Field');
      const isFixed = fields.length === operation.selectionSet.selections.length && !dependsOnVariables(document, fields);
      prepared.notes.set(operation, (byPermissions = isFixed ? new Map() : null));
    }
    if (!byPermissions) return undefined;
    let statements = byPermissions.get(caller.permissions);
    if (!statements && byPermissions.size < MOST_PERMISSIONS) byPermissions.set(caller.permissions, (statements = new Map()));
    return statements;
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

  /** Whether a document's operation is made of reads, so that `answer` has one. Throws when the operation is not to be found. */
  isRead(prepared: Prepared, operationName?: string | null): boolean {
    return this.isCompilable(prepared, operationOf(prepared, operationName));
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
    return this.picker(document, type, nodes)(value);
  }

  /** Shows of a value what is selected; made once for all rows of a list. */
  private picker(document: Document, type: GraphQLObjectType, nodes: readonly FieldNode[]): (value: unknown) => unknown {
    if (!isObjectType(type)) return (value) => value ?? null;
    const fields = [...fieldsOf(document, type, nodes)].map(([key, found]) => {
      const field = found[0]!.name.value;
      if (field === '__typename') return { key, show: () => type.name };
      const show = this.picker(document, getNamedType(type.getFields()[field]!.type) as GraphQLObjectType, found);
      return { key, show: (source: Record<string, unknown>) => show(source[field]) };
    });
    const pick = (value: unknown): unknown => {
      if (value === null || value === undefined) return null;
      if (Array.isArray(value)) return value.map(pick);
      const shown: Record<string, unknown> = {};
      for (const { key, show } of fields) shown[key] = show(value as Record<string, unknown>);
      return shown;
    };
    return pick;
  }
}

/** Whether a resolver's answer is still to be read. */
export function isUnread(value: unknown): value is Computed {
  if (value instanceof Read || value instanceof Sql) return true;
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype && Object.values(value).some(isUnread);
}
