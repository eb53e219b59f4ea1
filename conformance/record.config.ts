/** The unit tests that mock a client of AWS, which are those of the calls, with what they ask written down. */
import type { Config } from 'jest';

const config: Config = {
  rootDir: '..',
  cacheDirectory: '<rootDir>/node_modules/.cache/jest', // else it lies in the temporary folder
  transform: { '\\.ts$': '@swc/jest' },
  testMatch: ['<rootDir>/{shared,cli}/aws/*.test.ts'],
  testPathIgnorePatterns: ['silent'], // these wait for sockets, and mock no client
  setupFilesAfterEnv: ['<rootDir>/conformance/record-setup.ts'],
};

export default config;
