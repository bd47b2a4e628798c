import { GraphQLError, type FieldNode, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** What an integrator's document may be at most. The same numbers hold over HTTP and WebSocket. */
export const MOST_TOKENS = 1_000;
export const MOST_DEPTH = 10;
export const MOST_ALIASES = 15;
export const MOST_COST = 1_000;
/** How many rows an unsized list is taken for. */
const LIST_GUESS = 20;

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;
type Variables = Readonly<Record<string, unknown>>;

/** What an operation may cost, and whether that depends on its variables. */
export interface Weight {
  /** Values it may ask for: one for each selected field, times the rows around it. Every alias counts. */
  readonly cost: number;
  readonly fixed: boolean;
}

/** Weighs an operation for the variables it is run with; without variables a list they size is taken for one row. */
export function weigh(operation: OperationDefinitionNode, fragments: Fragments, variables: Variables): Weight {
  return walked(operation, fragments, variables, false);
}

/** Weighs an integrator's operation and refuses what is too deep, renames too much, or could ask for too many values. */
export function weighWithin(operation: OperationDefinitionNode, fragments: Fragments, variables: Variables): Weight {
  return walked(operation, fragments, variables, true);
}

function walked(operation: OperationDefinitionNode, fragments: Fragments, variables: Variables, limited: boolean): Weight {
  let aliases = 0;
  let cost = 0;
  let fixed = true;
  const rowsOf = (field: FieldNode, guessed: boolean): number => {
    const first = sizeOf(field);
    if (first?.kind === 'IntValue') return Math.max(1, Number(first.value));
    if (first?.kind === 'Variable') {
      fixed = false;
      return Math.max(1, Number(variables[first.name.value] ?? defaultOf(operation, first.name.value)) || 1);
    }
    return guessed && field.name.value === 'nodes' ? LIST_GUESS : 1;
  };
  const walk = (set: SelectionSetNode, depth: number, times: number, inside: readonly string[], sized: boolean): void => {
    if (limited && depth > MOST_DEPTH) refuse(`deeper than ${MOST_DEPTH} levels`);
    for (const selection of set.selections) {
      if (selection.kind === 'FragmentSpread') {
        const fragment = fragments[selection.name.value];
        if (fragment && !inside.includes(selection.name.value)) walk(fragment.selectionSet, depth, times, [...inside, selection.name.value], sized);
        continue;
      }
      if (selection.kind === 'InlineFragment') {
        walk(selection.selectionSet, depth, times, inside, sized);
        continue;
      }
      if (limited && selection.alias && ++aliases > MOST_ALIASES) refuse(`more than ${MOST_ALIASES} aliases`);
      cost += times;
      if (limited && cost > MOST_COST) refuse(`a cost above ${MOST_COST}`);
      if (selection.selectionSet) walk(selection.selectionSet, depth + 1, times * rowsOf(selection, times === 1 && !sized), inside, sizeOf(selection) !== undefined);
    }
  };
  walk(operation.selectionSet, 1, 1, [], false);
  return { cost, fixed };
}

const sizeOf = (field: FieldNode) => field.arguments?.find((argument) => argument.name.value === 'first')?.value;

function defaultOf(operation: OperationDefinitionNode, name: string): number | undefined {
  const given = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue;
  return given?.kind === 'IntValue' ? Number(given.value) : undefined;
}

function refuse(what: string): never {
  throw new GraphQLError(`The document has ${what}.`, { extensions: { code: 'TOO_COMPLEX' } });
}
