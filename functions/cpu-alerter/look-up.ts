/** Looks up what a person would have looked up, all at once. Nothing of it may delay or lose the alarm. */
import { unitOf } from '../../shared/alarm-words/quantity';
import type { AlarmNow } from '../../shared/aws/cloudwatch';
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import { type LogLines, linesBehind } from '../../shared/logs/lines-behind';
import { type Alarm, type Metric, metricsOf } from '../../shared/parsing/alarm';
import type { Findings } from './cpu-notice';
import type { Deps } from './handler';
import { historyOf } from './history';
import { extra, timeForLogs } from './patience';
import { chart as drawn } from './sparkline';
import { hourWindow, logWindow } from './window';

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
  const window = logWindow(alarm.changedAt, deps.now(), minutes);
  try {
    const request = { groups: cpu, instanceId, region: alarm.region, ...window, ms: timeForLogs(msLeft) };
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
  const [siblings, logs, chart, history, instance] = await Promise.all([
    metric && instanceId ? extra('siblings', [], () => deps.alarmsOn(metric)) : [],
    logsOf(alarm, instanceId, msLeft, deps),
    metric ? extra('chart', [], () => chartOf(alarm, metric, deps)) : [],
    extra('history', '', () => historyOf(alarm, deps)),
    instanceId ? extra('instance', undefined, () => deps.describeInstance(instanceId)) : undefined,
  ]);
  return { findings: { logs, chart, history, instance }, siblings };
}
