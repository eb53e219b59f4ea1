/** `npm run test:browser`: pages of this project in a real browser. */
import type { Config } from 'jest';

const config: Config = {
  maxWorkers: 1, // one browser at a time
  rootDir: '../..',
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  transform: { '\\.ts$': '@swc/jest' },
  testMatch: ['<rootDir>/test/browser/*.test.ts'],
  testTimeout: 60_000,
};

export default config;
