/** Looks up what a person would have looked up, all at once. Nothing of it may delay or lose the alarm. */
import { subjectOf } from '../../../shared/alarm/subject';
import type { AlarmNow } from '../../../shared/aws/cloudwatch-reads';
import { messageOf } from '../../../shared/errors';
import { log } from '../../../shared/log';
import { type Alarm, type Metric, metricsOf } from '../../../shared/parsing/alarm';
import { logsWords } from '../../../shared/words/logs';
import type { Deps } from '../deps';
import { historyOf, NO_HISTORY } from '../history';
import { type LogLines, linesBehind } from '../logs/lines-behind';
import { logTimeoutMs, orLeaveOut } from '../optional';
import { hourWindow, logWindow } from '../window';
import type { CpuFindings } from './cpu-notification';
import { chart as drawn } from './sparkline';

async function chartOf(alarm: Alarm, metric: Metric, deps: Deps): Promise<string[]> {
  const window = hourWindow(deps.now(), metric.period);
  const points = await deps.metricValues(metric, window);
  const threshold = 'condition' in alarm ? alarm.condition.threshold : undefined;
  const { known } = subjectOf(alarm);
  return drawn(points, window, { threshold, unit: known.kind === 'measured' ? known.unit : 'count' });
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
    const request = { groups: cpu, instanceId, region: alarm.region, ...window, ms: logTimeoutMs(msLeft) };
    return await linesBehind(request, deps.filterLogEvents);
  } catch (error) {
    log().error('without logs', { why: messageOf(error) });
    const words = logsWords();
    return { details: [{ title: words.title, lines: [words.problem(messageOf(error))] }], links: [] };
  }
}

/** @returns also the alarms over the same metric, as they are now */
export async function lookUpCpu(
  alarm: Alarm,
  msLeft: number,
  deps: Deps,
): Promise<{ findings: CpuFindings; related: AlarmNow[] }> {
  const [metric] = metricsOf(alarm);
  const instanceId = metric?.dimensions.InstanceId;
  const [related, logs, chart, history, instance] = await Promise.all([
    metric && instanceId ? orLeaveOut('related alarms', [], () => deps.alarmsForMetric(metric)) : [],
    logsOf(alarm, instanceId, msLeft, deps),
    metric ? orLeaveOut('chart', [], () => chartOf(alarm, metric, deps)) : [],
    orLeaveOut('history', NO_HISTORY, () => historyOf(alarm, deps)),
    instanceId ? orLeaveOut('instance', undefined, () => deps.describeInstance(instanceId)) : undefined,
  ]);
  return { findings: { logs, chart, history, instance }, related };
}
