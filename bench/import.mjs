// npm run bench:import -- <folder of an ERPNext export>: an import with all its checks against plain COPY of the same rows into the same live tables.
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { spawnSync } from 'node:child_process';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { alone, buildServer, runNode } from '../scripts/build.mjs';
import { freePort, startPostgres } from '../scripts/pg.mjs';
import { inRoot, main, Plain } from '../scripts/plain.mjs';

const TABLES = ['tenant', 'catalog_item', 'technician', 'customer', 'contact', 'customer_contact', 'phone', 'service_location', 'device', 'subscription', 'invoice', 'invoice_line', 'payment', 'payment_allocation', 'ticket', 'ticket_message', 'job'];
const cli = (url, dataDir, ...args) => ['--enable-source-maps', [inRoot('backend', 'dist', 'cli.js'), ...args], { env: { ...process.env, DATABASE_URL: url, DATA_DIR: dataDir } }];

await main(async () => {
  const folder = process.argv[2] && resolve(process.argv[2]);
  if (!folder) throw new Plain('Give the folder of an ERPNext export: npm run bench:import -- <folder>');
  await alone(buildServer);
  mkdirSync(inRoot('.cache'), { recursive: true });
  const base = mkdtempSync(inRoot('.cache', 'bench-import-'));
  const server = await startPostgres({ dataDir: join(base, 'pg'), port: await freePort(18_432) });
  const open = async (name) => {
    const client = new pg.Client({ connectionString: server.url(name) });
    await client.connect();
    return client;
  };
  try {
    const admin = await open('postgres');
    for (const name of ['imported', 'copied']) {
      await admin.query(`create database ${name}`);
      await runNode('Migrating', ['--enable-source-maps', 'backend/dist/cli.js', 'migrate'], { env: { DATABASE_URL: server.url(name), DATA_DIR: base } });
    }
    const [flag, args, options] = cli(server.url('imported'), base, 'import', 'erpnext', folder, '--tenant', 'bench');
    const imported = spawnSync(process.execPath, [flag, ...args], { ...options, encoding: 'utf8' });
    if (imported.status !== 0) throw new Plain(`The import failed: ${imported.stderr}`);
    const importSeconds = Number(/documents in ([\d.]+) s/.exec(imported.stdout)[1]);
    const from = await open('imported');
    let rows = 0;
    for (const table of TABLES) {
      rows += Number((await from.query(`select count(*) n from ${table}`)).rows[0].n);
      await pipeline(from.query(copyTo(`copy ${table} to stdout`)), createWriteStream(join(base, table)));
    }
    await from.end();
    const to = await open('copied');
    const began = performance.now();
    for (const table of TABLES) await pipeline(createReadStream(join(base, table)), to.query(copyFrom(`copy ${table} from stdin`)));
    const copySeconds = (performance.now() - began) / 1000;
    await to.end();
    await admin.end();
    console.log(`rows             ${rows}`);
    console.log(`COPY             ${copySeconds.toFixed(1)} s, ${Math.round(rows / copySeconds)} rows/s`);
    console.log(`import           ${importSeconds.toFixed(1)} s, ${Math.round(rows / importSeconds)} rows/s`);
    console.log(`share of COPY    ${(copySeconds / importSeconds).toFixed(2)} (goal 0.85)`);
    console.log(/Memory: .*/.exec(imported.stdout)[0]);
    return 0;
  } finally {
    await server.stop();
    rmSync(base, { recursive: true, force: true });
  }
});
