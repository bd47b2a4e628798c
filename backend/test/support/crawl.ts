import { randomUUID } from 'node:crypto';
import { getNamedType, isEnumType, isInputObjectType, isInterfaceType, isListType, isNonNullType, isObjectType, isUnionType, type GraphQLArgument, type GraphQLField, type GraphQLInputType, type GraphQLObjectType, type GraphQLOutputType, type GraphQLSchema } from 'graphql';
import { anonymous, type Actor } from '../../src/auth/actor.js';
import { Engine } from '../../src/platform/graphql/engine.js';
import { contactOf, staffOf, technicianOf } from './actors.js';
import type { TestApp } from './app.js';
import { fillEveryTable, type World } from './every-table.js';
import { as } from './graph.js';

/** Two customers of one provider and one of another, each with a row in every table that names its canary. */
export interface Worlds {
  readonly first: World;
  readonly neighbour: World;
  readonly elsewhere: World;
}

export async function threeWorlds(app: TestApp): Promise<Worlds> {
  const first = await fillEveryTable(app, 'CANARYFIRST');
  const neighbour = await fillEveryTable(app, 'CANARYNEIGHBOUR', { tenantId: first.tenantId });
  return { first, neighbour, elsewhere: await fillEveryTable(app, 'CANARYELSEWHERE') };
}

/** Who asks, and whose canaries must never appear. */
export interface Principal {
  readonly who: string;
  readonly actor: Actor;
  readonly never: readonly string[];
}

export const principalsOf = ({ first, neighbour, elsewhere }: Worlds): readonly Principal[] => [
  { who: 'nobody', actor: anonymous(first.tenantId), never: [first.canary, neighbour.canary, elsewhere.canary] },
  { who: 'the customer', actor: contactOf(first.tenantId, first.ids['customer']!), never: [neighbour.canary, elsewhere.canary] },
  { who: 'the neighbour', actor: contactOf(first.tenantId, neighbour.ids['customer']!), never: [first.canary, elsewhere.canary] },
  { who: 'a technician', actor: technicianOf(first.tenantId, first.ids['technician']!), never: [elsewhere.canary] },
  { who: 'a dispatcher', actor: staffOf(first.tenantId, 'dispatcher'), never: [elsewhere.canary] },
  { who: 'a customer elsewhere', actor: contactOf(elsewhere.tenantId, elsewhere.ids['customer']!), never: [first.canary, neighbour.canary] },
];

/** Somebody reaching for what belongs to one of the others. */
export interface Reaching extends Principal {
  readonly target: World;
}

export const reachingOf = (worlds: Worlds): readonly Reaching[] =>
  principalsOf(worlds).flatMap((principal) => [worlds.first, worlds.neighbour, worlds.elsewhere].filter((target) => principal.never.includes(target.canary)).map((target) => ({ ...principal, target })));

/** What a list is asked for at once: enough for every row of the worlds, little enough for the limits on documents. */
const FIRST = 5;
/** How many questions are under way at once. */
const AT_ONCE = 6;
/** What whoever writes something writes, so that it is nobody's canary. */
const WRITTEN = 'WRITTEN';
const TABLES: Readonly<Record<string, string>> = { locationId: 'service_location', customerId: 'customer', technicianId: 'technician', deviceId: 'device', jobId: 'job', offerId: 'slot_offer', ticketId: 'ticket', invoiceId: 'invoice', customer: 'customer' };
const POSITION: ReadonlySet<string> = new Set(['key', 'after', 'before']);

export type Kind = 'query' | 'mutation' | 'subscription';
export type Given = Readonly<Record<string, unknown>>;

/** One question: a document and what is given with it. */
export interface Question extends Reaching {
  readonly field: string;
  readonly query: string;
  readonly variables: Given;
}

/** Asks for every field of a schema with every argument. */
export class Crawl {
  private readonly schema: GraphQLSchema;

  constructor(
    app: TestApp,
    private readonly worlds: Worlds,
  ) {
    this.schema = app.app.get(Engine).schema;
  }

