/** What an alarm does, one change after the other. */
import type { AlarmState } from '../shared/parsing/alarm';

export type Change = { name: string; state: AlarmState; previousState: AlarmState; at: Date };

const MINUTE_MS = 60_000;

/** The changes of an alarm that was well before: each a minute after the one before it, the last one now. */
export const walk = (name: string, states: AlarmState[]): Change[] =>
  states.map((state, index) => ({
    name,
    state,
    previousState: states[index - 1] ?? 'OK',
    at: new Date(Date.now() - (states.length - 1 - index) * MINUTE_MS),
  }));
