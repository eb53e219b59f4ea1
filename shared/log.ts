/** One JSON object a line. Never the whole event, never the webhook's address. */
import { Logger } from '@aws-lambda-powertools/logger';
import { safe } from './text/safe';

const MAX_VALUE_LENGTH = 2_000;

/** Much of what is logged is foreign text, such as the name of an alarm. */
const safeValue = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? safe(value, MAX_VALUE_LENGTH) : value;

let made: Logger | undefined;

/** The logger, made on first use. */
export function log(): Logger {
  made ??= new Logger({ jsonReplacerFn: safeValue });
  return made;
}
