import { isDryRun, optionalEnv, requiredEnv } from './env';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

describe('optionalEnv', () => {
  it('takes empty for unset', () => {
    process.env.SOME = '';
    expect(optionalEnv('SOME')).toBeUndefined();
  });
});

describe('requiredEnv', () => {
  it('names what is missing', () => {
    expect(() => requiredEnv('SOME')).toThrow('The environment variable SOME is not set.');
  });
});

describe('isDryRun', () => {
  it.each([
    ['on Lambda', {}, false],
    ['in sls invoke local', { IS_LOCAL: 'true' }, true],
    ['when asked to act', { IS_LOCAL: 'true', ACT: 'true' }, false],
    ['when asked something else', { IS_LOCAL: 'true', ACT: 'yes' }, true],
  ])('knows %s', (_, env, expected) => {
    Object.assign(process.env, env);
    expect(isDryRun()).toBe(expected);
  });
});
