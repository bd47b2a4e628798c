// npm start: builds what changed, starts the embedded PostgreSQL and the server, and stops both cleanly.
import { fork } from 'node:child_process';
import { createWriteStream, mkdirSync, renameSync, existsSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { dataDirectory, diskSentence, inRoot, main, needNode24, Plain, step } from './plain.mjs';

needNodeOrLeave();
const { build } = await import('./build.mjs');
const { checkDatabase, prepareDataDirectory, startEmbedded } = await import('./database.mjs');
const { holderOf, takeHold } = await import('./lock.mjs');

function needNodeOrLeave() {
  try {
    needNode24();
  } catch (error) {
    console.error(`\n${error.message}`);
    process.exit(1);
  }
}

function portWanted() {
  const text = process.env.PORT || '3000';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Plain(`PORT is "${text}", which is no port number.`);
  return port;
}

/** Fails early, before anything is built, when the port is taken. */
function portIsFree(port, host) {
  return new Promise((done, refuse) => {
    const server = net.createServer();
    server.once('error', (error) => {
      if (error.code === 'EADDRINUSE') refuse(new Plain(`Port ${port} is already used by another program: stop it, or choose another with PORT=${port + 1} npm start.`));
      else if (error.code === 'EACCES') refuse(new Plain(`Port ${port} may not be opened by this user: choose one above 1023, for example PORT=3000 npm start.`));
      else refuse(error);
    });
    server.listen(port, host, () => server.close(() => done()));
  });
}

const alreadyRunning = ({ pid, kind, url }, dataDir) =>
  new Plain(kind === 'start' ? `Demarc is already running on ${dataDir}${url ? ` at ${url}` : ''} (process ${pid}).` : `Another command (process ${pid}) is working on the database in ${dataDir}: wait until it has finished, or stop it.`);

/** The server's log of this run; the one before is kept beside it. */
function openLog(dataDir) {
  const file = join(dataDir, 'logs', 'server.log');
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  if (existsSync(file)) renameSync(file, `${file}.1`);
  const stream = createWriteStream(file);
  const state = {
    file,
    last: '',
    write: (chunk) => {
      state.last = `${state.last}${chunk}`.slice(-8_000);
      if (!stream.destroyed) stream.write(chunk);
    },
  };
  stream.on('error', () => stream.destroy()); // a full disk must not take the server down because of its log
  return state;
}

/** PostgreSQL says a full disk once per statement: tell it once a minute. */
function watchDisk(dataDir, log) {
  let told = 0;
  return (text) => {
    log.write(text);
    if (!/No space left on device/i.test(text) || Date.now() - told < 60_000) return;
    told = Date.now();
    console.error(`\n${diskSentence(text, dataDir)}`);
  };
}

function forkServer({ databaseUrl, dataDir, port, log }) {
  const server = fork(inRoot('backend', 'dist', 'main.js'), [], {
    execArgv: ['--enable-source-maps'],
    // With an arena for each of its threads, glibc keeps several times the memory that photos need.
    env: { MALLOC_ARENA_MAX: '2', ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32', // a terminal's Ctrl-C goes to us, and we stop things in their order
  });
  server.stdout.on('data', log.write);
  server.stderr.on('data', log.write);
  return server;
}

/** Resolves when the server says it is ready; fails with its own sentence when it leaves before. */
function untilReady(server, log) {
  return new Promise((done, refuse) => {
    let told;
    server.on('message', (message) => {
      if (message.progress) console.log(`  ${message.progress}`);
      if (message.error) told = message.error;
      if (message.ready) done(message.ready);
    });
    server.once('error', refuse);
    server.once('exit', (code, signal) => refuse(new Plain(told ?? reasonIn(log) ?? `The server stopped while it was starting (${signal ?? `code ${code}`}): see ${log.file}.`)));
  });
}

function reasonIn(log) {
  const disk = /ENOSPC|No space left on device/i.test(log.last) ? diskSentence(log.last) : undefined;
  if (disk) return disk;
  const words = log.last.trim().split('\n').at(-1) ?? '';
  return /^[A-Z][^{}]*\.$/.test(words) ? words : undefined; // the server says what a person can mend as one sentence
}

function announce({ url, signIn }, dataDir) {
  const people = (signIn ?? []).map((line) => `    ${line}`);
  console.log(['', `Demarc is ready:  ${url}`, ...(people.length ? ['', '  Sign in as', ...people] : []), '', `  Data and logs: ${dataDir}.  Stop with Ctrl-C.`, ''].join('\n'));
}

/** Asks to close when a signal comes, or when npm that started us is gone: npm's shell does not pass SIGTERM on. */
function onLeaving(leave) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, leave);
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && leave(), 500).unref();
}

const gone = (child) => new Promise((done) => (child.exitCode !== null || child.signalCode ? done() : child.once('exit', done)));

async function stopServer(server) {
  if (server.exitCode !== null || server.signalCode) return;
  server.kill('SIGTERM');
  const insist = setTimeout(() => server.kill('SIGKILL'), 20_000);
  await gone(server);
  clearTimeout(insist);
}

/** What runs now, to be stopped in the reverse order, whenever it is asked. */
const running = { leaving: false, code: 0 };

async function shutDown(code) {
  if (running.leaving) return;
  running.leaving = true;
  running.code = code;
  if (running.server) await stopServer(running.server);
  await running.database?.stop?.();
  running.hold?.release();
  process.exit(running.code);
}

async function start() {
  const port = portWanted();
  const dataDir = dataDirectory();
  const external = process.env.DATABASE_URL;
  prepareDataDirectory(dataDir);
  const holder = external ? undefined : holderOf(dataDir);
  if (holder) throw alreadyRunning(holder, dataDir);
  await portIsFree(port, process.env.HOST || '127.0.0.1');
  onLeaving(() => {
    if (running.ready) console.log('\nStopping …');
    void shutDown(0);
  });
  if (external) await checkDatabase(external);
  else {
    running.hold = takeHold(dataDir, 'start');
    if (running.hold.holder) throw alreadyRunning(running.hold.holder, dataDir);
  }
  const log = openLog(dataDir);
  console.log('Starting Demarc');
  await build();
  if (running.leaving) return;
  running.database = external ? { databaseUrl: external } : await step('Database', () => startEmbedded(dataDir, watchDisk(dataDir, log)));
  if (running.leaving) return void running.database.stop?.();
  running.server = forkServer({ databaseUrl: running.database.databaseUrl, dataDir, port, log });
  const ready = await untilReady(running.server, log);
  running.ready = true;
  running.hold?.describe({ url: ready.url, databaseUrl: running.database.databaseUrl });
  announce(ready, dataDir);
  watchOver(log);
}

/** A running system that loses one of its two parts stops the other and says which. */
function watchOver(log) {
  const lost = (what, how) => {
    if (running.leaving) return;
    console.error(`\n${/No space left on device/i.test(log.last) ? diskSentence('ENOSPC', dataDirectory()) : `${what} stopped unexpectedly (${how}): see ${log.file}, and start again.`}`);
    void shutDown(1);
  };
  running.server.once('exit', (code, signal) => lost('The server', signal ?? `code ${code}`));
  void running.database.exited?.then((how) => lost('The database', how));
}

await main(async () => {
  try {
    await start();
  } catch (error) {
    if (running.leaving) return;
    running.leaving = true;
    if (running.server) await stopServer(running.server);
    await running.database?.stop?.();
    if (running.hold?.release) running.hold.release();
    throw error;
  }
});
