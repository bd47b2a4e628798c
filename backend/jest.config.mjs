import { server } from '../jest.config.mjs';

/** Tests through the front door: GraphQL and HTTP on a real PostgreSQL, and the rules of the house. */
export default {
  ...server,
  displayName: 'e2e',
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/test'],
  testRegex: '\\.(e2e-spec|spec)\\.ts$',
  setupFiles: ['<rootDir>/test/support/first.mjs'],
  globalSetup: '<rootDir>/test/support/pg-global.mjs',
  globalTeardown: '<rootDir>/test/support/pg-global-teardown.mjs',
};
