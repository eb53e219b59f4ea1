/** One JSON object a line. Never the whole event, never the webhook's address. */
import { Logger } from '@aws-lambda-powertools/logger';
import { mask } from './mask';

const LONGEST = 2_000;

/** Much of what is logged is foreign text, such as the name of an alarm. */
const harmless = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? mask(value.slice(0, LONGEST)) : value;

let made: Logger | undefined;

/** The logger, made on first use. */
export function log(): Logger {
  made ??= new Logger({ jsonReplacerFn: harmless });
  return made;
}
