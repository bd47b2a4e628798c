import { getNamedType, isEnumType, isInputObjectType, isInterfaceType, isListType, isNonNullType, isObjectType, isUnionType, type GraphQLField, type GraphQLInputType, type GraphQLObjectType, type GraphQLOutputType, type GraphQLSchema } from 'graphql';
import { anonymous, type Actor } from '../../src/auth/actor.js';
import { Engine } from '../../src/platform/graphql/engine.js';
import { contactOf, staffOf, technicianOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { fillEveryTable, type World } from '../support/every-table.js';
import { as } from '../support/graph.js';

/** Two customers of one provider and one of another, each with a row in every table that names its canary. */
let app: TestApp;
let schema: GraphQLSchema;
let first: World;
let neighbour: World;
let elsewhere: World;

beforeAll(async () => {
  app = await startApp();
  schema = app.app.get(Engine).schema;
  first = await fillEveryTable(app, 'CANARYFIRST');
  neighbour = await fillEveryTable(app, 'CANARYNEIGHBOUR', { tenantId: first.tenantId });
  elsewhere = await fillEveryTable(app, 'CANARYELSEWHERE');
}, 60_000);
afterAll(() => app.close());

/** Who asks, and whose canaries must never appear. */
const principals = (): readonly { readonly who: string; readonly actor: Actor; readonly never: readonly string[] }[] => [
  { who: 'nobody', actor: anonymous(first.tenantId), never: [first.canary, neighbour.canary, elsewhere.canary] },
  { who: 'the customer', actor: contactOf(first.tenantId, first.ids['customer']!), never: [neighbour.canary, elsewhere.canary] },
  { who: 'the neighbour', actor: contactOf(first.tenantId, neighbour.ids['customer']!), never: [first.canary, elsewhere.canary] },
  { who: 'a technician', actor: technicianOf(first.tenantId, first.ids['technician']!), never: [elsewhere.canary] },
  { who: 'a dispatcher', actor: staffOf(first.tenantId, 'dispatcher'), never: [elsewhere.canary] },
  { who: 'a customer elsewhere', actor: contactOf(elsewhere.tenantId, elsewhere.ids['customer']!), never: [first.canary, neighbour.canary] },
];

/**
 * Everything of a type down to a depth, without arguments that have to be given. Members of a union may give one name
 * two types, which GraphQL wants told apart, so only the first member is asked for everything.
 */
function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isUnionType(named)) return `{ __typename ... on ${schema.getPossibleTypes(named)[0]!.name} ${selectionOf(schema.getPossibleTypes(named)[0]!, depth)} }`;
  if (isInterfaceType(named)) return '{ __typename }';
  if (!isObjectType(named)) return '';
  const fields = Object.values((named as GraphQLObjectType).getFields()).filter((field) => field.args.every((argument) => !isNonNullType(argument.type) || argument.defaultValue !== undefined));
  const parts = fields.flatMap((field) => {
    const leaf = !isObjectType(getNamedType(field.type)) && !isUnionType(getNamedType(field.type));
    return leaf ? [field.name] : depth > 0 ? [`${field.name} ${selectionOf(field.type, depth - 1)}`] : [];
  });
  return `{ __typename ${parts.join(' ')} }`;

}

/** A value for an argument that reaches for what belongs to `target`. */
function reach(type: GraphQLInputType, name: string, target: World): unknown {
  if (isNonNullType(type)) return reach(type.ofType, name, target);
  if (isListType(type)) return [reach(type.ofType, name, target)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) return Object.fromEntries(Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || getNamedType(field.type).name === 'ID').map((field) => [field.name, reach(field.type, field.name, target)]));
  switch (type.name) {
    case 'ID': return idFor(name, target);
    case 'Int': return name === 'first' ? 50 : 1;
    case 'Float': return 1;
    case 'Boolean': return false;
    case 'DateTime': return new Date().toISOString();
    case 'DateOnly': return new Date().toISOString().slice(0, 10);
    case 'JSON': return {};
    default: return `${target.canary} ${name}`;
  }
}

