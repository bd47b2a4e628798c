// server (swc) -> schema.graphql -> typed documents -> screens (ng) -> compressed files. Each step runs only when its input changed.
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, gzipSync } from 'node:zlib';
import { transformFile } from '@swc/core';
import { lookAhead, needed } from './look-ahead.mjs';
import { commandOf, isAlive } from './pg.mjs';
import { diskSentence, inRoot, main, needNode24, nodeModule, Plain, root, step } from './plain.mjs';

const stampOf = (name) => inRoot('dist', '.stamps', name);

function hashOf(patterns) {
  const hash = createHash('sha256').update(process.version);
  const files = globSync(patterns, { cwd: root }).filter((file) => statSync(inRoot(file)).isFile()).sort();
  for (const file of files) hash.update(file).update('\0').update(readFileSync(inRoot(file)));
  return hash.digest('hex');
}

/** Runs a step when what goes in is not what went in last time, or when what it makes is missing. */
async function unlessDone(name, { label, from, makes }, work) {
  const wanted = hashOf(from);
  const stamp = stampOf(name);
  if (existsSync(inRoot(makes)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false;
  rmSync(stamp, { force: true });
  await step(label, work);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}

/** Runs a program of ours on this Node; what it says is shown only when it fails or warns. */
export function runNode(label, args, { env = {}, cwd = root } = {}) {
  return new Promise((done, refuse) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.once('error', refuse).once('exit', (code) => {
      if (code === 0) return done(said);
      console.error(said.trimEnd());
      refuse(new Plain(diskSentence(said, root) ?? `${label} failed; what it said is above.`));
    });
  });
}

const serverSources = ['backend/src/**', 'backend/migrations/**', 'backend/.swcrc'];

async function compileServer() {
  const source = inRoot('backend', 'src');
  const files = globSync('**/*', { cwd: source }).filter((file) => statSync(join(source, file)).isFile() && !/\.spec\.ts$|\.d\.ts$/.test(file));
  const swc = { ...JSON.parse(readFileSync(inRoot('backend', '.swcrc'), 'utf8')), swcrc: false };
  const target = inRoot('backend', 'dist');
  const wanted = new Set();
  for (const file of files) {
    const to = join(target, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(to), { recursive: true });
    wanted.add(to).add(`${to}.map`);
    if (!file.endsWith('.ts')) copyFileSync(join(source, file), to);
    else await compileFile(join(source, file), to, swc);
  }
  for (const old of globSync('**/*.{js,map}', { cwd: target })) if (!wanted.has(join(target, old))) rmSync(join(target, old));
}

async function compileFile(from, to, swc) {
  try {
    const { code, map } = await transformFile(from, { ...swc, filename: from, sourceFileName: from });
    writeFileSync(to, `${code}//# sourceMappingURL=${basename(to)}.map\n`);
    writeFileSync(`${to}.map`, map);
  } catch (error) {
    throw new Plain(diskSentence(String(error), root) ?? `${from.slice(root.length + 1)} does not compile:\n${error.message}`);
  }
}

/** Compiles the server, if it changed. */
export async function buildServer() {
  return unlessDone('server', { label: 'Server', from: serverSources, makes: 'backend/dist/main.js' }, compileServer);
}

/** Prints `schema.graphql` from the compiled server, if that changed. */
export async function buildSchema() {
  await unlessDone('schema', { label: 'Schema', from: [...serverSources, 'libs/*/*.ts', 'schema.graphql'], makes: 'schema.graphql' }, () =>
    runNode('Printing the schema', ['--enable-source-maps', 'backend/dist/print-schema.js']),
  );
  writeFileSync(stampOf('schema'), hashOf([...serverSources, 'libs/*/*.ts', 'schema.graphql'])); // the schema is both made here and guarded against edits by hand
}

/** Writes the typed documents, if the schema or a .graphql file changed. */
export async function buildDocuments() {
  const from = ['schema.graphql', 'frontend/src/**/*.graphql', 'scripts/codegen.mjs', 'frontend/src/**/*.generated.ts', 'dist/trusted-documents.json'];
  await unlessDone('documents', { label: 'Documents', from, makes: 'dist/trusted-documents.json' }, async () => (await import('./codegen.mjs')).generate());
  writeFileSync(stampOf('documents'), hashOf(from));
}

const screenSources = ['scripts/look-ahead.mjs', 'frontend/src/**', 'frontend/public/**', 'frontend/*.json', 'angular.json', 'tsconfig.base.json', 'libs/*/*.ts', 'package-lock.json'];

async function buildScreens() {
  await unlessDone('screens', { label: 'Screens', from: screenSources, makes: 'dist/frontend/index.html' }, async () => {
    const said = await runNode('Building the screens', [nodeModule('@angular/cli/bin/ng.js'), 'build', '--progress=false'], { env: { NG_CLI_ANALYTICS: 'false', NODE_OPTIONS: '' } });
    const warnings = said.split('\n').filter((line) => /WARNING/.test(line));
    if (warnings.length) console.log(said.trimEnd());
    lookAhead(inRoot('dist/frontend'));
    await compress();
    weigh();
  });
}

/** The most JavaScript, compressed, that a first visit to sign in may need: goal S5 of the first pages. */
const FIRST_SCRIPTS = 85_000;

/** The pages that are held to it: what a browser fetches before they stand, by the names of their scripts. */
const FIRST_PAGES = ['sign-in', 'payment-thanks', 'payment-cancelled', 'shared-place'];

/** Fails a build one of whose first pages has grown beyond its goal. */
function weigh() {
  const dir = inRoot('dist/frontend');
  const files = readdirSync(dir);
  const read = (file) => readFileSync(join(dir, file), 'utf8');
  const always = [...read('index.html').matchAll(/(?:href|src)="([\w-]+\.js)"/g)].map(([, file]) => file);
  for (const name of FIRST_PAGES) {
    const own = files.find((file) => file.replace(/-[\w-]{8}\.js$/, '') === name);
    if (!always.length || !own) throw new Plain(`The build has no script named ${name}: a first page is missing.`);
    const fetched = new Set();
    for (const file of [...always, own]) needed(file, read, fetched);
    const bytes = [...fetched].reduce((sum, file) => sum + gzipSync(readFileSync(join(dir, file)), { level: 9 }).length, 0);
    if (process.env.VERBOSE) console.log(`  ${name}: ${bytes} bytes in ${fetched.size} files`);
    if (bytes > FIRST_SCRIPTS) throw new Plain(`The page ${name} needs ${bytes} bytes of compressed JavaScript in ${fetched.size} files; ${FIRST_SCRIPTS} is the goal. frontend/README.md says what light pages do without.`);
  }
}

/** Writes .br and .gz beside every text file, so that the server never compresses while somebody waits. */
async function compress() {
  const files = globSync('dist/frontend/**/*.{js,css,html,json,svg,webmanifest,txt}', { cwd: root });
  await Promise.all(files.map(async (file) => {
    const content = readFileSync(inRoot(file));
    if (content.length < 1024) return;
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
    writeFileSync(inRoot(`${file}.br`), await promisify(brotliCompress)(content, quality));
    writeFileSync(inRoot(`${file}.gz`), await promisify(gzip)(content, { level: 9 }));
  }));
}

/** Two builds at once would write over each other: the second waits for the first. */
export async function alone(work) {
  const file = inRoot('dist', '.building');
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; ; ) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const pid = Number(existsSync(file) ? readFileSync(file, 'utf8') : 0);
    if (pid && isAlive(pid) && commandOf(pid).includes('node')) {
      if (!told) console.log('  Another build is running: waiting for it.');
      told = true;
      await new Promise((done) => setTimeout(done, 500));
    } else rmSync(file, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Everything the server needs to run and to serve. */
export function build() {
  return alone(async () => {
    await buildServer();
    await buildSchema();
    await buildDocuments();
    await buildScreens();
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    needNode24();
    if (process.argv[2] === 'schema') await alone(async () => (await buildServer(), await buildSchema()));
    else if (process.argv[2] === 'server') await alone(buildServer);
    else await build();
  });
}
