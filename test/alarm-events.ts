/** Changes of an alarm's state as they come by SNS and by EventBridge. */
import type { AlarmState } from '../shared/parsing/alarm';
import { fixture, messagesOf } from './fixture';
import { minute } from './slack-notifier';

export type AlarmEvent = {
  name?: string;
  state?: AlarmState;
  /** `undefined`: the event does not say. */
  previousState?: AlarmState | undefined;
  at?: Date;
  metric?: Metric;
};

type Metric = { namespace: string; name: string; dimensions: Record<string, string> };

/** One that no log explains. */
const MEMORY: Metric = { namespace: 'CWAgent', name: 'mem_used_percent', dimensions: {} };

const BEFORE = { ALARM: 'OK', OK: 'ALARM', INSUFFICIENT_DATA: 'ALARM' } as const;

/** What is not said is that `web`, an alarm over memory, went from OK to ALARM at 3:11. */
const complete = ({
  name = 'web',
  state = 'ALARM',
  at = minute(11),
  metric = MEMORY,
  ...rest
}: AlarmEvent) => ({
  name,
  state,
  metric,
  at: at.toISOString().replace('Z', '+0000'),
  previousState: 'previousState' in rest ? rest.previousState : BEFORE[state],
});

export const arnOf = (name: string): string => `arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:${name}`;

/** What SNS brings, such as an alarm or a notification. */
export function snsEvent(message: object | string, messageId = 'message-1') {
  const [record] = Object(fixture('cpu-high')).Records;
  const Message = typeof message === 'string' ? message : JSON.stringify(message);
  return { Records: [{ ...record, Sns: { ...record.Sns, MessageId: messageId, Message } }] };
}

export function alarmMessage(event: AlarmEvent = {}) {
  const { name, state, previousState, at, metric } = complete(event);
  const Dimensions = Object.entries(metric.dimensions).map(([key, value]) => ({ name: key, value }));
  const message = Object(messagesOf('cpu-high')[0]);
  return {
    ...message,
    AlarmName: name,
    AlarmArn: arnOf(name),
    AlarmDescription: null,
    NewStateValue: state,
    OldStateValue: previousState,
    StateChangeTime: at,
    Trigger: { ...message.Trigger, Namespace: metric.namespace, MetricName: metric.name, Dimensions },
  };
}

export const bySns = (event: AlarmEvent = {}, messageId?: string) => snsEvent(alarmMessage(event), messageId);

export function byEventBridge(event: AlarmEvent = {}) {
  const { name, state, previousState, at, metric } = complete(event);
  const change = Object(fixture('alarm-eventbridge'));
  return {
    ...change,
    resources: [arnOf(name)],
    detail: {
      alarmName: name,
      state: { value: state, reason: change.detail.state.reason, timestamp: at },
      ...(previousState && { previousState: { value: previousState } }),
      configuration: {
        metrics: [{ id: 'm1', metricStat: { metric, period: 60, stat: 'Average' }, returnData: true }],
      },
    },
  };
}

/** What Lambda puts into the queue when cpuAlerter, or another function, has failed on an event. */
export function failureOf(requestPayload: unknown, functionName = 'cpuAlerter') {
  const record = Object(messagesOf('failure-record')[0]);
  const functionArn = `arn:aws:lambda:ap-northeast-2:123456789012:function:alarm-responder-dev-${functionName}:$LATEST`;
  return { ...record, requestContext: { ...record.requestContext, functionArn }, requestPayload };
}
