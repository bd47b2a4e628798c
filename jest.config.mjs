import { readFileSync } from 'node:fs';

/** Server code and libs are compiled by the same settings as the build, so a test never sees other code than production does. */
const swc = JSON.parse(readFileSync(new URL('backend/.swcrc', import.meta.url), 'utf8'));

/** Inside the clone, like everything a test writes. */
export const cacheDirectory = `${import.meta.dirname}/.cache/jest`;

export const server = {
  cacheDirectory,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  moduleNameMapper: { '^@demarc/(\\w+)$': `${import.meta.dirname}/libs/$1/$1.ts`, '^(\\.{1,2}/.*)\\.js$': '$1' },
};

export default {
  maxWorkers: 2,
  // Starting the application takes seconds on a busy machine.
  testTimeout: 90_000,
  workerIdleMemoryLimit: '1GB',
  projects: [
    { ...server, displayName: 'libs', rootDir: `${import.meta.dirname}/libs`, testRegex: '\\.spec\\.ts$' },
    { ...server, displayName: 'unit', rootDir: `${import.meta.dirname}/backend`, roots: ['<rootDir>/src'], testRegex: '(?<!e2e-)spec\\.ts$' },
    '<rootDir>/backend',
    '<rootDir>/frontend',
  ],
};
