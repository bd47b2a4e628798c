import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A rule that cannot fail is decoration: every rule is shown one violation and has to see it. */
const root = join(import.meta.dirname, '../../..');

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

interface Cruise {
  readonly violations: readonly Violation[];
  readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
}

function cruise(folder: string): Cruise {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const run = spawnSync(process.execPath, [program, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', 'backend/src', 'libs', 'frontend/src'], {
    cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024,
  });
  if (!run.stdout) throw new Error(run.stderr);
  return (JSON.parse(run.stdout) as { summary: Cruise }).summary;
}

const modules = ['tenancy', 'auth', 'audit', 'staff', 'customers', 'catalog', 'addresses', 'equipment', 'ledger', 'invoices', 'payments', 'billing', 'accounting', 'dunning', 'tickets', 'notices', 'dispatch', 'planning', 'orders', 'vision', 'field', 'alerts', 'diagnostics', 'shares', 'messaging', 'inbox', 'imports', 'demo'];

const uses = (path: string) => `import { thing } from '${path}';\nexport const mine = thing;\n`;
const thing = 'export const thing = 1;\n';

/** What each rule must catch: the file it is planted in, and what that file says. */
const planted: Record<string, readonly [file: string, text: string]> = {
  ...Object.fromEntries(modules.slice(0, -1).map((name, i) => [`${name}-imports-upwards-only`, [`backend/src/${name}/planted.ts`, uses(`../${modules[i + 1]}/thing.service.js`)]])),
  'modules-are-listed': ['backend/src/bakery/planted.ts', uses('./bread.js')],
  'only-published-files': ['backend/src/imports/planted-private.ts', uses('../tenancy/private-rule.js')],
  'platform-knows-no-business': ['backend/src/platform/planted.ts', uses('../tenancy/thing.service.js')],
  'server-and-screens-meet-in-libs': ['frontend/src/app/core/planted-server.ts', uses('../../../../backend/src/platform/clock')],
  'areas-are-islands': ['frontend/src/app/portal/planted.ts', uses('../ops/thing')],
  'ui-is-dumb': ['frontend/src/app/ui/planted.ts', uses('../domain/thing')],
  'light-pages-are-light': ['frontend/src/app/sign-in/planted.ts', `import { TranslocoPipe } from '@jsverse/transloco';\nexport const mine = TranslocoPipe;\n`],
  'domain-below-areas': ['frontend/src/app/domain/planted.ts', uses('../tech/thing')],
  'core-below-domain': ['frontend/src/app/core/planted.ts', uses('../domain/thing')],
  'libs-are-pure': ['libs/money/planted.ts', `import { map } from 'rxjs';\nexport const mine = map;\n`],
  'libs-know-no-machine': ['libs/time/planted.ts', `import { readFileSync } from 'node:fs';\nexport const mine = readFileSync;\n`],
  'production-needs-no-tests': ['libs/geo/planted.ts', uses('./geo.spec.ts')],
  'no-cycles': ['backend/src/audit/egg.ts', `import { hen } from './hen.js';\nexport const egg = () => hen;\n`],
  'nothing-unresolved': ['backend/src/audit/planted-missing.ts', uses('./nowhere.js')],
};

const allowed: Record<string, string> = {
  ...Object.fromEntries(modules.map((name) => [`backend/src/${name}/thing.service.ts`, thing])),
  'backend/src/tenancy/private-rule.ts': thing,
  'backend/src/bakery/bread.ts': thing,
  'backend/src/platform/clock.ts': thing,
  'backend/src/audit/hen.ts': `import { egg } from './egg.js';\nexport const hen = () => egg;\n`,
  'backend/src/auth/allow.ts': thing,
  'backend/src/tenancy/word-of-everybody.ts': uses('../auth/allow.js'),
  'backend/src/demo/upwards.ts': uses('../invoices/thing.service.js'),
  'backend/src/audit/type-circle-a.ts': `import type { B } from './type-circle-b.js';\nexport interface A { readonly b: B }\n`,
  'backend/src/audit/type-circle-b.ts': `import type { A } from './type-circle-a.js';\nexport interface B { readonly a: A }\n`,
  'libs/geo/geo.spec.ts': thing,
  ...Object.fromEntries(['ops', 'portal', 'tech', 'domain', 'ui'].map((area) => [`frontend/src/app/${area}/thing.ts`, thing])),
  'frontend/src/app/ops/composes.ts': uses('../domain/thing'),
};

