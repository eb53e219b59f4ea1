/** Reads an event from a file that somebody named. */
import { readFileSync } from 'node:fs';
import { ConfigError, messageOf } from '../../shared/errors';

/** @throws ConfigError that says what is wrong with the file */
export function readEvent(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(`The event cannot be read: ${messageOf(cause)}`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`${file} is not JSON: ${messageOf(cause)}`, { cause });
  }
}
