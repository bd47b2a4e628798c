// Type-checks both sides and the libs, specs included.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inRoot, main, needNode24, nodeModule, root, seconds } from './plain.mjs';

const projects = [
  ['server', [nodeModule('typescript/bin/tsc'), '-p', 'backend/tsconfig.json', '--noEmit']],
  ['screens', [nodeModule('@angular/compiler-cli/bundles/src/bin/ngc.js'), '-p', 'frontend/tsconfig.spec.json', '--noEmit']],
];

function check([name, args]) {
  const began = performance.now();
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
    child.once('exit', (code) => {
      console.log(`types of the ${name}: ${code === 0 ? 'fine' : 'wrong'} (${seconds(began)})`);
      done(code === 0);
    });
  });
}

await main(async () => {
  needNode24();
  const here = projects.filter(([name]) => name !== 'screens' || existsSync(inRoot('frontend', 'src', 'main.ts')));
  const results = await Promise.all(here.map(check));
  return results.every(Boolean) ? 0 : 1;
});
