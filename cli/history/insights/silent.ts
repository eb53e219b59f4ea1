/** Alarms of which nobody hears, whatever happens. */
import { DAY_MS } from '../../../shared/text/duration';
import type { AlarmRecord, Reading } from '../reading';
import { compositesOf, heardPartsOf } from './composite';
import { msOf, type Ring } from './rings';

/** What they would have said in this time: `rings` is how often it went into ALARM. */
export type Silent = { alarm: string; rings: number };

const silent = (alarms: AlarmRecord[], rings: Map<string, Ring[]>): Silent[] =>
  alarms
    .map(({ name }) => ({ alarm: name, rings: rings.get(name)?.length ?? 0 }))
    .sort((one, other) => other.rings - one.rings || one.alarm.localeCompare(other.alarm));

/** Without an action for ALARM, and part of no composite alarm that acts for it. */
export function withoutActionOf(reading: Reading, rings: Map<string, Ring[]>): Silent[] {
  const heard = heardPartsOf(compositesOf(reading));
  return silent(
    reading.alarms.filter(({ name, alarmActions }) => alarmActions.length === 0 && !heard.has(name)),
    rings,
  );
}

/** It has actions, and they are disabled. */
export const actionsDisabledOf = ({ alarms }: Reading, rings: Map<string, Ring[]>): Silent[] =>
  silent(
    alarms.filter(({ actionsEnabled, alarmActions }) => !actionsEnabled && alarmActions.length > 0),
    rings,
  );

/** A new alarm lacks data for minutes, and one over daily metrics for hours. */
const LEAST_MS = DAY_MS;

/** In INSUFFICIENT_DATA since `since` (ms since 1970). */
export type WithoutData = { alarm: string; since: number };

/** For a day or longer, the longest first. */
export const withoutDataOf = ({ alarms, to }: Reading): WithoutData[] =>
  alarms
    .flatMap(({ name, state, stateChangedAt }) =>
      state === 'INSUFFICIENT_DATA' && stateChangedAt ? [{ alarm: name, since: msOf(stateChangedAt) }] : [],
    )
    .filter(({ since }) => msOf(to) - since >= LEAST_MS)
    .sort((one, other) => one.since - other.since || one.alarm.localeCompare(other.alarm));
