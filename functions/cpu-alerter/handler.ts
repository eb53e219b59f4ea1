/** Tells an alarm together with what a person would have looked up: the log lines of that time, above all. */

import { explainingLog } from '../../shared/alarm/explained-by-log';
import { inhibitedBy } from '../../shared/alarm/inhibition';
import { logsConfig } from '../../shared/config/bundled';
import { isDryRun, requiredEnv } from '../../shared/env';
import { EventParseError } from '../../shared/errors';
import { lazily } from '../../shared/lazily';
import { log } from '../../shared/log';
import type { Alarm } from '../../shared/parsing/alarm';
import { parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { contentOf, parseSns } from '../../shared/parsing/sns';
import { type LambdaContext, type Telling, telling } from '../../shared/telling';
import { bucketAccessNotice } from './bucket-access/access-notice';
import { cpuNotice } from './cpu/cpu-notice';
import { lookUp } from './cpu/look-up';
import { rehearsal } from './rehearsal';

const cloudwatch = () => import('../../shared/aws/cloudwatch');

const live = {
  now: () => new Date(),
  logs: logsConfig,
  filterLogEvents: lazily(async () => (await import('../../shared/aws/cloudwatch-logs')).filterLogEvents),
  metricValues: lazily(async () => (await cloudwatch()).metricValues),
  alarmChanges: lazily(async () => (await cloudwatch()).alarmChanges),
  alarmsOn: lazily(async () => (await cloudwatch()).alarmsForMetric),
  describeInstance: lazily(async () => (await import('../../shared/aws/ec2')).describeInstance),
  /** What CloudTrail records of the watched buckets; the trail and its log group have one name. */
  accessLog: () => requiredEnv('DATA_TRAIL'),
};
export type Deps = typeof live;

type Logged = { alarm: Alarm; kind: NonNullable<ReturnType<typeof explainingLog>> };

/** Tells the alarm, unless it is folded into another. */
async function onCpu(alarm: Alarm, msLeft: number, deps: Deps): Promise<Telling[]> {
  const { findings, siblings } = await lookUp(alarm, msLeft, deps);
  const critical = inhibitedBy(alarm, siblings);
  if (critical !== undefined) {
    log().info('suppressed', { alarm: alarm.name, why: `${critical} is in ALARM already` });
    return [];
  }
  return [{ notice: cpuNotice(alarm, findings) }];
}

async function onAlarm({ alarm, kind }: Logged, msLeft: number, deps: Deps): Promise<Telling[]> {
  switch (kind) {
    case 'cpu':
      return onCpu(alarm, msLeft, deps);
    case 'bucket access':
      return [{ notice: await bucketAccessNotice(alarm, msLeft, deps) }];
  }
}

/** An alarm that cannot be parsed is told by the notifier, as text; the filter lets some others through. */
function loggedIn(content: unknown, topicArn: string): Logged[] {
  const kind = explainingLog(content);
  try {
    if (kind) return [{ kind, alarm: parseAlarmMessage(content, topicArn) }];
    log().info('suppressed', { why: 'no log explains it' });
  } catch (error) {
    if (!(error instanceof EventParseError)) throw error;
    log().info('suppressed', { why: error.message });
  }
  return [];
}

/** Alarms by SNS. @throws EventParseError */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, context: LambdaContext): Promise<Telling[]> => {
    const alarms = parseSns(event).flatMap((record) => loggedIn(contentOf(record), record.topicArn));
    const told = await Promise.all(
      alarms.map((logged) =>
        onAlarm(
          logged,
          context.getRemainingTimeInMillis(),
          isDryRun() ? rehearsal(deps, logged.alarm.changedAt) : deps,
        ),
      ),
    );
    return told.flat();
  };

export const handler = telling(createHandler(live));
