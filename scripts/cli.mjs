// npm run cli -- <command>, npm run import -- erpnext <dir>: runs a command of the server on its database, whether the server is up or not.
import { spawn } from 'node:child_process';
import { dataDirectory, inRoot, main, needNode24, Plain } from './plain.mjs';

/** The database of the running server, the one DATABASE_URL names, or the embedded one for as long as the command takes. */
async function openDatabase(dataDir) {
  const { checkDatabase, prepareDataDirectory, startEmbedded } = await import('./database.mjs');
  const { takeHold } = await import('./lock.mjs');
  const external = process.env.DATABASE_URL;
  if (external) {
    await checkDatabase(external);
    return { databaseUrl: external, close: async () => {} };
  }
  prepareDataDirectory(dataDir);
  const hold = takeHold(dataDir, 'command');
  if (hold.holder) {
    const { databaseUrl, kind, pid } = hold.holder;
    if (kind === 'start' && databaseUrl) return { databaseUrl, close: async () => {} };
    if (kind === 'start') throw new Plain('Demarc is just starting on this folder: wait until it says that it is ready.');
    throw new Plain(`Another command (process ${pid}) is working on the database in ${dataDir}: wait until it has finished, or stop it.`);
  }
  try {
    const database = await startEmbedded(dataDir);
    return { databaseUrl: database.databaseUrl, close: async () => (await database.stop(), hold.release()) };
  } catch (error) {
    hold.release();
    throw error;
  }
}

/** Runs the command with our own terminal, and passes on the signals we get. */
function run(args, env) {
  return new Promise((done, refuse) => {
    const child = spawn(process.execPath, ['--enable-source-maps', inRoot('backend', 'dist', 'cli.js'), ...args], {
      stdio: 'inherit',
      env: { ...process.env, ...env },
      cwd: process.env.INIT_CWD ?? process.cwd(), // a relative path is meant from where the person stands
      detached: process.platform !== 'win32',
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
    child.once('error', refuse).once('exit', (code, signal) => done(signal ? 130 : (code ?? 1)));
  });
}

await main(async () => {
  needNode24();
  const { alone, buildServer } = await import('./build.mjs');
  await alone(buildServer);
  const dataDir = dataDirectory();
  const database = await openDatabase(dataDir);
  try {
    return await run(process.argv.slice(2), { DATABASE_URL: database.databaseUrl, DATA_DIR: dataDir });
  } finally {
    await database.close();
  }
});
