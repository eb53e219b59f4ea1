/** What to do about a call that changes a trail. */
import { actorName } from '../../shared/cloudtrail/actor';
import type { Severity } from '../../shared/notification';
import type { TrailCall } from '../../shared/parsing/trail-call';
import { PAUSE_TAG } from '../../shared/pause';
import { dateTimeText } from '../../shared/text/clock';
import { trailsWords } from '../../shared/words/trails';
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

/** What is told of a call, as the headline says it. */
export type Told = 'staysOff' | 'weakened' | 'changed' | 'deleted' | 'notPaused' | 'pausedUntil' | 'refused';

/** `start`: switch the trail on again. `why` are sentences. */
export type Decision =
  | { action: 'start'; why: string }
  | { action: 'notify'; severity: Severity; what: Told; why: string }
  | { action: 'ignore'; why: string };

const notify = (severity: Severity, what: Told, why: string): Decision => ({
  action: 'notify',
  severity,
  what,
  why,
});

function decideOnStop({ home, isWatched, pause }: TrailFacts): Decision {
  const words = trailsWords();
  if (home.kind === 'other region') return notify('critical', 'staysOff', words.homeRegion(home.region));
  if (home.kind === 'other account') return notify('critical', 'staysOff', words.homeAccount(home.account));
  if (!isWatched) return notify('warning', 'staysOff', words.notListed);
  if (pause.until)
    return notify('critical', 'staysOff', sentences(pauseText(pause.until, pause), pause.problem));
  return { action: 'start', why: 'a watched trail was switched off' };
}

/** That it is no weaker is said only where everything was compared. */
function decideOnChanges(changes: SettingChange[]): Decision {
  const words = trailsWords();
  const weaker = changes.filter((change) => change.weaker === true);
  if (weaker.length > 0) return notify('critical', 'weakened', words.all(weaker.map(settingText)));
  if (changes.length === 0) return notify('info', 'changed', words.noWeaker);
  const text = words.all(changes.map(settingText));
  return changes.some((change) => change.weaker === 'not known')
    ? notify('warning', 'changed', sentences(text, words.weakerUnknown))
    : notify('info', 'changed', text);
}

/** Whoever may set the tag can switch off the guard, so that calls people. A trail that is not watched has no guard. */
function decideOnTags(tags: Record<string, string>, { home, isWatched, pause }: TrailFacts): Decision {
  const words = trailsWords();
  const text = tags[PAUSE_TAG];
  if (text === undefined) return { action: 'ignore', why: 'the tags do not pause it' };
  if (!pause.until)
    return notify('warning', 'notPaused', pause.problem ?? words.pauseNoTime(PAUSE_TAG, text));
  const severity = isWatched && home.kind === 'here' ? 'critical' : 'warning';
  return notify(severity, 'pausedUntil', sentences(pause.problem, words.pauseEnds(PAUSE_TAG)));
}

/** The log matters: whatever is not known for sure does not keep a trail off. Pure. */
export function decide(call: TrailCall, facts: TrailFacts): Decision {
  const words = trailsWords();
  if (call.refused) {
    const { code, message } = call.refused;
    return notify('warning', 'refused', words.refusedWhy(message ? `${code}: ${message}` : code));
  }
  switch (call.call) {
    case 'StopLogging':
      return decideOnStop(facts);
    case 'DeleteTrail':
      return notify('critical', 'deleted', words.cannotBeUndone);
    case 'UpdateTrail':
    case 'PutEventSelectors':
      return decideOnChanges(facts.changes);
    case 'AddTags':
      return decideOnTags(call.tags, facts);
  }
}

/** The headline of what was decided to be told. */
export function headlineOf(what: Told, call: TrailCall, name: string, pause: TrailPause): string {
  const words = trailsWords();
  const who = actorName(call.caller);
  switch (what) {
    case 'staysOff':
    case 'weakened':
    case 'changed':
    case 'deleted':
      return words[what](name, who);
    case 'notPaused':
      return words.notPaused(name);
    case 'pausedUntil':
      return words.pausedUntil(name, pause.until ? dateTimeText(pause.until) : '');
    case 'refused':
      return words.refused[call.call](name, who);
  }
}
