/** An alarm event as CloudWatch remembers it: the alarm as DescribeAlarms has it, and the record of its history. */
import type { AlarmKind } from '../cli/history/reading';

// biome-ignore lint/suspicious/noExplicitAny: it is JSON of AWS, each with other keys
type Json = any;

type Remembered = { kind: AlarmKind; alarm: object; record: object };

const TOPIC = ['arn:aws:sns:ap-northeast-2:123456789012:alarms'];
const ACTIONS = {
  AlarmActions: TOPIC,
  OKActions: TOPIC,
  InsufficientDataActions: TOPIC,
  ActionsEnabled: true,
};

const STATISTICS: Record<string, string> = { AVERAGE: 'Average', SUM: 'Sum' };

/** SNS and EventBridge spell dimensions each in their own way. */
const dimensions = (found: Json): object[] =>
  Array.isArray(found)
    ? found.map(({ name, value }) => ({ Name: name, Value: value }))
    : Object.entries(found).map(([Name, Value]) => ({ Name, Value }));

/** Keys as the API has them, and nothing that is null. */
function spelled(found: Json): Json {
  if (Array.isArray(found)) return found.map(spelled);
  if (typeof found !== 'object') return found;
  return Object.fromEntries(
    Object.entries(found)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => {
        const key = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
        return [key, key === 'Dimensions' ? dimensions(value) : spelled(value)];
      }),
  );
}

function ofMessage({ Trigger, TriggeringChildren, ...message }: Json): Remembered {
  const { AlarmName, AlarmRule, AlarmContributorId, AlarmContributorAttributes } = message;
  const { Statistic, ...trigger } = spelled(Trigger ?? {});
  const triggeringAlarms = TriggeringChildren?.map(({ Arn, State }: Json) => ({
    arn: Arn,
    state: { value: State.Value },
  }));
  const newState = { stateValue: message.NewStateValue, stateReason: message.NewStateReason };
  return {
    kind: AlarmRule === undefined ? 'metric' : 'composite',
    alarm: {
      ...{ ...ACTIONS, ...trigger, AlarmName, AlarmRule, Statistic: STATISTICS[Statistic] ?? Statistic },
      AlarmArn: message.AlarmArn ?? `arn:aws:cloudwatch:eu-west-1:${message.AWSAccountId}:alarm:${AlarmName}`,
      AlarmDescription: message.AlarmDescription,
      StateValue: message.NewStateValue,
    },
    record: {
      ...{ AlarmName, AlarmContributorId, AlarmContributorAttributes },
      Timestamp: new Date(message.StateChangeTime),
      HistoryData: JSON.stringify({
        oldState: { stateValue: message.OldStateValue },
        newState: { ...newState, stateReasonData: triggeringAlarms && { triggeringAlarms } },
      }),
    },
  };
}

/** One metric lies in the alarm itself. */
function metricsOf([only, ...more]: Json[]): object {
  if (!only.metricStat || more.length > 0) return { Metrics: spelled([only, ...more]) };
  const { metric, period, stat } = only.metricStat;
  const { name, namespace } = metric;
  return {
    ...{ MetricName: name, Namespace: namespace, Dimensions: dimensions(metric.dimensions) },
    ...{ Period: period, Statistic: stat },
  };
}

/** These events have no limit but in their reason: the alarm's own is that one. */
function ofStateChange(arn: string, { state, previousState, configuration, ...change }: Json): Remembered {
  const { alarmName: AlarmName, alarmContributor } = change;
  const { timestamp, value, reason, reasonData = '{}' } = state;
  return {
    kind: 'metric',
    alarm: {
      ...{ ...ACTIONS, ...metricsOf(configuration.metrics), AlarmName, AlarmArn: arn, StateValue: value },
      AlarmDescription: configuration.description,
      EvaluationPeriods: Number(/out of the last (\d+)/.exec(reason)?.[1] ?? 1),
    },
    record: {
      AlarmName,
      ...(alarmContributor && { AlarmContributorId: alarmContributor.id }),
      ...(alarmContributor && { AlarmContributorAttributes: alarmContributor.attributes }),
      Timestamp: new Date(timestamp),
      HistoryData: JSON.stringify({
        oldState: { stateValue: previousState?.value },
        newState: { stateValue: value, stateReason: reason, stateReasonData: JSON.parse(reasonData) },
      }),
    },
  };
}

/** @param event of `events/`, over metrics or by SNS */
export function rememberedOf(event: Json): Remembered {
  if (event.Records) return ofMessage(JSON.parse(event.Records[0].Sns.Message));
  if (event.alarmData) return ofStateChange(event.alarmArn, event.alarmData);
  return ofStateChange(event.resources[0], event.detail);
}
