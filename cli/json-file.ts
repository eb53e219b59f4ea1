/** Reads JSON from a file that somebody named. */
import { readFileSync } from 'node:fs';
import { ConfigError, messageOf } from '../shared/errors';

/** @param what the file should hold, such as `event` @throws ConfigError that says what is wrong with it */
export function readJson(file: string, what: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(`The ${what} cannot be read: ${messageOf(cause)}`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`${file} is not JSON: ${messageOf(cause)}`, { cause });
  }
}
