// npm run bench:field [-- <schedules>]
// The rules of phone and server through many more schedules than the tests take (120,000 unless told), then 20 phones with 500 actions each that come back at once.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const run = (args, env) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;
const model = run(['--test', 'test/model/field-log.test.mjs'], { SCHEDULES: process.argv[2] ?? '120000' });
const crowd = run(['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', 'test/e2e/field-model.e2e-spec.ts', '-t', 'takes a crew back'], { FIELD_CROWD: '20x500' });
process.exitCode = model || crowd;
