/** A reading in a file: for a colleague without rights, and for next week. */
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError, messageOf } from '../../shared/errors';
import { parse } from '../../shared/parsing/parse';
import { readJson } from '../json-file';
import { INTERRUPTED } from '../run';
import { daysBefore, inOrder } from './collect';
import { MOST_DAYS, type Reading, readingSchema } from './reading';

/** So many records are put into text at once. */
const BATCH = 1_000;

const unfinishedOf = (file: string): string => `${file}.${randomUUID()}`;

/** Pieces of the reading as JSON, a record on each line, so that two files can be compared. */
function* pieces({ alarms, changes, ...rest }: Reading): Generator<string> {
  yield `${JSON.stringify(rest).slice(0, -1)}`;
  for (const [name, records] of Object.entries({ alarms, changes })) {
    yield `,\n"${name}":[`;
    for (let start = 0; start < records.length; start += BATCH) {
      const batch = records.slice(start, start + BATCH).map((record) => JSON.stringify(record));
      yield `${start > 0 ? ',' : ''}\n${batch.join(',\n')}`;
    }
    yield ']';
  }
  yield '}\n';
}

/** Ctrl-C waits until this is done: nothing of it is left half. */
function undisturbed(work: () => void): void {
  const end = (): void => process.exit(INTERRUPTED);
  process.once('SIGINT', end);
  try {
    work();
  } finally {
    setImmediate(() => process.off('SIGINT', end)); // what came meanwhile is handed on before
  }
}

function write(file: string, reading: Reading): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    for (const piece of pieces(reading)) writeFileSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The same path, where a reading can be saved: that is tried before minutes are spent on what goes there.
 * @throws ConfigError
 */
export function savablePath(file: string): string {
  const folder = dirname(file);
  if (!existsSync(folder)) throw new ConfigError(`There is no folder ${folder} to save ${file} in`);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ConfigError(`--save is a file, such as reading.json, and ${file} is a folder`);
  }
  const tried = unfinishedOf(file);
  try {
    closeSync(openSync(tried, 'wx', 0o600));
    rmSync(tried);
  } catch (cause) {
    throw new ConfigError(`Nothing can be saved in ${folder}: ${messageOf(cause)}`, { cause });
  }
  return file;
}

/**
 * Its owner alone may read it. It is there whole or not at all, in place of what was there.
 * @throws ConfigError when it cannot be written
 */
export function saveReading(file: string, reading: Reading): void {
  const unfinished = unfinishedOf(file);
  try {
    undisturbed(() => {
      write(unfinished, reading);
      renameSync(unfinished, file);
    });
  } catch (cause) {
    rmSync(unfinished, { force: true });
    throw new ConfigError(`The reading cannot be saved as ${file}: ${messageOf(cause)}`, { cause });
  }
}

/** Longer than CloudWatch remembers is nobody's, and its days would fill a page. */
function checkSpan({ from, to }: Reading): void {
  if (from < to && from >= daysBefore(to, MOST_DAYS)) return;
  throw new ConfigError(`Not a reading: ${from} to ${to} is no time of up to ${MOST_DAYS} days`);
}

/** @throws ConfigError when it is none */
export function loadReading(file: string): Reading {
  const saved = readJson(file, 'reading');
  try {
    const reading = parse(readingSchema, saved, 'reading');
    checkSpan(reading);
    const { changes, outside } = inOrder(reading.changes, reading);
    return { ...reading, changes, unread: reading.unread + outside };
  } catch (cause) {
    throw new ConfigError(
      `${file}: ${messageOf(cause)}. A reading is made by: npm run history -- --save reading.json`,
      { cause },
    );
  }
}
