/** How a command ends: an error becomes a sentence, and the exit code says that there was one. */
import { inspect, types } from 'node:util';
import { ConfigError, messageOf, SlackError } from '../shared/errors';
import { safe } from '../shared/text/safe';

const HOW_TO_SIGN_IN =
  'Give credentials of AWS by --profile, AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; or sign in: aws sso login.';

/** None, or none that AWS knows. @see https://docs.aws.amazon.com/general/latest/gr/CommonErrors.html */
const NO_CREDENTIALS = [
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
];

/** Of credentials that are well too, where a region is none of the account's. */
const UNKNOWN_THERE = ['InvalidClientTokenId', 'UnrecognizedClientException'];
const HOW_TO_ENABLE = ' Or the region is not enabled for the account.';

const NETWORK = ['getaddrinfo', 'connect', 'read', 'write'];
const LOOK = 'Look at the network, the region and AWS_ENDPOINT_URL.';
const BUSY = ['Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'TooManyRequestsException'];

/** An error of the operating system, such as `ENOENT`. */
const isOfSystem = (error: Error): error is NodeJS.ErrnoException =>
  'code' in error && 'syscall' in error && typeof error.syscall === 'string';

/** What operators can mend by themselves needs no stack; `undefined` of all else. */
function sentenceOf(error: Error): string | undefined {
  const message = messageOf(error);
  if (error instanceof ConfigError || error instanceof SlackError) return message;
  if (NO_CREDENTIALS.includes(error.name)) {
    const profile = process.env.AWS_PROFILE ? `Profile ${process.env.AWS_PROFILE}: ` : '';
    const orElse = UNKNOWN_THERE.includes(error.name) ? HOW_TO_ENABLE : '';
    return `${profile}${message.replace(/\.$/, '')}. ${HOW_TO_SIGN_IN}${orElse}`;
  }
  if (isOfSystem(error) && !NETWORK.includes(error.syscall ?? '')) return message;
  if (isOfSystem(error) || error.name === 'TimeoutError') {
    return `AWS cannot be reached from here: ${message.replace(/\.$/, '')}. ${LOOK}`;
  }
  if (BUSY.includes(error.name))
    return `${error.name}: ${message.replace(/\.$/, '')}. Try again in a minute.`;
  if ('$fault' in error) return `${error.name}: ${message}`;
  // The SDK could not read the answer, as of a proxy.
  return '$response' in error ? `What answers is not AWS: ${message.split('\n')[0]}. ${LOOK}` : undefined;
}

/** Ctrl-C where something is asked, by the prompts' name for it and by Node's. */
const isInterrupted = (error: Error): boolean =>
  error.name === 'ExitPromptError' || ('code' in error && error.code === 'ABORT_ERR');

/** What a command ends with after Ctrl-C. */
export const INTERRUPTED = 130;
const PIPE_CLOSED = 141;

/** Who reads what is printed may have read enough, as `head` has: that is no fault. */
function endWithOutput(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(PIPE_CLOSED);
  console.error(`What was to be printed could not be: ${messageOf(error)}`);
  process.exit(1);
}

/** Runs a command to its end. What it has failed of may quote what was sent: no secret of it is shown. */
export function run(command: () => Promise<void>): void {
  process.stdout.once('error', endWithOutput);
  command().catch((error: unknown) => {
    const known = types.isNativeError(error) ? error : undefined;
    if (known && isInterrupted(known)) {
      process.exitCode = INTERRUPTED;
      return;
    }
    console.error((known && sentenceOf(known)) ?? safe(inspect(error)));
    process.exitCode = 1;
  });
}
