/** `npm run history -- --json`: the figures for programs, as docs/history.md describes them. */
import { speak } from '../../shared/words/language';
import { type Insights, insightsOf } from './insights/insights';
import type { Mend } from './insights/mend';
import { mendText } from './sections';
import type { History } from './show';

const moment = (at: number): string => new Date(at).toISOString();
const seconds = (ms: number): number => Math.round(ms / 1_000);
const withSentence = (mend: Mend) => ({ ...mend, sentence: mendText(mend) });

/** Times are ISO 8601 in UTC, durations in seconds, as in the file of a reading. */
function figuresOf(insights: Insights) {
  const { noisiest, flapping, withoutData, longest, ...others } = insights;
  return {
    ...others,
    noisiest: noisiest.map((one) => ({ ...one, mend: withSentence(one.mend) })),
    flapping: flapping.map(({ at, mend, ...one }) => ({ ...one, at: moment(at), mend: withSentence(mend) })),
    withoutData: withoutData.map(({ alarm, since }) => ({ alarm, since: moment(since) })),
    longest: longest.map(({ from, to, ms, ...one }) => ({
      ...one,
      from: moment(from),
      to: to === undefined ? null : moment(to),
      seconds: seconds(ms),
    })),
  };
}

export type Figures = ReturnType<typeof figuresOf> & {
  version: 1;
  against?: ReturnType<typeof figuresOf> & { name: string; differences: number };
};

/** All of it is safe to print: a reading holds no text that is not. */
export function figures({ reading, replay, timeZone, language, against }: History): Figures {
  speak(language);
  const own = { version: 1 as const, ...figuresOf(insightsOf(reading, replay, timeZone)) };
  if (!against) return own;
  return {
    ...own,
    against: {
      name: against.names[1],
      differences: against.differences.length,
      ...figuresOf(insightsOf(reading, against.replay, timeZone)),
    },
  };
}

export const jsonOf = (history: History): string => JSON.stringify(figures(history), null, 2);