describe('the order of modules', () => {
  let folder: string;
  let found: Cruise;

  beforeAll(() => {
    mkdirSync(join(root, '.cache'), { recursive: true });
    folder = mkdtempSync(join(root, '.cache', 'planted-'));
    for (const settings of ['tsconfig.base.json', 'frontend/tsconfig.json']) {
      mkdirSync(dirname(join(folder, settings)), { recursive: true });
      cpSync(join(root, settings), join(folder, settings));
    }
    for (const [file, text] of [...Object.entries(allowed), ...Object.values(planted)]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    found = cruise(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Object.entries(planted))('catches what breaks %s', (rule, [file]) => {
    expect(found.violations.filter((violation) => violation.rule.name === rule).map((violation) => violation.from)).toContain(file);
  });

  it('has no rule that was never seen to fail', () => {
    expect(found.ruleSetUsed.forbidden.map((rule) => rule.name).sort()).toEqual(Object.keys(planted).sort());
  });

  it('lets pass what is allowed', () => {
    expect(found.violations.filter((violation) => violation.from in allowed)).toEqual([]);
  });

  it('is kept by the product', () => {
    expect(cruise(root).violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });
});

/** Source that breaks one rule of style each, and where it would stand. */
const badStyle: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['@typescript-eslint/no-explicit-any', 'backend/src/audit/planted.ts', 'export const bag: any = 1;\n'],
  ['no-restricted-syntax', 'backend/src/audit/planted.ts', 'export default 1;\n'],
  ['no-restricted-syntax', 'libs/money/index.ts', `export * from './money.ts';\n`],
  ['no-restricted-syntax', 'backend/src/audit/planted.ts', 'export const today = new Date();\n'],
  ['no-restricted-syntax', 'backend/src/audit/planted.ts', 'export const today = Date.now();\n'],
  ['no-empty', 'backend/src/audit/planted.ts', 'export function quiet(work: () => void) {\n  try {\n    work();\n  } catch {}\n}\n'],
  ['no-warning-comments', 'backend/src/audit/planted.ts', ['// TO', 'DO later\nexport const one = 1;\n'].join('')],
  ['no-console', 'backend/src/audit/planted.ts', 'console.log(1);\n'],
  ['max-lines', 'backend/src/audit/planted.ts', 'export {};\n'.repeat(401)],
  ['@typescript-eslint/no-unused-vars', 'backend/src/audit/planted.ts', 'const unused = 1;\nexport {};\n'],
  ['no-restricted-properties', 'backend/src/audit/planted.spec.ts', `it.only('x', () => undefined);\n`],
  ['no-restricted-globals', 'backend/test/planted.e2e-spec.ts', `xit('x', () => undefined);\n`],
  ['@angular-eslint/component-selector', 'frontend/src/app/ui/planted.ts', `import { Component } from '@angular/core';\n@Component({ selector: 'planted', template: '' })\nexport class Planted {}\n`],
  ['@angular-eslint/template/alt-text', 'frontend/src/app/ui/planted.html', '<img src="a.png" />\n'],
];

describe('the style of a file', () => {
  let rules: readonly (readonly string[])[];

  beforeAll(() => {
    const program = `
      import { ESLint } from 'eslint';
      const cases = JSON.parse(process.argv[1]);
      const eslint = new ESLint({ cwd: process.cwd() });
      const said = [];
      for (const [, filePath, text] of cases) said.push((await eslint.lintText(text, { filePath })).flatMap((r) => r.messages.map((m) => m.ruleId)));
      console.log(JSON.stringify(said));`;
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', program, JSON.stringify(badStyle)], { cwd: root, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
    rules = JSON.parse(run.stdout) as string[][];
  }, 60_000);

  it.each(badStyle.map(([rule, file, text], index) => ({ rule, file, text: text.slice(0, 40).trim(), index })))('$rule sees “$text” in $file', ({ rule, index }) => {
    expect(rules[index]).toContain(rule);
  });
});
