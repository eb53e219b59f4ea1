/** Answers a call that changes a trail. */

import { attempt } from '../../shared/attempt';
import { actorOf } from '../../shared/cloudtrail/actor';
import { log } from '../../shared/log';
import { type Notice, parseNotice } from '../../shared/notice';
import type { TrailCall } from '../../shared/parsing/trail-call';
import { once } from '../../shared/state/once';
import type { Telling } from '../../shared/telling';
import { decide } from './decide';
import type { Deps } from './deps';
import { lastSeen, learn, look } from './knowledge';
import { aboutTrail, nameIn, type Subject, sentences, switchedNotice, unguarded } from './notices';
import { type Here, trailArn } from './place';
import { switchOn } from './switch-on';
import type { TrailPause } from './trail-pause';

async function start(
  subject: Subject & { arn: string; call: TrailCall },
  pause: TrailPause,
  problem: string | undefined,
  deps: Deps,
): Promise<Notice | undefined> {
  const stoppedAt = subject.call.at;
  const notes = [`Switched off by ${actorOf(subject.call.caller)}.`, pause.problem];
  const switched = await switchOn(subject.arn, stoppedAt, deps);
  const { minutes } = deps.config().repeatedStops;
  return switchedNotice(
    subject,
    { ...switched, problem: switched.problem ?? problem },
    { stoppedAt, notes, minutes },
  );
}

async function answer(
  call: TrailCall,
  here: Here,
  problem: string | undefined,
  deps: Deps,
): Promise<Notice | undefined> {
  const arn = call.trail && trailArn(call.trail, here);
  const subject = { arn, account: call.account, region: call.region, at: call.at, call };
  const { facts, before } = await look(call, arn, here, deps);
  const { pause } = facts;
  const decision = decide(call, facts);
  log().info(decision.action, { call: call.call, event: call.id, trail: arn, why: decision.why });
  if (decision.action === 'ignore') return undefined;
  if (decision.action === 'start' && arn) return start({ ...subject, arn }, pause, problem, deps);
  if (decision.action === 'start') return undefined; // Only refused calls name no trail.
  await learn(call, arn, pause, deps);
  const isStop = call.call === 'StopLogging' && pause.until;
  return aboutTrail(
    subject,
    {
      severity: decision.severity,
      title: `${nameIn(subject)} ${decision.what}`,
      text: sentences(decision.why, unguarded(problem)),
      ...(call.call === 'DeleteTrail' && !call.refused && { details: lastSeen(before) }),
    },
    isStop ? { 'Pause set by': pause.by ?? 'not known' } : {},
  );
}

/** One notice at most. Without the table the call is answered all the same, perhaps twice. */
export const onCall = (call: TrailCall, here: Here, deps: Deps): Promise<Telling[]> =>
  once(
    { store: deps.store(), id: `trail call ${call.id}`, now: deps.now(), withoutStore: 'act' },
    async ({ progress, note, problem }) => {
      if (progress) return { notice: parseNotice(progress) };
      const notice = await answer(call, here, problem, deps);
      if (!notice) return undefined;
      // So that a retry tells the same, and switches nothing on.
      await attempt(() => note(notice));
      return { notice };
    },
  );
