import { getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, isAbstractType, typeFromAST, type FieldNode, type FragmentDefinitionNode, type GraphQLObjectType, type GraphQLSchema, type SelectionSetNode } from 'graphql';

/** Where a selection stands: what is needed to read fragments, variables and directives. */
export interface Document {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Take every field, whatever `@skip` and `@include` will say. */
  readonly everything?: boolean;
}

/** The fields selected on `type`, by the key they have in the answer; the same key twice is one field with both selections. */
export function fieldsOf(document: Document, type: GraphQLObjectType, nodes: readonly FieldNode[]): Map<string, FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  for (const node of nodes) if (node.selectionSet) collect(document, type, node.selectionSet, found);
  return found;
}

export function collect(document: Document, type: GraphQLObjectType, set: SelectionSetNode, found: Map<string, FieldNode[]>): void {
  for (const selection of set.selections) {
    if (!document.everything && getDirectiveValues(GraphQLSkipDirective, selection, document.variables)?.['if'] === true) continue;
    if (!document.everything && getDirectiveValues(GraphQLIncludeDirective, selection, document.variables)?.['if'] === false) continue;
    if (selection.kind === 'Field') {
      const key = selection.alias?.value ?? selection.name.value;
      found.set(key, [...(found.get(key) ?? []), selection]);
      continue;
    }
    const fragment = selection.kind === 'FragmentSpread' ? document.fragments[selection.name.value] : selection;
    if (!fragment) continue;
    if (!fragment.typeCondition || applies(document.schema, fragment.typeCondition.name.value, type)) collect(document, type, fragment.selectionSet, found);
  }
}

function applies(schema: GraphQLSchema, condition: string, type: GraphQLObjectType): boolean {
  if (condition === type.name) return true;
  const named = typeFromAST(schema, { kind: 'NamedType', name: { kind: 'Name', value: condition } } as never);
  return isAbstractType(named) && schema.isSubType(named, type);
}

/** Whether what a document selects depends on the values of its variables below the root fields. */
export function dependsOnVariables(document: Document, nodes: readonly FieldNode[], seen = new Set<string>()): boolean {
  const inSet = (set: SelectionSetNode | undefined): boolean =>
    set?.selections.some((selection) => {
      if (selection.directives?.length) return true;
      if (selection.kind === 'Field') return Boolean(selection.arguments?.some((a) => mentionsVariable(a.value))) || inSet(selection.selectionSet);
      if (selection.kind === 'InlineFragment') return inSet(selection.selectionSet);
      if (seen.has(selection.name.value)) return false;
      seen.add(selection.name.value);
      return inSet(document.fragments[selection.name.value]?.selectionSet);
    }) ?? false;
  return nodes.some((node) => inSet(node.selectionSet));
}

function mentionsVariable(value: { kind: string; values?: readonly unknown[]; fields?: readonly { value: unknown }[] }): boolean {
  if (value.kind === 'Variable') return true;
  if (value.values) return value.values.some((v) => mentionsVariable(v as never));
  if (value.fields) return value.fields.some((f) => mentionsVariable(f.value as never));
  return false;
}