  /** Everybody asking each field of a kind for what they reach for; without a word, every principal for what belongs to each of the others. */
  questions(kind: Kind, reaching: readonly Reaching[] = reachingOf(this.worlds)): Question[] {
    return reaching.flatMap((principal) => this.fieldsOf(kind).flatMap((field) => this.callsOf(kind, field, principal.target).map((variables) => ({ ...principal, field: field.name, variables, query: this.documentOf(kind, field, variables, principal.target) }))));
  }

  fieldsOf(kind: Kind): readonly GraphQLField<unknown, unknown>[] {
    const root = { query: this.schema.getQueryType(), mutation: this.schema.getMutationType(), subscription: this.schema.getSubscriptionType() }[kind];
    return Object.values(root?.getFields() ?? {});
  }

  /** Once as little as must be said, and once more with each argument that may be; an input once with all that it may hold. */
  private callsOf(kind: Kind, field: GraphQLField<unknown, unknown>, target: World): Given[] {
    const reach = (argument: GraphQLArgument, isWhole = false) => this.reach(argument.type, argument.name, { target, text: kind === 'mutation' ? WRITTEN : target.canary, isWhole });
    const isNeeded = (argument: GraphQLArgument) => (isNonNullType(argument.type) ? argument.defaultValue === undefined : getNamedType(argument.type).name === 'ID');
    const [needed, optional] = [field.args.filter((argument) => !POSITION.has(argument.name) && isNeeded(argument)), field.args.filter((argument) => !POSITION.has(argument.name) && !isNeeded(argument))];
    const base = Object.fromEntries(needed.map((argument) => [argument.name, reach(argument)]));
    const named = 'id' in base ? this.idsOf(field, target).map((id) => ({ ...base, id })) : [base];
    const whole = needed.filter(({ type }) => isInputObjectType(getNamedType(type))).map((argument) => ({ ...named[0], [argument.name]: reach(argument, true) }));
    return [...named, ...optional.map((argument) => ({ ...named[0], [argument.name]: reach(argument, true) })), ...whole];
  }

  private documentOf(kind: Kind, field: GraphQLField<unknown, unknown>, given: Given, target: World): string {
    const used = field.args.filter((argument) => argument.name in given);
    const variables = used.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
    const passed = used.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
    return `${kind} Crawl${variables ? `(${variables})` : ''} { ${field.name}${passed ? `(${passed})` : ''} ${this.selectionOf(field.type, 1, target)} }`;
  }

  /**
   * Everything of a type down to a depth. Members of a union may give one name two types, which GraphQL wants told apart,
   * so one member is asked for everything and the problems for what they say.
   */
  private selectionOf(type: GraphQLOutputType, depth: number, target: World): string {
    const named = getNamedType(type);
    if (isUnionType(named)) return `{ __typename ... on ${named.getTypes()[0]!.name} ${this.selectionOf(named.getTypes()[0]!, depth, target)} ... on Problem { problem: message } }`;
    if (isInterfaceType(named)) return '{ __typename }';
    if (!isObjectType(named)) return '';
    const parts = Object.values((named as GraphQLObjectType).getFields()).flatMap((field) => {
      const needed = field.args.filter((argument) => argument.name === 'first' || (isNonNullType(argument.type) && argument.defaultValue === undefined));
      if (needed.some(({ type }) => isInputObjectType(getNamedType(type)) || isEnumType(getNamedType(type)))) return [];
      const given = needed.map((argument) => `${argument.name}: ${JSON.stringify(argument.name === 'first' ? 3 : this.reach(argument.type, argument.name, { target, text: WRITTEN, isWhole: false }))}`).join(', ');
      const name = given ? `${field.name}(${given})` : field.name;
      const isLeaf = !isObjectType(getNamedType(field.type)) && !isUnionType(getNamedType(field.type));
      return isLeaf ? [name] : depth > 0 ? [`${name} ${this.selectionOf(field.type, depth - 1, target)}`] : [];
    });
    return `{ __typename ${parts.join(' ')} }`;
  }

