import { readFileSync } from 'node:fs';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ownerSource } from '../../src/migrate.js';
import { Engine } from '../../src/platform/graphql/engine.js';
import { PERMISSION } from '../../src/platform/graphql/permission.js';
import { accessText } from '../../src/access-table.js';
import { AppModule } from '../../src/app.module.js';
import { resolversOf, schemaText } from '../../src/print-schema.js';
import { startApp, type TestApp } from '../support/app.js';
import { cloneDatabase, type TestDatabase } from '../support/pg-clone.js';

let app: TestApp;
let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
  app = await startApp({ database });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

describe('the rules of the house', () => {
  it('schema.graphql is what the backend prints', async () => {
    expect(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8')).toBe(await schemaText());
  });

  it('docs/access.md, which was reviewed, says who may what', () => {
    const table = accessText(resolversOf(AppModule));
    expect(readFileSync(new URL('../../../docs/access.md', import.meta.url), 'utf8')).toBe(table);
    const { schema } = app.app.get(Engine);
    const operations = [schema.getQueryType()!, schema.getMutationType()!, schema.getSubscriptionType()!].flatMap((root) => Object.keys(root.getFields()));
    for (const name of operations) expect(table).toContain(`\n| ${name} | `);
    expect(table).not.toContain('| nobody |');
  });

  it('every operation declares who may', () => {
    const scanner = new MetadataScanner();
    const undeclared: string[] = [];
    for (const module of app.app.get(ModulesContainer).values()) {
      for (const { instance, name } of module.providers.values()) {
        if (!instance || typeof instance !== 'object') continue;
        for (const method of scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
          const handler = (instance as Record<string, object>)[method]!;
          const kind = Reflect.getMetadata('graphql:resolver_type', handler) as string | undefined;
          if (kind && ['Query', 'Mutation', 'Subscription'].includes(kind) && !Reflect.hasMetadata(PERMISSION, handler)) undeclared.push(`${String(name)}.${method}`);
        }
      }
    }
    expect(undeclared).toEqual([]);
  });

  it('every mutation takes an idempotency key', () => {
    const fields = Object.values(app.app.get(Engine).schema.getMutationType()?.getFields() ?? {});
    expect(fields.filter((field) => !field.args.some((argument) => argument.name === 'key')).map((field) => field.name)).toEqual([]);
    expect(fields.length).toBeGreaterThan(0);
  });

  it('migrations make exactly the tables that the entities describe', async () => {
    const source = await ownerSource(database.url);
    await source.initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('every table is under forced row-level security, and no view is without the caller’s rights', async () => {
    const open = await app.db.unscoped('the catalogue of tables belongs to no tenant', () =>
      app.db.query<{ name: string }>(
        `select relname name from pg_class where relnamespace = 'public'::regnamespace and relname <> 'migrations'
           and ((relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)) or (relkind = 'v' and not coalesce(reloptions::text like '%security_invoker=true%', false)))`,
      ));
    expect(open).toEqual([]);
  });
});
