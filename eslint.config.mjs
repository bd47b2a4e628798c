import js from '@eslint/js';
import angular from 'angular-eslint';
import ts from 'typescript-eslint';

/** Default exports hide the name of a thing; routes need one so that a router can load them. */
const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Export it by name; only route files have a default export.' };
const noSentenceInLog = { selector: "CallExpression[callee.object.property.name='log'][callee.property.name=/^(warn|info)$/] MemberExpression[property.name='message']", message: 'A sentence of an error may quote a person or a key: log reasonOf(error).' };
const noBarrel = { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that says it.' };
const noClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Ask the clock: clock.now().' },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Ask the clock: clock.now().' },
];

export default ts.config(
  { ignores: ['**/node_modules/', '**/dist/', '.data/', '.cache/', '.angular/', 'out-tsc/', '**/*.generated.ts', 'frontend/public/', 'docs/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['backend/**/*.ts', 'libs/**/*.ts', 'frontend/**/*.ts'],
    extends: [js.configs.recommended, ts.configs.recommended],
    rules: {
      'no-undef': 'off', // the compiler knows better
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', noDefaultExport, noBarrel],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 400 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'off', // decorators need the value of a class they name
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
    },
  },
  {
    files: ['backend/src/**/*.ts'],
    ignores: ['backend/src/platform/clock.ts', 'backend/src/platform/ids.ts', '**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, noBarrel, ...noClock, noSentenceInLog] },
  },
  { files: ['backend/src/cli.ts', 'backend/src/**/*.cli.ts', 'backend/src/print-schema.ts', 'backend/test/**/*.ts', 'frontend/src/main.ts'], rules: { 'no-console': 'off' } },
  { files: ['backend/test/**/*.ts', '**/*.spec.ts'], rules: { 'max-lines': ['error', { max: 500 }] } },
  {
    files: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
    rules: {
      'no-restricted-properties': ['error', ...['it', 'test', 'describe'].flatMap((object) => ['only', 'skip', 'todo'].map((property) => ({ object, property, message: 'Every test runs.' })))],
      'no-restricted-globals': ['error', ...['xit', 'fit', 'xdescribe', 'fdescribe', 'xtest'].map((name) => ({ name, message: 'Every test runs.' }))],
    },
  },
  {
    files: ['frontend/src/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      'no-console': ['error', { allow: ['error'] }],
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'app', style: 'kebab-case' }],
      '@angular-eslint/directive-selector': ['error', { type: 'attribute', prefix: ['app', 'can'], style: 'camelCase' }],
      '@angular-eslint/component-class-suffix': 'off',
      '@angular-eslint/directive-class-suffix': 'off',
      '@angular-eslint/prefer-standalone': 'error',
    },
  },
  { files: ['frontend/src/**/*.routes.ts'], rules: { 'no-restricted-syntax': ['error', noBarrel] } },
  { files: ['frontend/src/**/*.html'], extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility] },
  {
    files: ['scripts/**/*.mjs', 'tools/**/*.mjs', 'bench/**/*.mjs', 'test/**/*.mjs', 'backend/test/**/*.mjs', '*.mjs', '*/*.mjs'],
    extends: [js.configs.recommended],
    rules: { 'no-undef': 'off', 'no-empty': ['error', { allowEmptyCatch: false }], 'preserve-caught-error': 'off', 'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }] },
  },
);
