/** What is done about the alarm of a dead process: once, not for ever, and never without notifying people. */
import * as v from 'valibot';
import { alarmIncident } from '../../shared/alarm/notification';
import { attempt } from '../../shared/attempt';
import { messageOf, StoreError } from '../../shared/errors';
import { log } from '../../shared/log';
import type { Notification } from '../../shared/notification';
import type { Alarm } from '../../shared/parsing/alarm';
import { pauseFor } from '../../shared/pause';
import type { Publication } from '../../shared/publishing';
import { admit } from '../../shared/state/limit';
import { type Claimed, once } from '../../shared/state/once';
import type { Store } from '../../shared/state/store';
import { MINUTE_MS } from '../../shared/text/duration';
import { decide, processLabel } from './decide';
import type { Deps } from './deps';
import { keepsDying, notRestarted, restarting } from './notifications';
import { commentOn, type SentRestart, sentRestartSchema } from './outcome';
import { expectOutcome } from './pending-commands';
import { isProcessDown, type ProcessTarget, targetOf } from './target';
import { unreachable } from './unreachable';

type Work = {
  alarm: Alarm;
  target: ProcessTarget;
  unit: string;
  subject: string;
  remark: string;
  store: Store;
  note: Claimed['note'];
};

/** The notification, unless people were notified under its id before. */
async function notifyReasonOnce(
  store: Store,
  notification: Notification,
  now: Date,
): Promise<Publication | undefined> {
  const options = { store, id: `told ${notification.id}`, now, withoutStore: 'fail' } as const;
  const [publication] = await once(options, async () => ({ notification }));
  return publication;
}

/**
 * The command that was sent, noted so that a retry does not send it again. Without the table it is under way all the
 * same.
 */
async function sent({ note, store, remark }: Work, restart: SentRestart, now: Date): Promise<Publication> {
  const noted = await attempt(() => note(restart));
  const expected = await attempt(() => expectOutcome(store, restart, now));
  const isForgotten = noted.problem !== undefined || expected.problem !== undefined;
  const forgotten = isForgotten && 'It could not be noted: how it ends may be told late, or not at all.';
  return { notification: restarting(restart, [remark, forgotten].filter(Boolean).join(' ')) };
}

/** Sends the command, unless too many were sent lately. */
async function restartUnit(work: Work, deps: Deps): Promise<Publication | undefined> {
  const { alarm, target, unit, subject, store } = work;
  const { most, windowMinutes } = deps.restart();
  const { instanceId } = target;
  const now = deps.now();
  const key = `restarts ${instanceId} ${unit}`;
  const acts = await admit(store, key, { window: windowMinutes * MINUTE_MS, most }, now);
  if (!acts.admitted) {
    const id = `${key} ${acts.latest.toISOString()}`;
    const dying = keepsDying(id, alarm, subject, { count: acts.count, windowMinutes });
    return notifyReasonOnce(store, dying, now);
  }
  let commandId: string;
  try {
    const comment = commentOn({ unit, subject });
    const command = { document: deps.document(), instanceId, parameters: { unit }, comment };
    commandId = await deps.sendCommand(command);
  } catch (error) {
    // What never reached the instance is no restart.
    await attempt(() => acts.retract());
    const explained = await unreachable(error, instanceId, deps);
    if (!explained) throw error;
    return { notification: notRestarted(alarm, subject, { severity: 'critical', ...explained }) };
  }
  return sent(work, { commandId, instanceId, unit, subject, incident: alarmIncident(alarm) }, now);
}

/** Reads the instance and the alarm as they are now, decides, and acts. */
async function respond(
  target: ProcessTarget,
  alarm: Alarm,
  { note }: Claimed,
  deps: Deps,
): Promise<Publication | undefined> {
  const store = deps.store();
  const [alarmState, instance] = await Promise.all([
    deps.alarmState(alarm.name),
    deps.describeInstance(target.instanceId),
  ]);
  const now = deps.now();
  const subject = processLabel(target, instance);
  const limit = { store, longestHours: deps.longestPauseHours(), now };
  const pause = await pauseFor(target.instanceId, instance?.tags ?? {}, limit);
  const { changedAt } = alarm;
  const decision = decide({ target, changedAt, alarmState, instance, pause, now }, deps.restart());
  switch (decision.act) {
    case 'ignore':
      log().info('not restarted', { subject, why: decision.why });
      return undefined;
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

function respondOnce(target: ProcessTarget, alarm: Alarm, deps: Deps): Promise<Publication[]> {
  const id = `restart ${alarm.arn ?? alarm.name} ${alarm.changedAt.toISOString()}`;
  return once({ store: deps.store(), id, now: deps.now(), withoutStore: 'fail' }, (claimed) => {
    const before = v.safeParse(sentRestartSchema, claimed.progress);
    if (!before.success) return respond(target, alarm, claimed, deps);
    return resume({ ...before.output, incident: alarmIncident(alarm) }, deps);
  });
}

/** @returns what people are to be notified of: nothing for alarms that are not about a dead process */
export async function onAlarm(alarm: Alarm, deps: Deps): Promise<Publication[]> {
  if (!isProcessDown(alarm)) {
    log().info('not restarted', { alarm: alarm.name, why: 'it is not about a dead process' });
    return [];
  }
  const target = targetOf(alarm, deps.processes());
  if (typeof target === 'string') {
    const next = 'Give the alarm the dimensions that the agent sends.';
    const reason = { severity: 'warning', why: target, next } as const;
    return [{ notification: notRestarted(alarm, `The process of ${alarm.name}`, reason) }];
  }
  try {
    return await respondOnce(target, alarm, deps);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    // Without its memory it could restart for ever, so it does not.
    const why = `what was done before is not known: ${messageOf(error)}`;
    const next = 'See how the process is, and restart it by hand.';
    const reason = { severity: 'critical', why, next } as const;
    return [{ notification: notRestarted(alarm, processLabel(target, undefined), reason) }];
  }
}
