/** Unit tests: beside the code, without network and without Python. The deployed service is tried by `npm run test:e2e`. */
import type { Config } from 'jest';

const config: Config = {
  maxWorkers: '100%', // some tests wait for processes: a core that jest leaves free waits too
  cacheDirectory: '<rootDir>/node_modules/.cache/jest', // else it lies in the temporary folder
  transform: { '\\.ts$': '@swc/jest' },
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '\\.e2e\\.test\\.ts$',
    '<rootDir>/conformance/',
    '<rootDir>/test/browser/',
  ],
  modulePathIgnorePatterns: ['<rootDir>/\\.(esbuild|serverless|emulators)/'],
};

export default config;
