/** The deployed service, in emulators that are started once. One test file after the other: they share a deployment. */
import type { Config } from 'jest';

const config: Config = {
  rootDir: '..',
  cacheDirectory: '<rootDir>/node_modules/.cache/jest', // else it lies in the temporary folder
  transform: { '\\.ts$': '@swc/jest' },
  testMatch: ['<rootDir>/e2e/**/*.e2e.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/\\.(esbuild|serverless|emulators)/'],
  globalSetup: '<rootDir>/e2e/global-setup.ts',
  globalTeardown: '<rootDir>/e2e/global-teardown.ts',
  setupFilesAfterEnv: ['<rootDir>/e2e/calm.ts'],
  maxWorkers: 1,
  testTimeout: 60_000,
};

export default config;
