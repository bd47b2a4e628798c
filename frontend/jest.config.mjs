import presets from 'jest-preset-angular/presets/index.js';

export default {
  ...presets.createEsmPreset({ tsconfig: '<rootDir>/tsconfig.spec.json' }),
  displayName: 'frontend',
  cacheDirectory: `${import.meta.dirname}/../.cache/jest`,
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/src'],
  testEnvironment: 'jsdom',
  setupFilesAfterEnv: ['<rootDir>/test/setup.ts'],
  moduleNameMapper: { '^@demarc/(\\w+)$': '<rootDir>/../libs/$1/$1.ts' },
};
