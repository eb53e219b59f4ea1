/** Tells a CPU alarm together with what a person would have looked up: the log lines of that time, above all. */
import { unitOf } from '../../shared/alarm-words/quantity';
import { alarmChanges, alarmsOn, metricValues } from '../../shared/aws/cloudwatch';
import { filterLogEvents } from '../../shared/aws/cloudwatch-logs';
import { describeInstance } from '../../shared/aws/ec2';
import { logsConfig } from '../../shared/config/bundled';
import { isCpuHigh } from '../../shared/cpu-alarm';
import { foldedInto } from '../../shared/cpu-siblings';
import { isDryRun } from '../../shared/env';
import { EventParseError, messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import { type LogLines, linesBehind } from '../../shared/logs/lines-behind';
import { type Alarm, type Metric, metricsOf } from '../../shared/parsing/alarm';
import { parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { contentOf, parseSns } from '../../shared/parsing/sns';
import { type Context, type Telling, telling } from '../../shared/telling';
import { within } from '../../shared/within';
import { cpuNotice } from './cpu-notice';
import { historySentence } from './history';
import { rehearsal } from './rehearsal';
import { chart as drawn } from './sparkline';
import { DAY, hourWindow, logWindow } from './window';

const live = {
  now: () => new Date(),
  logs: logsConfig,
  filterLogEvents,
  metricValues,
  alarmChanges,
  alarmsOn,
  describeInstance,
};
export type Deps = typeof live;

/** The log lines may take this long; everything else is an extra that must not take longer. */
const PATIENCE = { logs: 8_000, extra: 4_000 };
/** Kept for building and publishing the notice. */
const RESERVE = 5_000;

/** What it finds, or `otherwise` when it fails or takes too long: nothing of this may delay or lose the alarm. */
async function extra<T>(what: string, otherwise: T, find: () => Promise<T>): Promise<T> {
  try {
    return await within(PATIENCE.extra, find);
  } catch (error) {
    log().warn('without', { what, why: messageOf(error) });
    return otherwise;
  }
}

async function chartOf(alarm: Alarm, metric: Metric, deps: Deps): Promise<string[]> {
  const window = hourWindow(deps.now(), metric.period);
  const points = await deps.metricValues(metric, window);
  const threshold = 'condition' in alarm ? alarm.condition.threshold : undefined;
  return drawn(points, window, { threshold, unit: unitOf(metric) });
}

async function logsOf(
  alarm: Alarm,
  instanceId: string | undefined,
  msLeft: number,
  deps: Deps,
): Promise<LogLines> {
  const { minutes, cpu } = deps.logs();
  const ms = Math.min(PATIENCE.logs, Math.max(0, msLeft - RESERVE));
  const window = logWindow(alarm.changedAt, deps.now(), minutes);
  try {
    const request = { groups: cpu, instanceId, region: alarm.region, ...window, ms };
    return await linesBehind(request, deps.filterLogEvents);
  } catch (error) {
    log().error('without logs', { why: messageOf(error) });
    return { details: [{ title: 'Logs', lines: [`logs: ${messageOf(error)}`] }], links: [] };
  }
}

/** Looks everything up at once, then tells the alarm, unless it is folded into another. */
async function onAlarm(alarm: Alarm, msLeft: number, deps: Deps): Promise<Telling[]> {
  const [metric] = metricsOf(alarm);
  const instanceId = metric?.dimensions.InstanceId;
  const since = new Date(alarm.changedAt.getTime() - DAY);
  const [siblings, logs, chart, history, instance] = await Promise.all([
    metric && instanceId ? extra('siblings', [], () => deps.alarmsOn(metric)) : [],
    logsOf(alarm, instanceId, msLeft, deps),
    metric ? extra('chart', [], () => chartOf(alarm, metric, deps)) : [],
    extra('history', '', async () =>
      historySentence(await deps.alarmChanges(alarm.name, since), alarm.changedAt),
    ),
    instanceId ? extra('instance', undefined, () => deps.describeInstance(instanceId)) : undefined,
  ]);
  const critical = foldedInto(alarm, siblings);
  if (critical !== undefined) {
    log().info('not told', { alarm: alarm.name, why: `${critical} is in ALARM already` });
    return [];
  }
  return [{ notice: cpuNotice(alarm, { logs, chart, history, instance }) }];
}

/** An alarm that cannot be parsed is told by the notifier, as text; others come only until a new filter holds. */
function alarmOf(content: unknown, topicArn: string): Alarm[] {
  try {
    if (isCpuHigh(content)) return [parseAlarmMessage(content, topicArn)];
    log().info('not told', { why: 'it is no CPU alarm in ALARM' });
  } catch (error) {
    if (!(error instanceof EventParseError)) throw error;
    log().info('not told', { why: error.message });
  }
  return [];
}

/** CPU alarms by SNS. @throws EventParseError */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, context: Context): Promise<Telling[]> => {
    const alarms = parseSns(event).flatMap((record) => alarmOf(contentOf(record), record.topicArn));
    const told = await Promise.all(
      alarms.map((alarm) =>
        onAlarm(
          alarm,
          context.getRemainingTimeInMillis(),
          isDryRun() ? rehearsal(deps, alarm.changedAt) : deps,
        ),
      ),
    );
    return told.flat();
  };

export const handler = telling(createHandler(live));
