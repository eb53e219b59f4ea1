/** Looks up what a person would have looked up, all at once. Nothing of it may delay or lose the alarm. */
import { unitOf } from '../../shared/alarm-words/quantity';
import type { AlarmNow } from '../../shared/aws/cloudwatch';
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import { type LogLines, linesBehind } from '../../shared/logs/lines-behind';
import { type Alarm, type Metric, metricsOf } from '../../shared/parsing/alarm';
import { within } from '../../shared/within';
import type { Findings } from './cpu-notice';
import type { Deps } from './handler';
import { historySentence } from './history';
import { chart as drawn } from './sparkline';
import { DAY, hourWindow, logWindow } from './window';

/** The log lines may take this long; everything else is an extra that must not take longer. */
const PATIENCE = { logs: 8_000, extra: 4_000 };
/** Kept for building and publishing the notice. */
const RESERVE = 5_000;

/** What it finds, or `otherwise` when it fails or takes too long. */
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

/** @returns also the alarms over the same metric, as they are now */
export async function lookUp(
  alarm: Alarm,
  msLeft: number,
  deps: Deps,
): Promise<{ findings: Findings; siblings: AlarmNow[] }> {
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
  return { findings: { logs, chart, history, instance }, siblings };
}
