/** A record of CloudWatch's history, as a reading has it. */
import * as v from 'valibot';
import { alarmStateSchema } from '../../shared/parsing/alarm';
import { maybe } from '../../shared/parsing/parse';
import { type AlarmKind, type ChangeRecord, changeSchema } from './reading';

const historyData = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    oldState: maybe(v.object({ stateValue: maybe(alarmStateSchema) })),
    newState: v.object({
      stateValue: alarmStateSchema,
      stateReason: maybe(v.string()),
      stateReasonData: maybe(v.unknown()),
    }),
  }),
  v.transform(({ oldState, newState }) => ({
    from: oldState?.stateValue,
    to: newState.stateValue,
    reason: newState.stateReason ?? '',
    reasonData: newState.stateReasonData,
  })),
);

const STATES = / from (OK|ALARM|INSUFFICIENT_DATA) to (OK|ALARM|INSUFFICIENT_DATA)$/;
/** `Alarm updated from OK to ALARM` */
const summary = v.pipe(
  v.string(),
  v.regex(STATES),
  v.transform((reason) => {
    const [, from, to] = STATES.exec(reason) ?? [];
    return { from, to, reason, reasonData: undefined };
  }),
);

/**
 * `HistoryData` holds 4,095 characters, fewer than two reasons and what they rest on may have; where it cannot be read, the summary
 * says what is known. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html
 */
const item = v.object({
  AlarmName: v.string(),
  Timestamp: v.date(),
  HistoryData: v.fallback(maybe(historyData), undefined),
  HistorySummary: v.fallback(maybe(summary), undefined),
  AlarmContributorId: maybe(v.string()),
  AlarmContributorAttributes: maybe(v.record(v.string(), v.string())),
});

/** `undefined` when it is none. */
export function parseChange(kind: AlarmKind, record: unknown): ChangeRecord | undefined {
  const known = v.safeParse(item, record);
  if (!known.success) return undefined;
  const { AlarmName, Timestamp, AlarmContributorId: id, ...more } = known.output;
  const change = v.safeParse(changeSchema, {
    alarm: AlarmName,
    kind,
    at: Timestamp.toISOString(),
    ...(more.HistoryData ?? more.HistorySummary),
    contributor: id === undefined ? undefined : { id, attributes: more.AlarmContributorAttributes ?? {} },
  });
  return change.success ? change.output : undefined;
}
