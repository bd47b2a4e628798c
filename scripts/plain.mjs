// What every script shares: where things are, how to speak, how to fail in one sentence. Only node: imports, runs on Node 20.
import { isAbsolute, join, resolve } from 'node:path';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const inRoot = (...parts) => join(root, ...parts);
export const nodeModule = (path) => join(root, 'node_modules', path);

/** Where the installation keeps its database and files: `DATA_DIR`, by default `.data` in the clone. */
export function dataDirectory(env = process.env) {
  const wanted = env.DATA_DIR || '.data';
  return isAbsolute(wanted) ? wanted : resolve(root, wanted);
}

/** An expected failure that a person can mend; its message is one plain sentence. */
export class Plain extends Error {}

const patterns = [
  [/ENOSPC|no space left on device|disk full|disk quota exceeded|EDQUOT/i, (where) => `The disk is full${where ? ` (${where})` : ''}: free some space and start again.`],
  [/\b(EACCES|EPERM)\b|permission denied/i, (where) => `${where || 'A folder'} cannot be written by this user: change its owner or permissions, or choose another folder with DATA_DIR.`],
  [/\bEROFS\b|read-only file system/i, (where) => `${where || 'A folder'} is on a read-only disk: choose another folder with DATA_DIR.`],
  [/\b(ENOTDIR|EEXIST)\b/, (where) => `${where || 'A path'} is a file where a folder is needed: choose another folder with DATA_DIR.`],
];

/** The plain sentence for a failure of the disk, or `undefined` when it is something else. */
export function diskSentence(text, where = '') {
  for (const [pattern, sentence] of patterns) if (pattern.test(text)) return sentence(where);
  return undefined;
}

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** One line of progress, finished by the time it took. */
export async function step(label, work) {
  const started = performance.now();
  const slow = setInterval(() => console.log(`  ${label}: still working, ${Math.round((performance.now() - started) / 1000)} s`), 15_000);
  try {
    const result = await work();
    console.log(`  ${label}: ${seconds(started)}`);
    return result;
  } finally {
    clearInterval(slow);
  }
}

/** Runs a script's main function; an expected failure ends it with its sentence and no stack. What it starts keeps its compiled code, which saves a third of a server's start. */
export async function main(work) {
  process.env.NODE_COMPILE_CACHE ??= inRoot('.cache', 'compiled');
  try {
    const code = await work();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    fail(error);
  }
}

/** Prints why it cannot go on, in one sentence, and leaves. */
export function fail(error) {
  const text = error instanceof Error ? error.message : String(error);
  const sentence = error instanceof Plain ? text : (diskSentence(`${error?.code ?? ''} ${text}`, error?.path) ?? `Something unexpected went wrong: ${text.split('\n')[0]}`);
  console.error(`\n${sentence}`);
  if (process.env.DEBUG && error?.stack) console.error(error.stack);
  process.exit(1);
}

/** The product needs the Node that npm installed with it; npm puts it first on the path. */
export function needNode24() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 24) throw new Plain(`Node 24 is needed and this is ${process.version}: use the npm commands (npm start, npm test), or install Node 24 where npm has no build of it for your system.`);
}
