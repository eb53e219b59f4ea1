/** What is done about the alarm of a dead process: once, not for ever, and never without telling. */
import * as v from 'valibot';
import { attempt } from '../../shared/attempt';
import { messageOf, StoreError } from '../../shared/errors';
import { log } from '../../shared/log';
import type { Notice } from '../../shared/notice';
import type { Alarm } from '../../shared/parsing/alarm';
import { pauseFor } from '../../shared/pause';
import { type Claim, claim } from '../../shared/state/claim';
import { admit } from '../../shared/state/limit';
import type { Store } from '../../shared/state/store';
import type { Telling } from '../../shared/telling';
import { decide, subjectOf } from './decide';
import type { Deps } from './handler';
import { keepsDying, notRestarted, restarting } from './notices';
import { commentOn, type SentRestart, sentRestartSchema } from './outcome';
import { expectOutcome } from './pending-commands';
import { isProcessDown, type Target, targetOf } from './target';
import { unreachable } from './unreachable';

const MINUTE = 60_000;

/**
 * `first` is the claim of a reason that is told only once, to be marked as told. `isSent`: a command is under way, whatever fails
 * from now on.
 */
type Result = { notice: Notice | undefined; first?: Claim; isSent?: boolean };

/** Tells the notice unless its reason was told before. */
async function once(store: Store, id: string, notice: Notice, now: Date): Promise<Result> {
  const first = await claim(store, `told ${id}`, now);
  return first.held ? { notice: undefined } : { notice, first };
}

type Work = { target: Target; unit: string; subject: string; remark: string; ours: Claim; store: Store };

/** The command that was sent, noted so that a retry does not send it again. Without the table it is under way all the same. */
async function sent({ ours, store, remark }: Work, restart: SentRestart, now: Date): Promise<Result> {
  const noted = await attempt(() => ours.note(restart));
  const expected = await attempt(() => expectOutcome(store, restart, now));
  const isForgotten = noted.problem !== undefined || expected.problem !== undefined;
  const forgotten = isForgotten && 'It could not be noted: how it ends may be told late, or not at all.';
  return { notice: restarting(restart, [remark, forgotten].filter(Boolean).join(' ')), isSent: true };
}

/** Sends the command, unless too many were sent lately. */
async function restartUnit(work: Work, deps: Deps): Promise<Result> {
  const { target, unit, subject, store } = work;
  const { most, windowMinutes } = deps.restart();
  const { instanceId } = target;
  const now = deps.now();
  const key = `restarts ${instanceId} ${unit}`;
  const acts = await admit(store, key, { window: windowMinutes * MINUTE, most }, now);
  if (!acts.admitted) {
    return once(
      store,
      `${key} ${acts.latest.toISOString()}`,
      keepsDying(subject, acts.count, windowMinutes),
      now,
    );
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
    return { notice: notRestarted(subject, 'critical', explained.why, explained.next) };
  }
  return sent(work, { commandId, instanceId, unit, subject }, now);
}

/** Looks at the instance and the alarm as they are now, decides, and acts. */
async function respond(target: Target, alarm: Alarm, ours: Claim, store: Store, deps: Deps): Promise<Result> {
  const [alarmState, instance] = await Promise.all([
    deps.alarmState(alarm.name),
    deps.describeInstance(target.instanceId),
  ]);
  const now = deps.now();
  const subject = subjectOf(target, instance);
  const limit = { store, longestHours: deps.longestPauseHours(), now };
  const pause = await pauseFor(target.instanceId, instance?.tags ?? {}, limit);
  const { changedAt } = alarm;
  const decision = decide({ target, changedAt, alarmState, instance, pause, now }, deps.restart());
  switch (decision.act) {
    case 'ignore':
      log().info('not restarted', { subject, why: decision.why });
      return { notice: undefined };
    case 'tell': {
      const told = notRestarted(subject, decision.severity, decision.why, decision.next);
      return decision.once === undefined ? { notice: told } : once(store, decision.once, told, now);
    }
    case 'restart': {
      const { unit, remark } = decision;
      return restartUnit({ target, unit, subject, remark, ours, store }, deps);
    }
  }
}

/** An earlier delivery sent the command and crashed before it was told. */
async function resume(restart: SentRestart, store: Store, now: Date): Promise<Result> {
  await attempt(() => expectOutcome(store, restart, now));
  return { notice: restarting(restart, ''), isSent: true };
}

/** The notice, and what marks the alarm as dealt with once it is told. */
async function finish({ notice, first, isSent }: Result, ours: Claim): Promise<Telling[]> {
  if (!notice) {
    await ours.done();
    return [];
  }
  const done = async () => {
    await first?.done();
    await ours.done();
  };
  // A failure would bring the event again, and with it a second command.
  const told = isSent ? async () => void (await attempt(done)) : done;
  return [{ notice, told }];
}

async function claimed(target: Target, alarm: Alarm, deps: Deps): Promise<Telling[]> {
  const store = deps.store();
  const ours = await claim(
    store,
    `restart ${alarm.arn ?? alarm.name} ${alarm.changedAt.toISOString()}`,
    deps.now(),
  );
  if (ours.held) {
    log().info('not restarted', { alarm: alarm.name, why: 'this change of the alarm is dealt with already' });
    return [];
  }
  const before = v.safeParse(sentRestartSchema, ours.progress);
  const result = before.success
    ? await resume(before.output, store, deps.now())
    : await respond(target, alarm, ours, store, deps);
  return finish(result, ours);
}

/** @returns what is to be told: nothing for alarms that are not about a dead process */
export async function onAlarm(alarm: Alarm, deps: Deps): Promise<Telling[]> {
  if (!isProcessDown(alarm)) {
    log().info('not restarted', { alarm: alarm.name, why: 'it is not about a dead process' });
    return [];
  }
  const target = targetOf(alarm, deps.processes());
  if (typeof target === 'string') {
    const next = 'Give the alarm the dimensions that the agent sends.';
    return [{ notice: notRestarted(`The process of ${alarm.name}`, 'warning', target, next) }];
  }
  try {
    return await claimed(target, alarm, deps);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    // Without its memory it could restart for ever, so it does not.
    const why = `what was done before is not known: ${messageOf(error)}`;
    const subject = subjectOf(target, undefined);
    return [
      { notice: notRestarted(subject, 'critical', why, 'See how the process is, and restart it by hand.') },
    ];
  }
}
