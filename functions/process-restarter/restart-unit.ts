/** Sends the command that restarts a unit: not for ever, and never without notifying people. */
import { alarmIncident } from '../../shared/alarm/notification';
import { attempt } from '../../shared/attempt';
import type { DescribedAlarm } from '../../shared/aws/cloudwatch';
import type { Notification } from '../../shared/notification';
import type { Publication } from '../../shared/publishing';
import { admit } from '../../shared/state/limit';
import { type Claimed, once } from '../../shared/state/once';
import type { Store } from '../../shared/state/store';
import { MINUTE_MS } from '../../shared/text/duration';
import { restartsWords } from '../../shared/words/restarts';
import type { Deps } from './deps';
import { keepsDying, notRestarted, restarting } from './notifications';
import { commentOn, type SentRestart } from './outcome';
import { expectOutcome } from './pending-commands';
import type { ProcessTarget } from './target';
import { unreachable } from './unreachable';

type Work = {
  alarm: DescribedAlarm;
  target: ProcessTarget;
  unit: string;
  subject: string;
  remark: string;
  store: Store;
  note: Claimed['note'];
};

/** The notification, unless people were notified under its id before. */
export async function notifyReasonOnce(
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
  const forgotten = isForgotten && restartsWords().forgotten;
  return { notification: restarting(restart, [remark, forgotten].filter(Boolean).join(' ')) };
}

/** Sends the command, unless too many were sent lately. */
export async function restartUnit(work: Work, deps: Deps): Promise<Publication | undefined> {
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
  return sent(
    work,
    { commandId, instanceId, unit, subject, incident: alarmIncident(alarm), alarm: alarm.name },
    now,
  );
}
