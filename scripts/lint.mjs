// eslint for the style of a file, dependency-cruiser for who may know whom.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inRoot, main, needNode24, nodeModule, root, seconds } from './plain.mjs';

const places = ['backend/src', 'backend/test', 'libs', 'frontend/src'].filter((path) => existsSync(inRoot(path)));
const linters = [
  ['style', [nodeModule('eslint/bin/eslint.js'), '--max-warnings=0', '--cache', '--cache-location', '.cache/eslint/', '--cache-strategy', 'content', '.']],
  ['order of modules', [nodeModule('dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...places]],
];

function lint([name, args]) {
  const began = performance.now();
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
    child.once('exit', (code) => {
      console.log(`${name}: ${code === 0 ? 'fine' : 'broken'} (${seconds(began)})`);
      done(code === 0);
    });
  });
}

await main(async () => {
  needNode24();
  const results = await Promise.all(linters.map(lint));
  return results.every(Boolean) ? 0 : 1;
});
