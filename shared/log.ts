/** One JSON object a line. Never the whole event, never the webhook's address. */
import { Logger } from '@aws-lambda-powertools/logger';

let made: Logger | undefined;

/** The logger, made on first use. */
export function log(): Logger {
  made ??= new Logger();
  return made;
}
