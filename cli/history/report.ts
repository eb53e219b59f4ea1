/** The figures as one notification, for `npm run history -- --post`. */
import { bounded } from '../../shared/bounded';
import { type Notification, notification } from '../../shared/notification';
import { localMinute } from '../../shared/text/clock';
import { DAY_MS } from '../../shared/text/duration';
import { oneLine, safeLine } from '../../shared/text/safe';
import { historyWords } from '../../shared/words/history';
import { hintOf } from './hint';
import type { Insights } from './insights/insights';
import { type Item, type Section, sectionsOf } from './sections';

/** More does nobody read in a channel; the page has them all. */
const SHOWN = { noisiest: 5, others: 3 };

/** Why changes were suppressed is of use beside the changes alone. */
const isReported = ({ id }: Section): boolean => id !== 'reasons';

/** What follows is read first where a name is long. */
const MAX_NAME_LENGTH = 120;

/** Each name by itself: what hides one of them hides nothing of the others, and none begins a line of its own. */
function lineOf({ alarms, text, mend }: Item): string {
  const names = alarms.map((name) => safeLine(name, MAX_NAME_LENGTH)).join(' + ');
  const head = [names, oneLine(text)].filter(Boolean).join(': ');
  return `• ${[head, mend].filter(Boolean).join('. ')}`;
}

function paragraphOf({ id, title, items }: Section): string {
  const shown = id === 'noisiest' ? SHOWN.noisiest : SHOWN.others;
  const left = items.length - shown;
  const lines = items.slice(0, shown).map(lineOf);
  return [title, ...lines, ...(left > 0 ? [historyWords().report.more(left)] : [])].join('\n');
}

/** It calls nobody whom a `severity: info` does not call. */
export function reportOf(insights: Insights, timeZone: string): Notification {
  const words = historyWords();
  const { account, region, from, to, messages, alarms, changes, notified, suppressed } = insights;
  const days = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS));
  const place = [account, region].filter(Boolean).join(' ');
  const [first = '', last = ''] = [from, to].map((time) => localMinute(Date.parse(time), timeZone).date);
  const summary = `${words.span(first, last)} · ${words.changes(alarms, changes, notified, suppressed)}`;
  const hint = hintOf(insights);
  const sections = sectionsOf(insights, timeZone).filter(isReported);
  return bounded(
    notification({
      severity: 'info',
      subject: place,
      title: words.headline(place, messages.count, days, messages.byNight),
      text: [summary, ...(hint ? [hint] : []), ...sections.map(paragraphOf), words.report.how].join('\n\n'),
      account,
      region,
    }),
  );
}
