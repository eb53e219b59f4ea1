/** What to do about a call that changes a trail. */
import type { Severity } from '../../shared/notice';
import type { TrailCall } from '../../shared/parsing/trail-call';
import { PAUSE_TAG } from '../../shared/pause';
import { dateTimeText } from '../../shared/text/time';
import { sentences } from './notices';
import type { Place } from './place';
import type { TrailPause } from './trail-pause';
import type { Change } from './weakening';

/** What is known when deciding. `pause` is by the trail's tag; `changes` of a call that changes settings. */
export type Facts = {
  place: Place;
  isWatched: boolean;
  pause: TrailPause;
  changes: Change[];
};

/** `start`: switch the trail on again. `what` happened follows the trail's name; `why` is a sentence. */
export type Decision =
  | { action: 'start'; why: string }
  | { action: 'tell'; severity: Severity; what: string; why: string }
  | { action: 'ignore'; why: string };

const tell = (severity: Severity, what: string, why: string): Decision => ({
  action: 'tell',
  severity,
  what,
  why,
});

function decideOnStop({ place, isWatched, pause }: Facts): Decision {
  const what = 'was switched off and stays off';
  if (place.kind === 'other region') {
    return tell('critical', what, `It can be switched on only in ${place.region}, its home region.`);
  }
  if (place.kind === 'other account') {
    return tell('critical', what, `Account ${place.account}, to which it belongs, alone can switch it on.`);
  }
  if (!isWatched) return tell('warning', what, 'It is not among `trails.names` in config/.');
  if (pause.until) {
    return tell(
      'critical',
      what,
      sentences(`It is paused until ${dateTimeText(pause.until)}.`, pause.problem),
    );
  }
  return { action: 'start', why: 'a watched trail was switched off' };
}

const settingText = ({ setting, now, before }: Change): string => `${setting}: ${now} (before: ${before})`;

function decideOnChanges(changes: Change[]): Decision {
  const weaker = changes.filter((change) => change.weaker);
  if (weaker.length > 0) return tell('critical', 'was weakened', `${weaker.map(settingText).join('; ')}.`);
  const texts = changes.map(settingText);
  return tell(
    'info',
    'was changed',
    texts.length > 0 ? `${texts.join('; ')}.` : 'It is no weaker than before.',
  );
}

function decideOnTags(tags: Record<string, string>, { pause }: Facts): Decision {
  const text = tags[PAUSE_TAG];
  if (text === undefined) return { action: 'ignore', why: 'the tags do not pause it' };
  if (!pause.until) {
    const why = pause.problem ?? `The tag ${PAUSE_TAG} holds "${text}", which is no time to come.`;
    return tell('warning', 'is not paused', why);
  }
  const end = `Until then it is not switched on again. Removing the tag ${PAUSE_TAG} ends the pause.`;
  return tell('warning', `is paused until ${dateTimeText(pause.until)}`, sentences(pause.problem, end));
}

const REFUSED: Record<TrailCall['call'], string> = {
  StopLogging: 'was to be switched off',
  DeleteTrail: 'was to be deleted',
  UpdateTrail: 'was to be changed',
  PutEventSelectors: 'was to record other events',
  AddTags: 'was to get tags',
};

/** The log matters: whatever is not known for sure does not keep a trail off. */
export function decide(call: TrailCall, facts: Facts): Decision {
  if (call.refused) {
    const { code, message } = call.refused;
    const why = `Somebody tried. Nothing has changed: AWS refused it (${message ? `${code}: ${message}` : code}).`;
    return tell('warning', REFUSED[call.call], why);
  }
  switch (call.call) {
    case 'StopLogging':
      return decideOnStop(facts);
    case 'DeleteTrail':
      return tell('critical', 'was deleted', 'That cannot be undone: the trail must be created anew.');
    case 'UpdateTrail':
    case 'PutEventSelectors':
      return decideOnChanges(facts.changes);
    case 'AddTags':
      return decideOnTags(call.tags, facts);
  }
}
