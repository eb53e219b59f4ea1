/** What to do about a call that changes a trail. */
import { actorOf } from '../../shared/cloudtrail/actor';
import type { Severity } from '../../shared/notification';
import type { TrailCall } from '../../shared/parsing/trail-call';
import { PAUSE_TAG } from '../../shared/pause';
import { dateTimeText } from '../../shared/text/time';
import type { TrailHome } from './home';
import { sentences } from './notifications';
import { pauseText, type TrailPause } from './pause';
import { type SettingChange, settingText } from './setting-change';

/** What is known when deciding. `pause` is by the trail's tag; `changes` of a call that changes settings. */
export type TrailFacts = {
  home: TrailHome;
  isWatched: boolean;
  pause: TrailPause;
  changes: SettingChange[];
};

/** `start`: switch the trail on again. `what` happened follows the trail's name; `why` is a sentence. */
export type Decision =
  | { action: 'start'; why: string }
  | { action: 'notify'; severity: Severity; what: string; why: string }
  | { action: 'ignore'; why: string };

const notify = (severity: Severity, what: string, why: string): Decision => ({
  action: 'notify',
  severity,
  what,
  why,
});

function decideOnStop(call: TrailCall, { home, isWatched, pause }: TrailFacts): Decision {
  const what = 'was switched off and stays off';
  const by = `Switched off by ${actorOf(call.caller)}.`;
  if (home.kind === 'other region') {
    return notify('critical', what, `${by} It can be switched on only in ${home.region}, its home region.`);
  }
  if (home.kind === 'other account') {
    return notify(
      'critical',
      what,
      `${by} Account ${home.account}, to which it belongs, alone can switch it on.`,
    );
  }
  if (!isWatched) return notify('warning', what, `${by} It is not among \`trails.names\` in config/.`);
  if (pause.until)
    return notify('critical', what, sentences(by, pauseText(pause.until, pause), pause.problem));
  return { action: 'start', why: 'a watched trail was switched off' };
}

const NOT_COMPARED = 'Whether it is weaker than before is not known.';

/** That it is no weaker is said only where everything was compared. */
function decideOnChanges(changes: SettingChange[]): Decision {
  const weaker = changes.filter((change) => change.weaker === true);
  if (weaker.length > 0) return notify('critical', 'was weakened', `${weaker.map(settingText).join('; ')}.`);
  if (changes.length === 0) return notify('info', 'was changed', 'It is no weaker than before.');
  const text = `${changes.map(settingText).join('; ')}.`;
  return changes.some((change) => change.weaker === 'not known')
    ? notify('warning', 'was changed', sentences(text, NOT_COMPARED))
    : notify('info', 'was changed', text);
}

/** Whoever may set the tag can switch off the guard, so that calls people. A trail that is not watched has no guard. */
function decideOnTags(
  call: TrailCall,
  tags: Record<string, string>,
  { home, isWatched, pause }: TrailFacts,
): Decision {
  const text = tags[PAUSE_TAG];
  if (text === undefined) return { action: 'ignore', why: 'the tags do not pause it' };
  if (!pause.until) {
    const why = pause.problem ?? `The tag ${PAUSE_TAG} holds "${text}", which is no time to come.`;
    return notify('warning', 'is not paused', why);
  }
  const severity = isWatched && home.kind === 'here' ? 'critical' : 'warning';
  const by = `Set by ${actorOf(call.caller)}.`;
  const end = `Until then it is not switched on again. Removing the tag ${PAUSE_TAG} ends the pause.`;
  return notify(severity, `is paused until ${dateTimeText(pause.until)}`, sentences(by, pause.problem, end));
}

/** What was to happen to the trail. */
const REFUSED: Record<TrailCall['call'], string> = {
  StopLogging: 'was to be switched off',
  DeleteTrail: 'was to be deleted',
  UpdateTrail: 'was to be changed',
  PutEventSelectors: 'was to record other events',
  AddTags: 'was to get tags',
};

/** The log matters: whatever is not known for sure does not keep a trail off. Pure. */
export function decide(call: TrailCall, facts: TrailFacts): Decision {
  if (call.refused) {
    const { code, message } = call.refused;
    const why = `Somebody tried. Nothing has changed: AWS refused it (${message ? `${code}: ${message}` : code}).`;
    return notify('warning', REFUSED[call.call], why);
  }
  switch (call.call) {
    case 'StopLogging':
      return decideOnStop(call, facts);
    case 'DeleteTrail':
      return notify('critical', 'was deleted', 'That cannot be undone: the trail must be created anew.');
    case 'UpdateTrail':
    case 'PutEventSelectors':
      return decideOnChanges(facts.changes);
    case 'AddTags':
      return decideOnTags(call, call.tags, facts);
  }
}
