/** Notifies of an alarm together with what a person would have looked up: the log lines of that time, above all. */
import { inhibitedBy } from '../../shared/alarm/inhibition';
import { isDryRun } from '../../shared/env';
import { log } from '../../shared/log';
import type { Alarm } from '../../shared/parsing/alarm';
import { type LambdaContext, type Telling, telling } from '../../shared/telling';
import { bucketAccessNotice } from './bucket-access/access-notice';
import { cpuNotice } from './cpu/cpu-notice';
import { lookUpCpu } from './cpu/look-up';
import { type Deps, live } from './deps';
import { dryRun } from './dry-run';
import { type Explained, explainedAlarms } from './explained-alarms';

/** Notifies of the alarm, unless it is inhibited by another. */
async function onCpu(alarm: Alarm, msLeft: number, deps: Deps): Promise<Telling[]> {
  const { findings, related } = await lookUpCpu(alarm, msLeft, deps);
  const critical = inhibitedBy(alarm, related);
  if (critical !== undefined) {
    log().info('suppressed', { alarm: alarm.name, why: `${critical} is in ALARM already` });
    return [];
  }
  return [{ notice: cpuNotice(alarm, findings) }];
}

async function onMessage(explained: Explained, msLeft: number, deps: Deps): Promise<Telling[]> {
  if (!explained.alarm) {
    log().info('suppressed', { why: explained.why });
    return [];
  }
  const { alarm, kind } = explained;
  switch (kind) {
    case 'cpu':
      return onCpu(alarm, msLeft, deps);
    case 'bucket access':
      return [{ notice: await bucketAccessNotice(alarm, msLeft, deps) }];
  }
}

/** Alarms by SNS. @throws EventParseError */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, context: LambdaContext): Promise<Telling[]> => {
    const msLeft = context.getRemainingTimeInMillis();
    const tellings = explainedAlarms(event).map((explained) => onMessage(explained, msLeft, deps));
    return (await Promise.all(tellings)).flat();
  };

export const handler = telling((event, context) =>
  createHandler(isDryRun() ? dryRun(live, event) : live)(event, context),
);
