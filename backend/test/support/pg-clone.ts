import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A database of its own for one test file: a copy of the migrated template, dropped when `drop` is called. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env['TEST_PG_URL'] });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Copies the migrated template; a copy takes a few dozen milliseconds. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const template = process.env['TEST_PG_TEMPLATE'];
  if (!template) throw new Error('Tests on the database run through jest and its global set-up');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`create database ${name} template ${template} strategy file_copy`);
  const url = new URL(process.env['TEST_PG_URL']!);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(`drop database if exists ${name} with (force)`) };
}
