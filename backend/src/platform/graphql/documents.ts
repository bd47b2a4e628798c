import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { GraphQLError, Kind, NoSchemaIntrospectionCustomRule, parse, specifiedRules, validate, type DocumentNode, type FragmentDefinitionNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { MOST_TOKENS, weigh, weighWithin } from './limits.js';

/** A document that has been parsed, validated and measured: what both front doors execute. */
export interface Prepared {
  readonly id: string;
  readonly text: string;
  readonly trusted: boolean;
  readonly document: DocumentNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Facts that others work out once per document, such as compiled selections. */
  readonly notes: Map<unknown, unknown>;
}

const MOST_KEPT = 1_000;

/** The documents of our own screens by id, and integrators' texts once they passed the checks. */
export class Documents {
  private readonly texts: ReadonlyMap<string, string>;
  private readonly prepared = new Map<string, Prepared>();

  constructor(
    private readonly schema: GraphQLSchema,
    manifest: string | undefined,
    private readonly options: { introspection: boolean },
  ) {
    this.texts = new Map(manifest && existsSync(manifest) ? Object.entries(JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>) : []);
  }

  /** A document of our own screens. Throws `UNKNOWN_DOCUMENT` for an id of another release, on which the client reloads. */
  trusted(id: string): Prepared {
    const text = this.texts.get(id);
    if (text === undefined) throw new GraphQLError('This version of the application is no longer served. Reload the page.', { extensions: { code: 'UNKNOWN_DOCUMENT' } });
    return this.prepare(`t:${id}`, text, true);
  }

  /** Text from an integrator, held to the limits. */
  text(text: string): Prepared {
    const id = createHash('sha256').update(text).digest('base64url');
    return this.prepare(`x:${id}`, text, false);
  }

  private prepare(id: string, text: string, trusted: boolean): Prepared {
    const known = this.prepared.get(id);
    if (known) return known;
    const document = parseWithin(text, trusted);
    const rules = this.options.introspection || trusted ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
    const [first] = validate(this.schema, document, rules, { maxErrors: 1, hideSuggestions: !this.options.introspection });
    if (first) throw new GraphQLError(first.message, { nodes: first.nodes ?? null, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
    const fragments = Object.fromEntries(document.definitions.filter((d): d is FragmentDefinitionNode => d.kind === Kind.FRAGMENT_DEFINITION).map((d) => [d.name.value, d]));
    if (!trusted) for (const definition of document.definitions) if (definition.kind === Kind.OPERATION_DEFINITION) weighWithin(definition, fragments, {});
    const made: Prepared = { id, text, trusted, document, fragments, notes: new Map() };
    if (this.prepared.size >= MOST_KEPT) this.prepared.delete(this.prepared.keys().next().value!);
    this.prepared.set(id, made);
    return made;
  }
}

/** What running an operation costs; an integrator's is refused when its variables make it too much. */
export function costOf(prepared: Prepared, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): number {
  const note = `cost:${operation.name?.value}`;
  const noted = prepared.notes.get(note) as number | undefined;
  if (noted !== undefined) return noted;
  const { cost, fixed } = (prepared.trusted ? weigh : weighWithin)(operation, prepared.fragments, variables);
  if (fixed) prepared.notes.set(note, cost);
  return cost;
}

/** The operation to run; a document with several needs a name. */
export function operationOf(prepared: Prepared, name: string | undefined | null): OperationDefinitionNode {
  const operations = prepared.document.definitions.filter((d): d is OperationDefinitionNode => d.kind === Kind.OPERATION_DEFINITION);
  const found = name ? operations.find((operation) => operation.name?.value === name) : operations.length === 1 ? operations[0] : undefined;
  if (!found) throw new GraphQLError('Say which operation to run.', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
  return found;
}

function parseWithin(text: string, trusted: boolean): DocumentNode {
  try {
    return parse(text, { noLocation: true, ...(trusted ? {} : { maxTokens: MOST_TOKENS }) });
  } catch (error) {
    if (error instanceof GraphQLError) throw new GraphQLError(error.message, { extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
    throw error;
  }
}
