import { Kind, parse, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql';
import { weigh, weighWithin } from './limits.js';

function parts(text: string) {
  const { definitions } = parse(text);
  const fragments = Object.fromEntries(definitions.filter((d): d is FragmentDefinitionNode => d.kind === Kind.FRAGMENT_DEFINITION).map((d) => [d.name.value, d]));
  return [definitions.find((d): d is OperationDefinitionNode => d.kind === Kind.OPERATION_DEFINITION)!, fragments] as const;
}
const cost = (text: string, variables = {}) => weigh(...parts(text), variables);

describe('what an operation costs', () => {
  it.each([
    ['each field once', '{ me { name kind } }', 3],
    ['each alias once more', '{ a: me { name } b: me { name } c: me { name } }', 6],
    ['a fragment wherever it is spread', '{ a: me { ...N } b: me { ...N } } fragment N on P { name }', 4],
    ['rows by the page asked for', '{ jobs(first: 50) { nodes { id } } }', 101],
    ['rows by a guess where no size is given', '{ jobs { nodes { id } } }', 22],
  ])('counts %s', (_what, text, expected) => expect(cost(text)).toEqual({ cost: expected, fixed: true }));

  it('counts rows that a variable sizes, or its default', () => {
    const text = 'query ($n: Int = 10) { jobs(first: $n) { nodes { id } } }';
    expect(cost(text, { n: 100 })).toEqual({ cost: 201, fixed: false });
    expect(cost(text)).toEqual({ cost: 21, fixed: false });
    expect(cost(text, { n: -5 }).cost).toBe(3);
    expect(cost(text, { n: 'many' }).cost).toBe(3);
  });
});

describe('an integrator’s document', () => {
  it('may not hide its size in variables', () => {
    const nested = parts('query ($n: Int!) { jobs(first: $n) { nodes { visits(first: $n) { nodes { id } } } } }');
    expect(weighWithin(...nested, {}).cost).toBe(5);
    expect(() => weighWithin(...nested, { n: 100 })).toThrow('a cost above 1000');
  });

  it.each([
    ['more than 15 aliases', `{ ${Array.from({ length: 1_000 }, (_, i) => `a${i}: me { name }`).join(' ')} }`],
    ['deeper than 10 levels', `${'{ a '.repeat(11)}${'}'.repeat(11)}`],
    ['a cost above 1000', '{ jobs(first: 100) { nodes { a b c d e f g h i j k } } }'],
  ])('is refused for %s', (why, text) => expect(() => weighWithin(...parts(text), {})).toThrow(why));

  it('is not walked for ever by fragments inside fragments', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `fragment F${i} on P { ${`...F${i + 1} `.repeat(8)} x }`).join(' ');
    expect(() => weighWithin(...parts(`{ me { ...F0 } } ${levels} fragment F12 on P { name }`), {})).toThrow('a cost above');
  });
});
