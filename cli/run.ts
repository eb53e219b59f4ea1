/** How a command ends: an error is told in a sentence, and the exit code says that there was one. */
import { ConfigError, SlackError } from '../shared/errors';

/** What operators can mend by themselves needs no stack. */
const isExpected = (error: unknown): error is Error =>
  error instanceof ConfigError ||
  error instanceof SlackError ||
  (error instanceof Error && '$fault' in error);

/** Runs a command to its end. */
export async function run(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(isExpected(error) ? `${error.name}: ${error.message}` : error);
    process.exitCode = 1;
  }
}
