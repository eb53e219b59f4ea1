/** Answers a call that changes a trail: looks up what is known, decides, acts, and keeps what the next call needs. */
import { attempt } from '../../shared/attempt';
import { actorOf } from '../../shared/cloudtrail/actor';
import { log } from '../../shared/log';
import { keptNotification, type Notification } from '../../shared/notification';
import type { TrailCall } from '../../shared/parsing/trail-call';
import { PAUSE_TAG } from '../../shared/pause';
import type { Publication } from '../../shared/publishing';
import { beginCooldown } from '../../shared/state/cooldown';
import { once } from '../../shared/state/once';
import { baselineBefore, refreshBaseline } from './baseline';
import { isListed } from './coverage';
import { decide, headlineOf, type TrailFacts } from './decide';
import type { Deps } from './deps';
import { type Here, homeOf, isTrail, trailArn, trailName } from './home';
import {
  aboutTrail,
  baselineDetails,
  nameIn,
  sentences,
  startNotification,
  type TrailSubject,
  trailCallId,
  unguarded,
} from './notifications';
import {
  NO_TRAIL_PAUSE,
  pauseByTags,
  pauseOfTrail,
  rememberPause,
  rememberStopper,
  stoppedInPause,
  type TrailPause,
} from './pause';
import { selectorChanges } from './selector-changes';
import type { SettingChange } from './setting-change';
import { type Baseline, settingChanges } from './settings';
import { startTrail } from './start';

async function pauseIn(call: TrailCall, arn: string | undefined, deps: Deps): Promise<TrailPause> {
  if (call.refused || !arn) return NO_TRAIL_PAUSE;
  if (call.call === 'AddTags') return pauseByTags(arn, call.tags, deps, call.at);
  return call.call === 'StopLogging' ? pauseOfTrail(arn, deps) : NO_TRAIL_PAUSE;
}

function changesIn(call: TrailCall, name: string, before: Baseline | undefined, deps: Deps): SettingChange[] {
  if (call.call === 'UpdateTrail') return settingChanges(call.changes, before?.settings, call.unknown);
  if (call.call !== 'PutEventSelectors') return [];
  return selectorChanges(call.selectors, before?.selectors, name === deps.dataTrail());
}

/** What the decision needs, and no more. `before` is how the trail was set before, as far as the poll has seen it. */
async function lookUpFacts(
  call: TrailCall,
  arn: string | undefined,
  here: Here,
  deps: Deps,
): Promise<{ facts: TrailFacts; before: Baseline | undefined }> {
  const name = arn ? trailName(arn) : '';
  const [pause, { value: before }] = await Promise.all([
    pauseIn(call, arn, deps),
    attempt(async () => (arn ? baselineBefore(arn, call.at, deps) : undefined)),
  ]);
  const facts: TrailFacts = {
    home: arn ? homeOf(arn, here) : { kind: 'here' },
    isWatched: isListed(name, deps.config()),
    pause,
    changes: changesIn(call, name, before, deps),
  };
  return { facts, before };
}

/** Keeps what the next event needs. */
async function keepForNext(
  call: TrailCall,
  arn: string | undefined,
  { pause: { until }, changes }: TrailFacts,
  deps: Deps,
) {
  if (call.refused || !arn) return;
  if (call.call === 'UpdateTrail' || call.call === 'PutEventSelectors') {
    await refreshBaseline(arn, { settings: changes.map(({ setting }) => setting), at: call.at }, deps);
  }
  if (call.call === 'AddTags' && until && PAUSE_TAG in call.tags) {
    await rememberPause(arn, until, actorOf(call.caller), deps);
  }
  if (call.call === 'StopLogging') await rememberStopper(arn, call.at, actorOf(call.caller), deps);
}

async function start(
  subject: TrailSubject & { arn: string; call: TrailCall },
  pause: TrailPause,
  problem: string | undefined,
  deps: Deps,
): Promise<Notification | undefined> {
  const stoppedAt = subject.call.at;
  const started = await startTrail(subject.arn, stoppedAt, deps);
  return startNotification(
    subject,
    { ...started, problem: started.problem ?? problem },
    {
      stoppedAt,
      notes: [pause.problem],
      windowMinutes: deps.config().repeatedStops.minutes,
    },
  );
}

/** The next poll meets the same stop of a paused trail, and is to notify of it a day later. */
function untilTomorrow(
  call: TrailCall,
  arn: string | undefined,
  { until }: TrailPause,
  deps: Deps,
): Pick<Publication, 'onPublished'> {
  if (call.call !== 'StopLogging' || !arn || !until) return {};
  const stop = { store: deps.store(), now: deps.now(), ...stoppedInPause(arn, until, call.at.getTime()) };
  return { onPublished: () => beginCooldown(stop) };
}

async function answer(
  call: TrailCall,
  here: Here,
  problem: string | undefined,
  deps: Deps,
): Promise<Publication | undefined> {
  const arn = call.trail && trailArn(call.trail, here);
  const subject = { arn, account: call.account, region: call.region, at: call.at, call };
  const { facts, before } = await lookUpFacts(call, arn, here, deps);
  const { pause } = facts;
  const decision = decide(call, facts);
  log().info(decision.action, { call: call.call, eventId: call.id, trail: arn, why: decision.why });
  if (decision.action === 'ignore') return undefined;
  if (decision.action === 'start' && arn) {
    const notification = await start({ ...subject, arn }, pause, problem, deps);
    return notification && { notification };
  }
  if (decision.action === 'start') return undefined; // Only refused calls name no trail.
  await keepForNext(call, arn, facts, deps);
  const notification = aboutTrail(subject, {
    severity: decision.severity,
    title: headlineOf(decision.what, call, nameIn(subject), pause),
    text: sentences(decision.why, unguarded(problem)),
    ...(call.call === 'DeleteTrail' && !call.refused && { details: baselineDetails(before) }),
  });
  return { notification, ...untilTomorrow(call, arn, pause, deps) };
}

/** Event data stores, channels and dashboards of CloudTrail can be tagged too. */
const isOfTrail = ({ trail }: TrailCall, here: Here): boolean =>
  trail === undefined || isTrail(trailArn(trail, here));

/** One notification at most. Without the table the call is answered all the same, perhaps twice. */
export async function onApiCall(call: TrailCall, here: Here, deps: Deps): Promise<Publication[]> {
  if (!isOfTrail(call, here)) {
    log().info('ignore', { call: call.call, eventId: call.id, why: `${call.trail} is no trail` });
    return [];
  }
  return once(
    { store: deps.store(), id: trailCallId(call), now: deps.now(), withoutStore: 'act' },
    async ({ progress, note, problem }) => {
      const noted = keptNotification(progress);
      if (noted) return { notification: noted };
      const publication = await answer(call, here, problem, deps);
      if (!publication) return undefined;
      // So that a retry notifies the same, and switches nothing on.
      await attempt(() => note(publication.notification));
      return publication;
    },
  );
}
