// npm test: lint, types, unit tests, end-to-end tests on PostgreSQL, and browser tests; ends with one line of totals.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { inRoot, main, needNode24, nodeModule, Plain, root, seconds } from './plain.mjs';
import { failedInReport, failedInTap, worthASecondLook } from './second-look.mjs';

const browserFiles = 'test/browser/**/*.browser.mjs';
/** Where tests and browsers put what they throw away: inside the clone. */
const temporary = inRoot('.cache', 'tmp');
const toolFiles = '{tools,test/model,scripts}/**/*.test.mjs';
/** With `--strict` a test has one chance. */
const strict = process.argv.includes('--strict');
const workers = Math.max(2, Math.min(4, availableParallelism()));

/** Runs a program of ours; its output is shown whole when it fails, and its closing lines otherwise. */
function run(name, args, { env = {}, closing = () => '' } = {}) {
  const began = performance.now();
  return new Promise((done, refuse) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FORCE_COLOR: '0', TMPDIR: temporary, ...env } });
    children.add(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => {
      said += chunk;
      if (process.env.VERBOSE) process.stdout.write(chunk);
    });
    child.once('error', refuse).once('exit', (code) => {
      children.delete(child);
      console.log(`\n== ${name} (${seconds(began)})`);
      if (code !== 0 && !process.env.VERBOSE) console.log(said.trimEnd());
      else console.log(closing(said).trimEnd() || said.trim().split('\n').slice(-2).join('\n'));
      done({ code, said });
    });
  });
}

const children = new Set();
const matching = (text, pattern) => (text.match(pattern) ?? []).join('\n');
const gate = async (name, script) => {
  const { code } = await run(name, [inRoot('scripts', script)]);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
};

/** Runs jest projects; what it counted is read from its own report. `files` names them exactly, `patterns` by a part of the path. */
async function jest(name, projects, { patterns = [], files = [], atOnce = workers } = {}) {
  const report = inRoot('.cache', `jest-${name.replaceAll(' ', '-')}.json`);
  rmSync(report, { force: true });
  const chosen = files.length ? ['--runTestsByPath', ...files] : patterns.length ? ['--testPathPatterns', ...patterns] : [];
  const { code } = await run(name, [
    '--experimental-vm-modules', '--disable-warning=ExperimentalWarning', nodeModule('jest/bin/jest.js'), '--selectProjects', ...projects,
    '--json', `--outputFile=${report}`, '--passWithNoTests', `--maxWorkers=${atOnce}`, ...chosen,
  ], { closing: (said) => matching(said, /^(Test Suites|Tests|Time):.*$/gm) });
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const said = JSON.parse(readFileSync(report, 'utf8'));
  const failed = said.numFailedTests + said.numRuntimeErrorTestSuites;
  const silent = said.numPendingTests + said.numTodoTests; // a test that does not run proves nothing
  if (silent) console.log(`${silent} tests did not run: every test has to.`);
  return { passed: said.numPassedTests, failed: failed + silent || (code === 0 ? 0 : 1), ...(silent ? {} : { again: failedInReport(said) }) };
}

