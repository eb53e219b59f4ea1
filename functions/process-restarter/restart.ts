/** What is done about the alarm of a dead process, once CloudWatch has borne it out. */
import * as v from 'valibot';
import { alarmIncident } from '../../shared/alarm/notification';
import { attempt } from '../../shared/attempt';
import type { DescribedAlarm } from '../../shared/aws/cloudwatch';
import { messageOf, StoreError } from '../../shared/errors';
import { log } from '../../shared/log';
import { pauseFor } from '../../shared/pause';
import type { Publication } from '../../shared/publishing';
import { type Claimed, once } from '../../shared/state/once';
import { restartsWords } from '../../shared/words/restarts';
import { askCloudWatch, notifyOfSuspicion } from './ask-cloudwatch';
import { decide, processLabel } from './decide';
import type { Deps } from './deps';
import { notRestarted, restarting } from './notifications';
import { type SentRestart, sentRestartSchema } from './outcome';
import { expectOutcome } from './pending-commands';
import { notifyReasonOnce, restartUnit } from './restart-unit';
import { type AlarmMessage, isProcessDown, targetOf } from './target';
import { elsewhere } from './verify';

/** While nothing is known of the instance: `i-…: httpd`. */
function subjectOf({ name, dimensions }: DescribedAlarm): string {
  const target = targetOf(dimensions, {});
  return typeof target === 'string' ? restartsWords().processOf(name) : processLabel(target, undefined);
}

/** Reads the instance as it is now, decides, and acts. */
async function respond(
  alarm: DescribedAlarm,
  { note }: Claimed,
  deps: Deps,
): Promise<Publication | undefined> {
  const store = deps.store();
  const target = targetOf(alarm.dimensions, deps.processes());
  if (typeof target === 'string') {
    const reason = { severity: 'warning', why: target, next: restartsWords().addDimensions } as const;
    return { notification: notRestarted(alarm, subjectOf(alarm), reason) };
  }
  const instance = await deps.describeInstance(target.instanceId);
  const now = deps.now();
  const subject = processLabel(target, instance);
  const limit = { store, longestHours: deps.longestPauseHours(), now };
  const pause = await pauseFor(target.instanceId, instance?.tags ?? {}, limit);
  const decision = decide({ target, changedAt: alarm.changedAt, instance, pause, now }, deps.restart());
  switch (decision.act) {
    case 'notify': {
      const notification = notRestarted(alarm, subject, decision);
      return decision.once === undefined ? { notification } : notifyReasonOnce(store, notification, now);
    }
    case 'restart': {
      const { unit, remark } = decision;
      return restartUnit({ alarm, target, unit, subject, remark, note, store }, deps);
    }
  }
}

/** An earlier delivery sent the command and crashed before people were notified. */
async function resume(restart: SentRestart, deps: Deps): Promise<Publication> {
  await attempt(() => expectOutcome(deps.store(), restart, deps.now()));
  return { notification: restarting(restart, '') };
}

/** The claim is on the change that CloudWatch knows, so that a message of another time is no second one. */
function respondOnce(alarm: DescribedAlarm, deps: Deps): Promise<Publication[]> {
  const id = `restart ${alarm.arn} ${alarm.changedAt.toISOString()}`;
  return once({ store: deps.store(), id, now: deps.now(), withoutStore: 'fail' }, (claimed) => {
    const before = v.safeParse(sentRestartSchema, claimed.progress);
    if (!before.success) return respond(alarm, claimed, deps);
    return resume({ ...before.output, incident: alarmIncident(alarm), alarm: alarm.name }, deps);
  });
}

async function respondGuarded(alarm: DescribedAlarm, deps: Deps): Promise<Publication[]> {
  try {
    return await respondOnce(alarm, deps);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    // Without its memory it could restart for ever, so it does not.
    const words = restartsWords();
    const why = words.memoryLost(messageOf(error));
    const reason = { severity: 'critical', why, next: words.restartByHand } as const;
    return [{ notification: notRestarted(alarm, subjectOf(alarm), reason) }];
  }
}

/**
 * @param ownTopic the ARN of the stage's topic `alerts`, where that is known
 * @returns what people are to be notified of: nothing for messages that are not about a dead process
 */
export async function onAlarm(
  { alarm, ...message }: AlarmMessage,
  ownTopic: string | undefined,
  deps: Deps,
): Promise<Publication[]> {
  if (!isProcessDown(alarm)) {
    log().info('not restarted', { alarm: alarm.name, why: 'it is not about a dead process' });
    return [];
  }
  const asked = { ...message, alarm };
  const verdict = elsewhere(asked, ownTopic) ?? (await askCloudWatch(asked, deps));
  switch (verdict.kind) {
    case 'true':
      return respondGuarded(verdict.alarm, deps);
    case 'suspicious':
      log().warn('not restarted', { alarm: alarm.name, messageId: message.messageId, why: verdict.why });
      return notifyOfSuspicion(asked, verdict.suspicion, verdict.why, deps);
    case 'moved on':
    case 'elsewhere':
      log().info('not restarted', { alarm: alarm.name, why: verdict.why });
      return [];
  }
}
