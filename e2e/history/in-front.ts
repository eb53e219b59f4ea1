/** What the emulator does not know of CloudWatch: log alarms, contributors, the metrics of an expression, and changes that are older than a moment. */
import * as v from 'valibot';
import { type InFront, startProxy } from '../emulators/proxy';
import { BUSY, CONTRIBUTOR_CHANGES, LOG, QUERIES, REGION } from './account';

const logAlarm = (name: string) => ({
  AlarmName: name,
  AlarmArn: `arn:aws:cloudwatch:${REGION}:000000000000:alarm:${name}`,
  StateValue: 'OK',
  ActionsEnabled: true,
  QueryResultsToEvaluate: 3,
  QueryResultsToAlarm: 2,
});

const MINUTE_S = 60;

/** So many minutes ago. */
const record = (AlarmName: string, ago: number, more: object = {}) => ({
  AlarmName,
  AlarmType: 'LogAlarm',
  Timestamp: Date.now() / 1_000 - ago * MINUTE_S,
  HistoryData: JSON.stringify({
    oldState: { stateValue: ago % 2 === 0 ? 'ALARM' : 'OK' },
    newState: { stateValue: ago % 2 === 0 ? 'OK' : 'ALARM', stateReason: `${ago} minutes ago` },
  }),
  ...more,
});

const minutesAgo = (count: number): number[] => Array.from({ length: count }, (_, index) => count - index);
const logHistory = (from: number, to: number) =>
  minutesAgo(25)
    .flatMap((ago) => LOG.map((name) => record(name, ago)))
    .slice(from, to);
const contributors = () =>
  minutesAgo(CONTRIBUTOR_CHANGES).map((ago) =>
    record('log-0', ago, { AlarmContributorId: 'c1', AlarmContributorAttributes: { host: 'web-1' } }),
  );

const question = v.object({
  AlarmTypes: v.tuple([v.string()]),
  HistoryItemType: v.optional(v.string()),
  NextToken: v.optional(v.string()),
});

/** What CloudWatch would say of log alarms, their history on two pages; `undefined` of others. */
function ofLogAlarms(operation: string, body: string): object | undefined {
  const { AlarmTypes, HistoryItemType, NextToken } = v.parse(question, JSON.parse(body));
  if (AlarmTypes[0] !== 'LogAlarm') return undefined;
  if (operation === 'DescribeAlarms') return { LogAlarms: LOG.map(logAlarm) };
  if (HistoryItemType !== 'StateUpdate') return { AlarmHistoryItems: contributors() };
  return NextToken === undefined
    ? { AlarmHistoryItems: logHistory(0, 60), NextToken: 'second' }
    : { AlarmHistoryItems: logHistory(60, 100) };
}

/** With the queries that the emulator has forgotten. */
function withQueries(answer: string): string {
  const { MetricAlarms = [], ...rest } = JSON.parse(answer);
  const alarms = MetricAlarms.map((alarm: { AlarmName: string }) => ({
    ...alarm,
    Metrics: QUERIES[alarm.AlarmName.replace(/-\d+$/, '')],
  }));
  return JSON.stringify({ ...rest, MetricAlarms: alarms });
}

/** In seconds: each alarm rings for so long, and is quiet for as long; the next one is so far behind. */
export const RINGS_FOR = 1_200;
const APART = 20;

const named = v.object({ AlarmName: v.string(), HistoryData: v.string() });

/** The emulator has all of it in one second: as if each alarm had rung every 40 minutes, and was made before. */
function then(record: unknown): object {
  const { AlarmName, HistoryData } = v.parse(named, record);
  const [, count = -3] = /"change (\d+)"/.exec(HistoryData) ?? [];
  const alarm = BUSY.indexOf(AlarmName);
  return { ...Object(record), Timestamp: BEGIN + Number(count) * RINGS_FOR + alarm * APART };
}

const BEGIN = Math.floor(Date.now() / 1_000) - 36 * 3_600;

function earlier(answer: string): string {
  const { AlarmHistoryItems = [], ...rest } = JSON.parse(answer);
  return JSON.stringify({
    ...rest,
    AlarmHistoryItems: AlarmHistoryItems.map((one: unknown) => then(one)),
  });
}

const CHANGED: Record<string, (answer: string) => string> = {
  DescribeAlarms: withQueries,
  DescribeAlarmHistory: earlier,
};

/** Stands in front of AWS. `calls` are the operations that were asked for, in order. */
export async function startAccount(aws: string): Promise<InFront & { calls: string[] }> {
  const calls: string[] = [];
  const operationOf = (target: string) => target.split('.')[1] ?? target;
  const front = await startProxy(aws, {
    answer: (target, body) => {
      const operation = operationOf(target);
      calls.push(operation);
      return operation.startsWith('Describe') ? ofLogAlarms(operation, body) : undefined;
    },
    change: (answer, target) => CHANGED[operationOf(target)]?.(answer) ?? answer,
  });
  return { ...front, calls };
}
