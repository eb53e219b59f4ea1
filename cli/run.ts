/** How a command ends: an error becomes a sentence, and the exit code says that there was one. */
import { inspect, types } from 'node:util';
import { ConfigError, messageOf, SlackError } from '../shared/errors';
import { safe } from '../shared/text/safe';

/** An option that there is not, or one without its value, as `parseArgs` puts it. */
const isMisspelt = (error: unknown): error is Error =>
  types.isNativeError(error) && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

/** What operators can mend by themselves needs no stack. */
const isExpected = (error: unknown): error is Error =>
  error instanceof ConfigError ||
  error instanceof SlackError ||
  (error instanceof Error && '$fault' in error);

function sentenceOf(error: unknown): string {
  if (isMisspelt(error)) return `${messageOf(error)}. All options: --help`;
  return isExpected(error) ? `${error.name}: ${messageOf(error)}` : safe(inspect(error));
}

/** Runs a command to its end. What it has failed of may quote what was sent: no secret of it is shown. */
export function run(command: () => Promise<void>): void {
  command().catch((error: unknown) => {
    console.error(sentenceOf(error));
    process.exitCode = 1;
  });
}
