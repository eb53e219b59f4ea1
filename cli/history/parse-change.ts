/** A record of CloudWatch's history, as a reading has it. */
import * as v from 'valibot';
import { alarmStateSchema } from '../../shared/parsing/alarm';
import { maybe } from '../../shared/parsing/parse';
import { type AlarmKind, type ChangeRecord, changeSchema } from './reading';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html */
const item = v.object({
  AlarmName: v.string(),
  Timestamp: v.date(),
  HistoryData: v.pipe(
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
  ),
  AlarmContributorId: maybe(v.string()),
  AlarmContributorAttributes: maybe(v.record(v.string(), v.string())),
});

/** `undefined` when it is none. */
export function parseChange(kind: AlarmKind, record: unknown): ChangeRecord | undefined {
  const known = v.safeParse(item, record);
  if (!known.success) return undefined;
  const { AlarmName, Timestamp, HistoryData, AlarmContributorId: id, ...more } = known.output;
  const { oldState, newState } = HistoryData;
  const change = v.safeParse(changeSchema, {
    alarm: AlarmName,
    kind,
    at: Timestamp.toISOString(),
    from: oldState?.stateValue,
    to: newState.stateValue,
    reason: newState.stateReason ?? '',
    reasonData: newState.stateReasonData,
    contributor: id === undefined ? undefined : { id, attributes: more.AlarmContributorAttributes ?? {} },
  });
  return change.success ? change.output : undefined;
}
