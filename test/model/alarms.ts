/** Alarms that change, the restarts they cause, and the events in which AWS says so. */
import { notification } from '../../shared/notification';
import type { AlarmState } from '../../shared/parsing/alarm';
import type { Dice } from './simulation';

export const MINUTE = 60_000;

/**
 * A change of an alarm, in a minute of its own; `at` in ms. `muted`: a rule keeps it from notifying anybody. When the time of
 * muting ends, CloudWatch takes the action of the state in which the alarm is then.
 */
export type Change = {
  name: string;
  state: AlarmState;
  previousState: AlarmState;
  at: number;
  muted: 'for ever' | 'for a while' | undefined;
};

const NEXT: Record<AlarmState, [AlarmState, ...AlarmState[]]> = {
  OK: ['ALARM', 'ALARM', 'INSUFFICIENT_DATA'],
  ALARM: ['OK', 'OK', 'INSUFFICIENT_DATA'],
  INSUFFICIENT_DATA: ['OK', 'ALARM'],
};

/** `changes` oldest first, at least one. A contributor knows ALARM and OK alone, and its events no state before. */
export type ModelAlarm = { name: string; isContributor: boolean; changes: Change[] };

export function modelAlarm(name: string, start: number, dice: Dice): ModelAlarm {
  const isContributor = dice.chance(0.2);
  let state: AlarmState = 'OK';
  let at = start + dice.int(0, 3) * MINUTE;
  const count = dice.int(1, 5);
  const changes = Array.from({ length: count }, (_, index): Change => {
    const previousState = state;
    const other: AlarmState = state === 'ALARM' ? 'OK' : 'ALARM';
    state = isContributor ? other : dice.pick(NEXT[state]);
    at += MINUTE * (dice.chance(0.9) ? 1 : dice.int(2, 30));
    const isMuted = !isContributor && dice.chance(0.1);
    const ends = index === count - 1 && dice.chance(0.5) ? 'for a while' : 'for ever';
    return { name, state, previousState, at, muted: isMuted ? ends : undefined };
  });
  return { name, isContributor, changes };
}

const arnOf = (name: string): string => `arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:${name}`;

export const incidentOf = ({ name, isContributor }: ModelAlarm): string =>
  `alarm ${arnOf(name)}${isContributor ? ' contributor-1' : ''}`;

const stamp = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');
const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:alarm-responder-dev-alerts';

const bySns = (content: unknown, id: string): unknown => ({
  Records: [{ Sns: { MessageId: id, TopicArn: TOPIC, Message: JSON.stringify(content) } }],
});

const message = ({ name, state, previousState, at }: Change): unknown => ({
  AlarmName: name,
  AlarmArn: arnOf(name),
  NewStateValue: state,
  OldStateValue: previousState,
  NewStateReason: 'It is so.',
  StateChangeTime: stamp(at),
});

/** EventBridge may stamp it a little apart. */
const byEventBridge = (
  { name, state, previousState, at, muted }: Change,
  alarm: ModelAlarm,
  apart: number,
): unknown => ({
  id: `event-${name}-${at}`,
  'detail-type': alarm.isContributor
    ? 'CloudWatch Alarm Contributor State Change'
    : 'CloudWatch Alarm State Change',
  account: '123456789012',
  region: 'ap-northeast-2',
  time: new Date(at).toISOString(),
  resources: [arnOf(name)],
  detail: {
    alarmName: name,
    state: { value: state, reason: 'It is so.', timestamp: stamp(at + apart) },
    ...(muted && {
      muteDetail: { mutedByArn: 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm-mute-rule:night' },
    }),
    ...(alarm.isContributor
      ? { alarmContributor: { id: 'contributor-1', attributes: {} } }
      : { previousState: { value: previousState } }),
  },
});

/** The event by which a change comes, by one way or the other. */
export function eventOf(change: Change, alarm: ModelAlarm, id: string, dice: Dice): unknown {
  const isByEventBridge = alarm.isContributor || change.muted !== undefined || dice.chance(0.3);
  return isByEventBridge ? byEventBridge(change, alarm, dice.int(0, 900)) : actionOf(change, id);
}

/** What the action of the alarm sends to its topic. */
export const actionOf = (change: Change, id: string): unknown => bySns(message(change), id);

/** What a function has done about an alarm, and publishes; `title` tells it from all others. */
export function restartEvent(alarm: ModelAlarm, title: string, at: number): unknown {
  const at2 = new Date(at);
  const incident = incidentOf(alarm);
  return bySns(notification({ severity: 'info', title, text: 'It is done.', at: at2, incident }), title);
}
