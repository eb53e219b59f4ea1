import { ConfigError, SlackError } from '../shared/errors';
import { run } from './run';

const named = (name: string, message: string, more = {}) => Object.assign(new Error(message), { name }, more);

describe('run', () => {
  const said: unknown[] = [];
  beforeEach(() => {
    jest.spyOn(console, 'error').mockImplementation((text) => void said.push(text));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    said.length = 0;
    process.exitCode = undefined;
    process.stdout.removeAllListeners('error');
  });

  async function failing(error: unknown): Promise<unknown> {
    run(() => Promise.reject(error));
    await new Promise(setImmediate);
    return said.join('\n');
  }

  it('names the profile that gives no credentials', async () => {
    process.env.AWS_PROFILE = 'nope';
    expect(await failing(named('CredentialsProviderError', 'None'))).toMatch(/^Profile nope: None\. Give/);
    delete process.env.AWS_PROFILE;
  });

  it.each([
    [
      'an error that operators can mend',
      new ConfigError('no: password=hunter2'),
      /^no: password=‹password›$/,
    ],
    ['what Slack says', new SlackError('Slack refused it', true), /^Slack refused it$/],
    [
      'missing credentials, with the ways to give them',
      named('CredentialsProviderError', 'Could not load credentials from any providers'),
      /^Could not load credentials from any providers\. Give credentials of AWS by --profile.*aws sso login\.$/,
    ],
    [
      'old credentials',
      named('ExpiredToken', 'The security token is expired', { $fault: 'client' }),
      /^The security token is expired\. Give credentials/,
    ],
    [
      'credentials that nobody knows there',
      named('UnrecognizedClientException', 'The security token is invalid.', { $fault: 'client' }),
      /^The security token is invalid\. Give credentials.* Or the region is not enabled for the account\.$/,
    ],
    [
      'a missing right',
      named('AccessDeniedException', 'not authorized', { $fault: 'client' }),
      /^AccessDeniedException: not authorized$/,
    ],
    [
      'a network that is not there',
      named('Error', 'getaddrinfo ENOTFOUND x', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
      /^AWS cannot be reached from here: getaddrinfo ENOTFOUND x\. Look at/,
    ],
    [
      'a connection that is cut',
      named('TimeoutError', 'socket hang up', { code: 'ECONNRESET' }),
      /^AWS cannot be reached from here: socket hang up\. Look at/,
    ],
    [
      'an answer of somebody else',
      named('SyntaxError', "Unexpected token '<' is not valid JSON\n  Deserialization error", {
        $response: {},
      }),
      /^What answers is not AWS: Unexpected token '<' is not valid JSON\. Look at the network/,
    ],
    [
      'an AWS that is busy',
      named('ThrottlingException', 'Rate exceeded', { $fault: 'client' }),
      /^ThrottlingException: Rate exceeded\. Try again in a minute\.$/,
    ],
    [
      'a file that may not be written',
      named('Error', "EACCES: permission denied, open 'x'", { code: 'EACCES', syscall: 'open' }),
      /^EACCES: permission denied, open 'x'$/,
    ],
    [
      'any other, with its stack and without secrets',
      new Error('no: password=hunter2'),
      /^Error: no: password=‹password›\n {4}at /,
    ],
    ['what is no error', 'password=hunter2', /^'password=‹password›'$/],
  ])('says %s', async (_, error, shown) => {
    expect(await failing(error)).toMatch(shown);
    expect(process.exitCode).toBe(1);
  });

  it.each([
    named('ExitPromptError', 'User force closed the prompt'),
    named('AbortError', 'Aborted with Ctrl+C', { code: 'ABORT_ERR' }),
  ])('says nothing of Ctrl-C at a prompt: $name', async (error) => {
    expect(await failing(error)).toBe('');
    expect(process.exitCode).toBe(130);
  });

  it.each([
    ['nothing of a reader who has read enough', 'EPIPE', 141, ''],
    ['that a disk is full', 'ENOSPC', 1, 'What was to be printed could not be: no'],
  ])('says %s', async (_, code, exit, sentence) => {
    const ended = jest.spyOn(process, 'exit').mockImplementation((status) => {
      throw new Error(`exit ${status}`);
    });
    run(() => Promise.resolve());
    expect(() => process.stdout.emit('error', named('Error', 'no', { code }))).toThrow(`exit ${exit}`);
    expect(ended).toHaveBeenCalledTimes(1);
    expect(said.join('\n')).toBe(sentence);
  });
});
