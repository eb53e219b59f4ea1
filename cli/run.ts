/** How a command ends: an error becomes a sentence, and the exit code says that there was one. */
import { inspect } from 'node:util';
import { ConfigError, messageOf, SlackError } from '../shared/errors';
import { safe } from '../shared/text/safe';

/** What operators can mend by themselves needs no stack. */
const isExpected = (error: unknown): error is Error =>
  error instanceof ConfigError ||
  error instanceof SlackError ||
  (error instanceof Error && '$fault' in error);

/** Runs a command to its end. What it has failed of may quote what was sent: no secret of it is shown. */
export function run(command: () => Promise<void>): void {
  command().catch((error: unknown) => {
    console.error(isExpected(error) ? `${error.name}: ${messageOf(error)}` : safe(inspect(error)));
    process.exitCode = 1;
  });
}
