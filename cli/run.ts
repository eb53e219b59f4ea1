/** How a command ends: an error becomes a sentence, and the exit code says that there was one. */
import { ConfigError, SlackError } from '../shared/errors';

/** What operators can mend by themselves needs no stack. */
const isExpected = (error: unknown): error is Error =>
  error instanceof ConfigError ||
  error instanceof SlackError ||
  (error instanceof Error && '$fault' in error);

/** Runs a command to its end. */
export function run(command: () => Promise<void>): void {
  command().catch((error: unknown) => {
    console.error(isExpected(error) ? `${error.name}: ${error.message}` : error);
    process.exitCode = 1;
  });
}
