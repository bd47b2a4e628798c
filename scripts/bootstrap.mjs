// Installs exactly what package-lock.json says, when it is not there yet. Only node: imports, runs on Node 20.
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { diskSentence, inRoot, main, Plain, root } from './plain.mjs';

const stamp = inRoot('node_modules', '.bootstrap-stamp');
const lock = readFileSync(inRoot('package-lock.json'), 'utf8');
const wanted = createHash('sha256').update(lock).digest('hex');

/** Whether node_modules already holds what the lock asks for, also when somebody ran npm by hand. */
function isInstalled() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  const record = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  let have;
  try {
    have = JSON.parse(readFileSync(record, 'utf8')).packages;
  } catch {
    return false; // cut short by a kill or a full disk: install again
  }
  return Object.entries(JSON.parse(lock).packages).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return true;
    return have[path] ? have[path].version === entry.version : Boolean(entry.optional || entry.peer);
  });
}

const reasons = [
  [/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i, 'The packages could not be downloaded: is this machine connected to the network?'],
  [/EINTEGRITY/, 'A downloaded package is not the one that was reviewed (its checksum differs): clear the npm cache with npm cache clean --force and start again.'],
];

async function install() {
  const began = Date.now();
  const elapsed = () => Math.round((Date.now() - began) / 1000);
  console.log('Installing packages (one to three minutes, only once) …');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, npm_config_cache: inRoot('.cache', 'npm') } };
  const child = npm?.endsWith('.js') ? spawn(process.execPath, [npm, ...args], options) : spawn('npm', args, { ...options, shell: process.platform === 'win32' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const ticking = setInterval(() => console.log(`  still installing, ${elapsed()} s`), 15_000);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
  const code = await new Promise((done) => child.once('error', (error) => { said += error; done(1); }).once('exit', (status) => done(status ?? 1)));
  clearInterval(ticking);
  if (code !== 0) {
    const known = diskSentence(said, root) ?? reasons.find(([pattern]) => pattern.test(said))?.[1];
    throw new Plain(known ?? `npm could not install the packages: ${said.split('\n').map((line) => line.replace(/^npm error\s*/, '').trim()).find((line) => line && !/^code /.test(line)) ?? `it stopped with code ${code}`}`);
  }
  writeFileSync(stamp, wanted);
  console.log(`Packages installed in ${elapsed()} s.`);
}

await main(async () => {
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Plain(`Node 20 or newer is needed to begin with, and this is ${process.version}.`);
  if (!isInstalled()) await install();
  else writeFileSync(stamp, wanted);
});
