import { GraphQLError, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** What an integrator's document may be at most. The same numbers hold over HTTP and WebSocket. */
export const MOST_TOKENS = 1_000;
export const MOST_DEPTH = 10;
export const MOST_ALIASES = 15;
export const MOST_COST = 1_000;
/** How many rows an unsized list is taken for. */
const LIST_GUESS = 20;

/** Refuses a document that is too deep, renames too much, or could ask for too many values. */
export function checkLimits(document: DocumentNode, fragments: Readonly<Record<string, FragmentDefinitionNode>>): void {
  let aliases = 0;
  let cost = 0;
  const walk = (set: SelectionSetNode, depth: number, times: number, inside: readonly string[]): void => {
    if (depth > MOST_DEPTH) refuse(`deeper than ${MOST_DEPTH} levels`);
    for (const selection of set.selections) {
      if (selection.kind === 'FragmentSpread') {
        const fragment = fragments[selection.name.value];
        if (fragment && !inside.includes(selection.name.value)) walk(fragment.selectionSet, depth, times, [...inside, selection.name.value]);
        continue;
      }
      if (selection.kind === 'InlineFragment') {
        walk(selection.selectionSet, depth, times, inside);
        continue;
      }
      if (selection.alias && ++aliases > MOST_ALIASES) refuse(`more than ${MOST_ALIASES} aliases`);
      cost += times;
      if (cost > MOST_COST) refuse(`a cost above ${MOST_COST}`);
      const first = selection.arguments?.find((argument) => argument.name.value === 'first')?.value;
      const rows = first?.kind === 'IntValue' ? Math.max(1, Number(first.value)) : selection.name.value === 'nodes' && times === 1 ? LIST_GUESS : 1;
      if (selection.selectionSet) walk(selection.selectionSet, depth + 1, times * rows, inside);
    }
  };
  for (const definition of document.definitions) if (definition.kind === 'OperationDefinition') walk(definition.selectionSet, 1, 1, []);
}

function refuse(what: string): never {
  throw new GraphQLError(`The document has ${what}.`, { extensions: { code: 'TOO_COMPLEX' } });
}