/** Runs files with Node's own runner. */
async function nodeTests(name, files, env = {}) {
  if (!files.length) return { passed: 0, failed: 0 };
  const { code, said } = await run(name, ['--test', '--test-reporter=tap', '--test-concurrency=1', ...files], { env, closing: (text) => matching(text, /^# (tests|pass|fail|skipped) \d+$/gm) });
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(said)?.[1] ?? 0);
  const silent = count('skipped') + count('todo');
  const failed = count('fail') + count('cancelled') + silent;
  return { passed: count('pass'), failed: failed || (code === 0 ? 0 : 1), ...(silent ? {} : { again: failedInTap(said, files) }) };
}

/** A few files that failed while the cores were full are run once more, one at a time; what is green then is named as unsteady. */
async function lookTwice(first, alone) {
  const { again = [] } = first;
  if (strict || !worthASecondLook(again)) return first;
  console.log(`\nOnce more, alone: ${again.map(({ file }) => relative(root, file)).join(', ')}`);
  const second = await alone(again.map(({ file }) => file));
  const repaired = Math.max(0, first.failed - second.failed);
  if (!second.failed) for (const { file, tests } of again) console.log(`Unsteady: ${relative(root, file)}: ${tests.join('; ')}`);
  return { passed: first.passed + repaired, failed: second.failed, unsteady: repaired };
}

/** A real Chromium: the one named by CHROMIUM, the system's, or a freshly installed one where that is possible. */
function chromium() {
  const known = () => [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
  if (known() || process.env.CHROMIUM) return known();
  if (process.getuid?.() !== 0 || spawnSync('which', ['apt-get']).status !== 0) return undefined;
  console.log('Installing Chromium for the browser tests …');
  const options = { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update'], options);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  return known();
}

async function browser(patterns) {
  const files = globSync(browserFiles, { cwd: root }).filter((file) => !patterns.length || patterns.some((pattern) => file.includes(pattern))).sort();
  if (!files.length) return { passed: 0, failed: 0 };
  const path = chromium();
  if (!path) {
    console.log('\n== browser\nNo Chromium was found: install it (Debian: apt-get install chromium) or name it with CHROMIUM=/path/to/it.');
    return { passed: 0, failed: 1 };
  }
  const { build } = await import('./build.mjs');
  await build();
  return lookTwice(await nodeTests('browser', files, { CHROMIUM: path }), (few) => nodeTests('browser, once more', few, { CHROMIUM: path }));
}

const toolTests = (patterns) => nodeTests('tools', globSync(toolFiles, { cwd: root }).filter((file) => !file.includes('node_modules') && (!patterns.length || patterns.some((pattern) => file.includes(pattern)))).sort());

const parts = {
  lint: () => gate('lint', 'lint.mjs'),
  types: () => gate('types', 'types.mjs'),
  unit: (patterns) => jest('unit', ['libs', 'unit', 'frontend'], { patterns }),
  tools: (patterns) => toolTests(patterns),
  e2e: async (patterns) => lookTwice(await jest('e2e', ['e2e'], { patterns }), (files) => jest('e2e once more', ['e2e'], { files, atOnce: 1 })),
  browser: (patterns) => browser(patterns),
};

/** What runs beside what: two cores carry lint beside types, and the heavy ones alone. */
const plan = [['lint', 'types'], ['unit'], ['tools'], ['e2e'], ['browser']];

async function prepare(chosen) {
  const { alone, buildDocuments, buildSchema, buildServer } = await import('./build.mjs');
  if (chosen.every((name) => name === 'tools')) return;
  await alone(async () => {
    await buildServer();
    await buildSchema();
    if (existsSync(inRoot('schema.graphql'))) await buildDocuments();
  });
}

function readArguments(args) {
  const only = args.filter((arg) => arg.startsWith('--only=')).flatMap((arg) => arg.slice('--only='.length).split(','));
  const unknown = [...only.filter((name) => !(name in parts)), ...args.filter((arg) => arg.startsWith('-') && arg !== '--strict' && !arg.startsWith('--only='))];
  if (unknown.length) throw new Plain(`npm test does not know ${unknown.join(', ')}: say --only=${Object.keys(parts).join('|')} or a part of a path.`);
  const patterns = args.filter((arg) => !arg.startsWith('-'));
  const tests = ['unit', 'tools', 'e2e', 'browser'];
  return { patterns, chosen: only.length ? only : patterns.length ? tests : Object.keys(parts) };
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
  for (const child of children) child.kill(signal);
  process.exitCode = 130;
});

await main(async () => {
  needNode24();
  const began = performance.now();
  const { patterns, chosen } = readArguments(process.argv.slice(2));
  mkdirSync(temporary, { recursive: true });
  await prepare(chosen);
  const totals = { passed: 0, failed: 0, unsteady: 0 };
  for (const together of plan) {
    const results = await Promise.all(together.filter((name) => chosen.includes(name)).map((name) => parts[name](patterns)));
    for (const { passed, failed, unsteady = 0 } of results) {
      totals.passed += passed;
      totals.failed += failed;
      totals.unsteady += unsteady;
    }
  }
  console.log(`\nIn ${seconds(began)}:\n${totals.passed} passed${totals.unsteady ? ` (${totals.unsteady} of them only at the second look)` : ''}, ${totals.failed} failed`);
  return totals.failed || !totals.passed ? 1 : 0;
});
