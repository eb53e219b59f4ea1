/** Notifies of an alarm together with what a person would have looked up: the log lines of that time, above all. */
import { inhibitedBy } from '../../shared/alarm/inhibition';
import { isDryRun } from '../../shared/env';
import { log } from '../../shared/log';
import type { Alarm } from '../../shared/parsing/alarm';
import { type LambdaContext, type Publication, publishing } from '../../shared/publishing';
import { bucketAccessNotification } from './bucket-access/access-notification';
import { cpuNotification } from './cpu/cpu-notification';
import { lookUpCpu } from './cpu/look-up';
import { type Deps, live } from './deps';
import { dryRun } from './dry-run';
import { type Explained, explainedAlarms } from './explained-alarms';

/** Notifies of the alarm, unless it is inhibited by another. */
async function onCpu(alarm: Alarm, msLeft: number, deps: Deps): Promise<Publication[]> {
  const { findings, related } = await lookUpCpu(alarm, msLeft, deps);
  const critical = inhibitedBy(alarm, related);
  if (critical !== undefined) {
    log().info('suppressed', { alarm: alarm.name, why: `${critical} is in ALARM already` });
    return [];
  }
  return [{ notification: cpuNotification(alarm, findings) }];
}

async function onMessage(explained: Explained, msLeft: number, deps: Deps): Promise<Publication[]> {
  if (!explained.alarm) {
    log().info('suppressed', { why: explained.why });
    return [];
  }
  const { alarm, kind } = explained;
  switch (kind) {
    case 'cpu':
      return onCpu(alarm, msLeft, deps);
    case 'bucket access':
      return [{ notification: await bucketAccessNotification(alarm, msLeft, deps) }];
  }
}

/** Alarms by SNS, or one by EventBridge. @throws EventParseError */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, context: LambdaContext): Promise<Publication[]> => {
    const msLeft = context.getRemainingTimeInMillis();
    const publications = explainedAlarms(event).map((explained) => onMessage(explained, msLeft, deps));
    return (await Promise.all(publications)).flat();
  };

export const handler = publishing((event, context) =>
  createHandler(isDryRun() ? dryRun(live, event) : live)(event, context),
);