const TABLES: Readonly<Record<string, readonly string[]>> = { locationId: ['service_location'], customerId: ['customer'], technicianId: ['technician'], deviceId: ['device'], jobId: ['job'], ticketId: ['ticket'], invoiceId: ['invoice'] };

function idFor(name: string, target: World): string {
  return target.ids[TABLES[name]?.[0] ?? ''] ?? target.ids['customer']!;
}

/** What an argument that is only called `id` may mean: the thing the field answers with, or one of those people guess first. */
function idsOf(field: GraphQLField<unknown, unknown>, target: World): string[] {
  const named = getNamedType(field.type);
  const types = isUnionType(named) ? schema.getPossibleTypes(named).map((type) => type.name) : [named.name];
  const tables = [...types.map((type) => type.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()), 'customer', 'job', 'ticket'];
  return [...new Set(tables.flatMap((table) => target.ids[table] ?? []))];
}

function callsOf(field: GraphQLField<unknown, unknown>, target: World): Record<string, unknown>[] {
  const base = Object.fromEntries(field.args.filter((argument) => argument.name !== 'key' && (isNonNullType(argument.type) ? argument.defaultValue === undefined : getNamedType(argument.type).name === 'ID')).map((argument) => [argument.name, reach(argument.type, argument.name, target)]));
  return 'id' in base ? idsOf(field, target).map((id) => ({ ...base, id })) : [base];
}

function documentOf(kind: string, field: GraphQLField<unknown, unknown>, given: Readonly<Record<string, unknown>>): string {
  const used = field.args.filter((argument) => argument.name in given);
  const variables = used.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const passed = used.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const name = `${kind} Crawl${variables ? `(${variables})` : ''}`;
  return `${name} { ${field.name}${passed ? `(${passed})` : ''} ${selectionOf(field.type, 1)} }`;
}

/** What a reply may not contain: the echo of what was asked is taken out first. */
function strayCanaries(text: string, given: unknown, never: readonly string[]): string[] {
  const echo = JSON.stringify(given).match(/CANARY\w+ \w+/g) ?? [];
  const rest = echo.reduce((left, piece) => left.replaceAll(piece, ''), text);
  return never.filter((canary) => rest.includes(canary));
}

/** Everybody reaching for what belongs to the others. */
const asEach = () => principals().flatMap((principal) => [first, neighbour, elsewhere].filter((target) => principal.never.includes(target.canary)).map((target) => ({ ...principal, target })));

/** How many questions are under way at once. */
const AT_ONCE = 6;

async function crawl(kind: 'query' | 'mutation', fields: readonly GraphQLField<unknown, unknown>[]): Promise<{ leaks: string[]; broken: string[]; asked: number }> {
  const leaks: string[] = [];
  const broken: string[] = [];
  let asked = 0;
  const questions = asEach().flatMap((principal) => fields.flatMap((field) => callsOf(field, principal.target).map((given) => ({ ...principal, field, given }))));
  const ask = async ({ who, actor, never, field, given }: (typeof questions)[number]): Promise<void> => {
    const answer = await as(app, actor).answer(documentOf(kind, field, given), given);
    asked++;
    const stray = strayCanaries(JSON.stringify(answer), given, never);
    if (stray.length) leaks.push(`${who}: ${field.name}(${JSON.stringify(given)}) showed ${stray.join()}`);
    const ours = answer.errors?.find((error) => ['INTERNAL', 'GRAPHQL_VALIDATION_FAILED', 'TOO_COMPLEX'].includes(error.extensions.code));
    if (ours) broken.push(`${who}: ${field.name}(${JSON.stringify(given)}): ${ours.extensions.code} ${ours.message}`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let next = questions.shift(); next; next = questions.shift()) await ask(next);
  }));
  return { leaks, broken, asked };
}

