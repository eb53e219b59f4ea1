/** The unit tests that mock a client of AWS, which are those of the calls, with what they ask written down. */
import type { Config } from 'jest';

const config: Config = {
  rootDir: '..',
  cacheDirectory: '<rootDir>/node_modules/.cache/jest', // else it lies in the temporary folder
  transform: { '\\.ts$': '@swc/jest' },
  testMatch: ['<rootDir>/{shared,cli}/aws/*.test.ts'],
  // These wait for sockets, and what they ask is not what the code asks.
  testPathIgnorePatterns: ['silent', 'aws/(call|request|services)\\.test'],
  setupFilesAfterEnv: ['<rootDir>/conformance/record-setup.ts'],
};

export default config;
