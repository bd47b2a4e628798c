import { getNamedType, isObjectType } from 'graphql';
import { auditServer } from 'graphql-http';
import { anonymous } from '../../src/auth/actor.js';
import { Engine } from '../../src/platform/graphql/engine.js';
import { contactOf, staffOf, technicianOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aPlace, signedInStaff } from '../support/builders/auth.js';
import { aTechnician } from '../support/builders/dispatch.js';
import { as } from '../support/graph.js';
import { fetchAs } from '../support/http.js';
import { PRODUCTION } from '../support/production.js';

describe('GraphQL over HTTP', () => {
  it('is spoken as its audit asks for', async () => {
    const app = await startApp();
    const results = await auditServer({ url: `${app.url}/graphql`, fetchFn: fetch });
    await app.close();
    expect(results.length).toBeGreaterThan(50);
    expect(results.filter(({ status }) => status === 'error').map((result) => `${result.name}: ${'reason' in result ? result.reason : ''}`)).toEqual([]);
  });
});

describe('in production', () => {
  let app: TestApp;
  let tenantId: string;
  beforeAll(async () => {
    app = await startApp({ env: PRODUCTION });
    tenantId = (await aTenant(app)).id;
  });
  afterAll(() => app.close());

  /** Everything a scanner that knows our words would try: each field with and without arguments and selection, types, enums, introspection. */
  const guesses = (): string[] => {
    const { schema } = app.app.get(Engine);
    const roots = [schema.getQueryType()!, schema.getMutationType()!, schema.getSubscriptionType()!];
    const fields = roots.flatMap((root) => Object.values(root.getFields()).flatMap((field) => {
      const kind = root.name.toLowerCase();
      const inside = getNamedType(field.type);
      return [`${kind} { ${field.name} }`, `${kind} { ${field.name.slice(0, -1)} }`, ...(isObjectType(inside) ? [`${kind} { ${field.name} { ${Object.keys(inside.getFields()).join(' ')} } }`] : [])];
    }));
    return [...fields, '{ __schema { types { name } } }', '{ __type(name: "Customer") { name } }', '{ __typename }', ...Object.keys(schema.getTypeMap()).slice(0, 60).map((name) => `{ ... on ${name} { id } }`), '{ nonsense }', '{'];
  };

  it('a blind scan with our own words learns nothing, whoever is no programmer of the office', async () => {
    const customer = await aCustomer(app, tenantId);
    const technician = await aTechnician(app, tenantId);
    for (const actor of [anonymous(tenantId), contactOf(tenantId, customer.id), technicianOf(tenantId, technician.id)]) {
      const answers = new Set<string>();
      for (const query of guesses()) {
        const response = await fetchAs(app, actor, '/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
        answers.add(`${response.status} ${await response.text()}`);
      }
      expect([...answers]).toEqual([expect.stringMatching(/^200 .*"UNAUTHENTICATED"/)]);
    }
  });

  it('the office is told what is wrong, without suggestions and without the schema', async () => {
    const office = as(app, staffOf(tenantId));
    const told = async (query: string, variables = {}) => JSON.stringify((await office.answer(query, variables)).errors);
    expect(await told('{ custmers { totalCount } }')).toMatch(/Cannot query field/);
    for (const [query, variables] of [
      ['{ custmers { totalCount } }', {}], ['{ customers { totalCont } }', {}], ['{ customers(filtr: {}) { totalCount } }', {}], ['{ ... on Custmer { id } }', {}],
      ['query ($f: CustomerFilter) { customers(filter: $f) { totalCount } }', { f: { txt: 'a' } }], ['query ($l: Languag) { me { name } }', {}],
    ] as const) expect(await told(query, variables)).not.toMatch(/did you mean/i);
    for (const query of ['{ __schema { types { name } } }', '{ __type(name: "Customer") { fields { name } } }']) expect(await told(query)).toMatch(/GRAPHQL_VALIDATION_FAILED/);
    expect(await office.run('{ customers { totalCount } }')).toMatchObject({ customers: { totalCount: expect.any(Number) } });
  });

  it('a program with a key writes its own documents, and is told as little of the schema', async () => {
    const place = await aPlace(app);
    const owner = await signedInStaff(app, place);
    const { mintApiKey } = await owner.graph('mutation ($key: ID!, $input: ApiKeyInput!) { mintApiKey(key: $key, input: $input) { ... on ApiKeyMinted { key } } }', { input: { name: 'Books', permissions: ['customers:read'], days: 1 } });
    const program = new Browser(app, place.host, { authorization: `Bearer ${mintApiKey.key as string}` });
    expect(await program.graph('{ customers { totalCount } }')).toEqual({ customers: { totalCount: 0 } });
    for (const query of ['{ __schema { types { name } } }', '{ __type(name: "Customer") { fields { name } } }', '{ custmers { totalCount } }', '{ customers { totalCont } }', '{ ... on Custmer { id } }']) {
      const { text } = await program.post('/graphql', { query });
      expect(text).toMatch(/GRAPHQL_VALIDATION_FAILED/);
      expect(text).not.toMatch(/did you mean|"types"|"fields"/i);
    }
  });
});
