import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { alone, buildServer, runNode } from '../../../scripts/build.mjs';
import { freePort, startPostgres } from '../../../scripts/pg.mjs';
import { inRoot } from '../../../scripts/plain.mjs';
import pg from 'pg';

const TEMPLATE = 'demarc_template';

/** One throw-away PostgreSQL for the whole run, with one migrated database that every test file copies. */
export default async function pgGlobal() {
  mkdirSync(inRoot('.cache'), { recursive: true });
  const base = mkdtempSync(inRoot('.cache', 'test-pg-'));
  chmodSync(base, 0o755);
  await alone(buildServer);
  const server = await startPostgres({ dataDir: join(base, 'pg'), port: await freePort(17_432), durable: false });
  globalThis.testPostgres = { server, base };
  const admin = new pg.Client({ connectionString: server.url('postgres') });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await runNode('Migrating the test database', ['--enable-source-maps', 'backend/dist/cli.js', 'migrate'], { env: { DATABASE_URL: server.url(TEMPLATE), DATA_DIR: join(base, 'data'), NODE_ENV: 'test' } });
  await admin.query(`alter database ${TEMPLATE} with is_template true allow_connections false`);
  await admin.end();
  Object.assign(process.env, { TEST_PG_URL: server.url('postgres'), TEST_PG_TEMPLATE: TEMPLATE, TEST_DATA_DIR: join(base, 'data') });
}
