import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { failedInReport, failedInTap, worthASecondLook } from './second-look.mjs';

/** What Node's own runner prints for these files. */
function tapOf(t, files) {
  const folder = mkdtempSync(join(tmpdir(), 'second-look-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), `import test, { describe, it } from 'node:test';\n${text}`);
  const { NODE_TEST_CONTEXT: _ours, ...env } = process.env;
  return spawnSync(process.execPath, ['--test', '--test-reporter=tap', ...Object.keys(files)], { cwd: folder, env, encoding: 'utf8' }).stdout;
}

test('names each file that failed, by a test, a suite, a time limit or a crash, and none that passed', (t) => {
  const files = {
    'suite.test.mjs': "describe('a suite', () => { it('fails', () => { throw new Error('no'); }); it('passes', () => {}); });",
    'late.test.mjs': "test('is late', { timeout: 20 }, () => new Promise((done) => setTimeout(done, 2_000)));",
    'crash.test.mjs': "throw new Error('before any test');",
    'green.test.mjs': "test('passes', () => {});",
  };
  const found = failedInTap(tapOf(t, files), Object.keys(files));
  assert.deepEqual(Object.fromEntries(found.map(({ file, tests }) => [file, tests])), { 'suite.test.mjs': ['fails', 'a suite'], 'late.test.mjs': ['is late'], 'crash.test.mjs': ['crash.test.mjs'] });
});

test('names none where one failure belongs to no file that ran', (t) => {
  const files = { 'red.test.mjs': "test('fails', () => { throw new Error('no'); });" };
  assert.deepEqual(failedInTap(tapOf(t, files), ['another.test.mjs']), []);
});

test('reads jest’s report, with files that did not even load', () => {
  const testResults = [
    { name: '/a.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'fine' }] },
    { name: '/b.ts', status: 'failed', assertionResults: [{ status: 'passed', fullName: 'fine' }, { status: 'failed', fullName: 'not fine' }] },
    { name: '/c.ts', status: 'failed', assertionResults: [] },
  ];
  assert.deepEqual(failedInReport({ testResults }), [{ file: '/b.ts', tests: ['not fine'] }, { file: '/c.ts', tests: [] }]);
});

test('is for a few files: neither for none nor for a breach everywhere', () => {
  const red = (count) => Array.from({ length: count }, (_, n) => ({ file: `${n}`, tests: ['x'] }));
  assert.deepEqual([0, 1, 4, 5].map((count) => worthASecondLook(red(count))), [false, true, true, false]);
});
