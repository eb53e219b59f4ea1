import { parseArgs } from 'node:util';
import { ConfigError } from '../shared/errors';
import { run } from './run';

function misspelt(): unknown {
  try {
    return parseArgs({ args: ['--stag'], options: {} });
  } catch (error) {
    return error;
  }
}

describe('run', () => {
  afterEach(() => {
    jest.restoreAllMocks();
    process.exitCode = undefined;
  });

  it.each([
    [
      'an error that operators can mend',
      new ConfigError('no: password=hunter2'),
      /^ConfigError: no: password=‹password›$/,
    ],
    ['a misspelt option', misspelt(), /^Unknown option '--stag'\. All options: --help$/],
    [
      'any other, with its stack',
      new Error('no: password=hunter2'),
      /^Error: no: password=‹password›\n {4}at /,
    ],
  ])('shows no secret of %s', async (_, error, shown) => {
    const said = new Promise((resolve) => jest.spyOn(console, 'error').mockImplementation(resolve));
    run(async () => {
      throw error;
    });
    expect(await said).toMatch(shown);
    expect(process.exitCode).toBe(1);
  });
});
