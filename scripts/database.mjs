// The database a command works on: the embedded one in the data folder, or the one DATABASE_URL names.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { diskSentence, Plain } from './plain.mjs';
import { freePort, startPostgres } from './pg.mjs';

const NAME = 'demarc';
const OLDEST = 15;

const reasons = [
  [/ECONNREFUSED/, 'nothing listens there'],
  [/ENOTFOUND|EAI_AGAIN/, 'the host name is not known'],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|timeout/i, 'there is no answer'],
  [/28P01|28000|password|pg_hba|SASL/i, 'it refuses the user or the password'],
  [/3D000|does not exist/i, 'there is no such database'],
  [/self.signed|certificate|SSL/i, 'the secure connection fails'],
  [/53300|too many/i, 'it has no connection left'],
  [/57P03/, 'it is still starting'],
];

/** `DATABASE_URL` without its password, fit for a console. */
function shown(url) {
  try {
    const parsed = new URL(url);
    return `${parsed.hostname}:${parsed.port || 5432}${parsed.pathname}`;
  } catch {
    return 'that address'; // not an address at all, so there is nothing to show
  }
}

/** Says in one sentence why a PostgreSQL cannot be used; nothing when it can. */
export async function checkDatabase(url) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    throw new Plain('DATABASE_URL is no address: it should look like postgres://user:password@host:5432/database.'); // URL throws a TypeError for it
  }
  if (!/^postgres(ql)?:$/.test(parsed.protocol)) throw new Plain('DATABASE_URL must begin with postgres:// – no other database is supported.');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 8_000 });
  client.on('error', () => {}); // the connection is only looked at, its loss is told by the query
  try {
    await client.connect();
    const { rows } = await client.query('show server_version_num');
    const version = Math.floor(Number(rows[0].server_version_num) / 10_000);
    if (version < OLDEST) throw new Plain(`The PostgreSQL at ${shown(url)} (DATABASE_URL) is version ${version}: version ${OLDEST} or newer is needed.`);
  } catch (error) {
    if (error instanceof Plain) throw error;
    const text = `${error.code ?? ''} ${error.errors?.[0]?.code ?? ''} ${error.message}`;
    const why = reasons.find(([pattern]) => pattern.test(text))?.[1] ?? error.message;
    throw new Plain(`The database at ${shown(url)} (DATABASE_URL) cannot be used: ${why}.`);
  } finally {
    await client.end().catch(() => {}); // it may never have been open
  }
}

/** The port of last time when it is still free, so that other tools find the database where it was. */
async function portFor(dataDir) {
  const file = join(dataDir, 'pg.port');
  const remembered = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = await freePort(remembered || 15_432);
  if (port !== remembered) writeFileSync(file, String(port));
  return port;
}

async function createOnce(admin) {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [NAME]);
    if (!rowCount) await client.query(`create database ${NAME}`);
  } finally {
    await client.end();
  }
}

/** Starts the embedded PostgreSQL of a data folder with its one database. */
export async function startEmbedded(dataDir, onLog) {
  const server = await startPostgres({ dataDir: join(dataDir, 'pg'), port: await portFor(dataDir), onLog });
  try {
    await createOnce(server.url('postgres'));
  } catch (error) {
    await server.stop();
    throw new Plain(diskSentence(error.message, dataDir) ?? `The embedded database does not answer: ${error.message}`);
  }
  return { ...server, databaseUrl: server.url(NAME) };
}

/** Makes a folder and those above it, one by one: Node's own recursive way never ends under /proc. */
function makeFolder(path) {
  if (existsSync(path) && statSync(path).isDirectory()) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (error.code === 'ENOENT') throw new Plain(`${path} cannot be created there: choose another folder with DATA_DIR.`);
    throw error;
  }
}

/** Makes the data folder and proves that it can be written; the sentence names the folder otherwise. */
export function prepareDataDirectory(dataDir) {
  const probe = join(dataDir, `.probe-${process.pid}`);
  try {
    makeFolder(dataDir);
    writeFileSync(probe, Buffer.alloc(64 * 1024));
  } catch (error) {
    if (error instanceof Plain) throw error;
    throw new Plain(diskSentence(`${error.code} ${error.message}`, dataDir) ?? `${dataDir} cannot be used: ${error.message}`);
  } finally {
    if (existsSync(probe)) rmSync(probe);
  }
}
