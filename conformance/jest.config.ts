/** What the service deploys, asks and may do, held to AWS's own models. Nothing is deployed. */
import type { Config } from 'jest';

const config: Config = {
  rootDir: '..',
  cacheDirectory: '<rootDir>/node_modules/.cache/jest', // else it lies in the temporary folder
  transform: { '\\.ts$': '@swc/jest' },
  testMatch: ['<rootDir>/conformance/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/\\.(esbuild|serverless|emulators)/'],
  globalSetup: '<rootDir>/conformance/global-setup.ts',
  globalTeardown: '<rootDir>/conformance/global-teardown.ts',
  testTimeout: 120_000,
};

export default config;