  /** A value for an argument that reaches for what belongs to the target. */
  private reach(type: GraphQLInputType, name: string, how: { readonly target: World; readonly text: string; readonly isWhole: boolean }): unknown {
    if (isNonNullType(type)) return this.reach(type.ofType, name, how);
    if (isListType(type)) return [this.reach(type.ofType, name, how)];
    if (isEnumType(type)) return type.getValues()[0]!.name;
    if (isInputObjectType(type)) return Object.fromEntries(Object.values(type.getFields()).filter((field) => how.isWhole || isNonNullType(field.type) || getNamedType(field.type).name === 'ID').map((field) => [field.name, this.reach(field.type, field.name, how)]));
    switch (type.name) {
      case 'ID': return how.target.ids[TABLES[name] ?? ''] ?? how.target.ids['customer']!;
      case 'Int': return name === 'first' ? FIRST : 1;
      case 'Float': return 1;
      case 'Boolean': return false;
      case 'DateTime': return new Date().toISOString();
      case 'DateOnly': return new Date().toISOString().slice(0, 10);
      case 'JSON': return {};
      default: return `${how.text} ${name}`;
    }
  }

  /** What an argument that is only called `id` may mean: the thing the field answers with, or one of those people guess first. */
  private idsOf(field: GraphQLField<unknown, unknown>, target: World): string[] {
    const named = getNamedType(field.type);
    const types = isUnionType(named) ? this.schema.getPossibleTypes(named).map((type) => type.name) : [named.name];
    const tables = [...types.map((type) => type.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()), 'customer', 'job', 'ticket'];
    return [...new Set(tables.flatMap((table) => target.ids[table] ?? []))];
  }
}

/** What came of many questions: whose canaries were shown, and what broke. */
export interface Heard {
  readonly leaks: readonly string[];
  readonly broken: readonly string[];
  readonly asked: number;
  /** How many answers held the asker's own canary: a crawl that hears nothing at all would prove nothing. */
  readonly own: number;
}

/** Asks all questions by HTTP as their principals. */
export async function askAll(app: TestApp, questions: Question[]): Promise<Heard> {
  const leaks: string[] = [];
  const broken: string[] = [];
  const asked = questions.length;
  let own = 0;
  const waiting = [...questions];
  const here = new Map<string, Actor>();
  const answerTo = async ({ actor, query, variables }: Question) => {
    const mine = here.get(actor.sessionId ?? '') ?? actor;
    const answer = await as(app, mine).answer(query, variables);
    if (actor.kind === 'anonymous' || !answer.errors?.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED')) return answer;
    // One of the mutations ends sessions: the next questions are asked in a new one.
    const back = { ...actor, sessionId: randomUUID() };
    here.set(actor.sessionId!, back);
    return as(app, back).answer(query, variables);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { who, actor, never, field, variables } = next;
      const answer = await answerTo(next);
      if (actor.kind !== 'anonymous' && answer.errors?.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED')) broken.push(`${who}: ${field} found nobody signed in`);
      const stray = strayCanaries(JSON.stringify(answer), variables, never);
      if (stray.length) leaks.push(`${who}: ${field}(${JSON.stringify(variables)}) showed ${stray.join()}`);
      else if (/CANARY/.test(JSON.stringify(answer.data ?? ''))) own++;
      const ours = answer.errors?.find((error) => ['INTERNAL', 'GRAPHQL_VALIDATION_FAILED', 'TOO_COMPLEX'].includes(error.extensions.code));
      if (ours) broken.push(`${who}: ${field}(${JSON.stringify(variables)}): ${ours.extensions.code} ${ours.message}`);
    }
  }));
  return { leaks, broken, asked, own };
}

/** What a reply may not contain: the echo of what was asked is taken out first. */
export function strayCanaries(text: string, given: unknown, never: readonly string[]): string[] {
  const echo = JSON.stringify(given).match(/CANARY\w+ \w+/g) ?? [];
  const rest = echo.reduce((left, piece) => left.replaceAll(piece, ''), text);
  return never.filter((canary) => rest.toUpperCase().includes(canary));
}
