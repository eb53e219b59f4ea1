/** The events in `events/`, for tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const EVENTS = join(__dirname, '../events');

/** The names of all events, without `.json`. */
export const eventNames = (): string[] =>
  readdirSync(EVENTS)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace(/\.json$/, ''));

/** The event as a function receives it. */
export const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(join(EVENTS, `${name}.json`), 'utf8'));

function parsed(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return message; // a sentence
  }
}

/** The content of the event's SNS messages: parsed, where they are JSON. */
export function messagesOf(name: string): unknown[] {
  const event: unknown = fixture(name);
  const records: unknown = typeof event === 'object' && event && 'Records' in event ? event.Records : [];
  return (Array.isArray(records) ? records : []).map((record) => parsed(record.Sns.Message));
}
