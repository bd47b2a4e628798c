import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { entities } from './entities.js';
import { sourceOptions } from './platform/db/db.module.js';

/** Only one process migrates at a time; the others wait for it. */
const LOCK = 4_207_002;

/** The migrations beside the source, as the build leaves them. */
async function migrations(): Promise<(new () => never)[]> {
  const folder = join(import.meta.dirname, '../migrations');
  const files = readdirSync(folder).filter((file) => /^\d{12}-.*\.(js|ts)$/.test(file)).sort();
  const modules = await Promise.all(files.map((file) => import(join(folder, file)) as Promise<Record<string, new () => never>>));
  return modules.flatMap((module) => Object.values(module));
}

/** A connection as the owner of the schema, who alone may change it. */
export async function ownerSource(url: string): Promise<DataSource> {
  return new DataSource({ ...sourceOptions(url, entities, undefined, 2), extra: {}, migrations: await migrations(), migrationsTransactionMode: 'each' });
}

/** Brings the schema up to date. */
export async function migrate(url: string): Promise<void> {
  const guard = new pg.Client({ connectionString: url });
  await guard.connect();
  const source = await ownerSource(url);
  try {
    await guard.query('select pg_advisory_lock($1)', [LOCK]);
    await source.initialize();
    await source.runMigrations();
  } finally {
    if (source.isInitialized) await source.destroy();
    await guard.end();
  }
}