describe('whoever asks for whatever', () => {
  it('sees nothing of another customer or provider in any query', async () => {
    const { leaks, broken, asked } = await crawl('query', Object.values(schema.getQueryType()!.getFields()));
    expect(leaks).toEqual([]);
    expect(broken).toEqual([]);
    expect(asked).toBeGreaterThan(18);
  }, 240_000);

  it('changes nothing of another provider by any mutation, and hears nothing of it', async () => {
    const before = await printOf(elsewhere);
    expect(Object.values(before).filter(Boolean).length).toBeGreaterThan(25);
    const own = asEach().filter(({ actor }) => actor.tenantId === first.tenantId);
    const { leaks, broken } = await crawl('mutation', Object.values(schema.getMutationType()!.getFields()));
    expect(own.length).toBeGreaterThan(0);
    expect(leaks).toEqual([]);
    expect(broken).toEqual([]);
    expect(await printOf(elsewhere)).toEqual(before);
    expect(await strangersWrites(before)).toEqual([]);
  }, 240_000);

  it('hears nothing of another customer or provider over the socket', async () => {
    const fields = Object.values(schema.getSubscriptionType()?.getFields() ?? {});
    const leaks: string[] = [];
    for (const { who, actor, never, target } of asEach().filter(({ actor }) => actor.kind !== 'anonymous')) {
      const feeds = await Promise.all(fields.map(async (field) => {
        const given = callsOf(field, target)[0]!;
        const feed = await as(app, actor).subscribe(documentOf('subscription', field, given), given);
        return { field, feed };
      }));
      await shake();
      for (const { field, feed } of feeds) {
        const stray = strayCanaries(JSON.stringify(feed.received), {}, never);
        if (stray.length) leaks.push(`${who}: ${field.name} told ${stray.join()}`);
        await feed.close();
      }
    }
    expect(leaks).toEqual([]);
  }, 240_000);
});

/** Lets something happen in every world, and waits until it has gone round. */
async function shake(): Promise<void> {
  for (const world of [first, neighbour, elsewhere]) {
    const staff = as(app, staffOf(world.tenantId, 'owner'));
    const feed = await staff.subscribe('subscription { ticketChanged { id } }');
    await staff.answer('mutation Say($id: ID!) { replyToTicket(id: $id, input: { body: "shake" }) { __typename } }', { id: world.ids['ticket'] });
    await feed.next();
    await feed.close();
  }
}

/** What a world's own row of every table looks like. */
async function printOf(world: World): Promise<Record<string, string>> {
  return app.db.unscoped('the test compares a tenant before and after', async () => {
    const print: Record<string, string> = {};
    for (const [table, id] of Object.entries(world.ids)) {
      const [row] = await app.db.query<{ print: string | null }>(`select md5(string_agg(t::text, '|')) print from "${table}" t where to_jsonb(t)->>'id' = $1`, [id]);
      print[table] = row?.print ?? '';
    }
    return print;
  });
}

/** Rows of one provider that name somebody of another. */
async function strangersWrites(before: Readonly<Record<string, string>>): Promise<string[]> {
  return app.db.unscoped('the test looks for rows in the wrong tenant', async () => {
    const wrong: string[] = [];
    for (const table of Object.keys(before)) {
      const columns = await app.db.query<{ column_name: string }>(`select column_name from information_schema.columns where table_schema = 'public' and table_name = $1 and column_name = 'tenant_id'`, [table]);
      if (!columns.length) continue;
      const [row] = await app.db.query<{ n: string }>(
        `select count(*) n from "${table}" t where (t.tenant_id = $1 and t::text like '%' || $2 || '%') or (t.tenant_id = $3 and t::text like '%' || $4 || '%')`,
        [first.tenantId, elsewhere.ids['customer'], elsewhere.tenantId, first.ids['customer']],
      );
      if (Number(row!.n)) wrong.push(table);
    }
    // What somebody asked is kept as it was asked, with whatever id it named.
    return wrong.filter((table) => !['recorded_answer', 'field_command'].includes(table));
  });
}
