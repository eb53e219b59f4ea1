/** Tells a CPU alarm together with what a person would have looked up: the log lines of that time, above all. */
import { logsConfig } from '../../shared/config/bundled';
import { isCpuHigh } from '../../shared/cpu-alarm';
import { foldedInto } from '../../shared/cpu-siblings';
import { isDryRun } from '../../shared/env';
import { EventParseError } from '../../shared/errors';
import { lazily } from '../../shared/lazily';
import { log } from '../../shared/log';
import type { Alarm } from '../../shared/parsing/alarm';
import { parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { contentOf, parseSns } from '../../shared/parsing/sns';
import { type Context, type Telling, telling } from '../../shared/telling';
import { cpuNotice } from './cpu-notice';
import { lookUp } from './look-up';
import { rehearsal } from './rehearsal';

const cloudwatch = () => import('../../shared/aws/cloudwatch');

const live = {
  now: () => new Date(),
  logs: logsConfig,
  filterLogEvents: lazily(async () => (await import('../../shared/aws/cloudwatch-logs')).filterLogEvents),
  metricValues: lazily(async () => (await cloudwatch()).metricValues),
  alarmChanges: lazily(async () => (await cloudwatch()).alarmChanges),
  alarmsOn: lazily(async () => (await cloudwatch()).alarmsOn),
  describeInstance: lazily(async () => (await import('../../shared/aws/ec2')).describeInstance),
};
export type Deps = typeof live;

/** Tells the alarm, unless it is folded into another. */
async function onAlarm(alarm: Alarm, msLeft: number, deps: Deps): Promise<Telling[]> {
  const { findings, siblings } = await lookUp(alarm, msLeft, deps);
  const critical = foldedInto(alarm, siblings);
  if (critical !== undefined) {
    log().info('not told', { alarm: alarm.name, why: `${critical} is in ALARM already` });
    return [];
  }
  return [{ notice: cpuNotice(alarm, findings) }];
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
