/**
 * The Jest settings of every workspace: native ESM, TypeScript through swc, and the sources of the
 * sibling packages (export condition "@echo-twins/source"), so that no package has to be built first.
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  // For a machine that is busy; what a test itself waits for has a bound of its own.
  testTimeout: 30_000,
  testEnvironmentOptions: {
    customExportConditions: ['@echo-twins/source', 'node', 'node-addons'],
  },
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/{src,test}/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'es6' },
      },
    ],
  },
};
