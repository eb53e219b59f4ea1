/** The insights in words, in the language that is spoken: what the page shows and a message says. */
import { quantities, quantity } from '../../shared/alarm/quantity';
import { localMinuteText } from '../../shared/text/clock';
import { SECOND_MS, shortDuration } from '../../shared/text/duration';
import { grouped } from '../../shared/text/number';
import { historyWords } from '../../shared/words/history';
import type { Insights } from './insights/insights';
import type { Mend } from './insights/mend';
import type { Silent } from './insights/silent';

/** `alarms` are raw names, of what the item is about; `text` stands behind them, `mend` below. */
export type Item = { alarms: string[]; text: string; mend: string };

/** `note` is what it means and what to do. The first items matter most. */
export type Section = { id: SectionId; title: string; note: string; items: Item[] };

export function mendText(mend: Mend): string {
  const words = historyWords().mend;
  switch (mend.how) {
    case 'periods': {
      const { to, from, period, quiet, of } = mend;
      const last = (periods: number): string => shortDuration(periods * period * SECOND_MS);
      return words.periods(to, from, last(1), [quiet, of], last(to - from));
    }
    case 'threshold': {
      const { value, limit } = quantities(mend.to, mend.from, mend.unit);
      return words.threshold(value, limit, mend.quiet, mend.of);
    }
    case 'severity':
    case 'action':
    case 'gone':
      return words[mend.how];
    case 'none':
      return '';
  }
}

const about = (alarm: string, text: string, mend = ''): Item => ({ alarms: [alarm], text, mend });
const said = (text: string): Item => ({ alarms: [], text, mend: '' });

function percent(share: number): string {
  const rounded = Math.round(100 * share);
  return rounded === 0 && share > 0 ? `< ${quantity(1, 'percent')}` : quantity(rounded, 'percent');
}

/** How a moment is shown, and the end of what was read. */
type Clock = { moment: (at: number) => string; end: number };

/** What is said of an insight, but for its title and its note. */
type ItemsOf = (insights: Insights, clock: Clock) => Item[];

const silent = (all: Silent[]): Item[] =>
  all.map(({ alarm, rings }) => about(alarm, historyWords().rang(rings)));

/** More are no rule that anybody reads. */
const MOST_TOGETHER = 8;

/** In the order in which they are shown. */
const ITEMS = {
  noisiest: ({ noisiest }) =>
    noisiest.map(({ alarm, notified, share, byNight, mend }) => {
      const text = historyWords().noisiest.item(grouped(notified), percent(share), grouped(byNight));
      return about(alarm, text, mendText(mend));
    }),
  flapping: ({ flapping, noisiest }, { moment }) =>
    flapping.map(({ alarm, most, at, rings, mend }) => {
      const isSaid = noisiest.some((one) => one.alarm === alarm);
      return about(
        alarm,
        historyWords().flapping.item(most, moment(at), rings),
        isSaid ? '' : mendText(mend),
      );
    }),
  together: ({ together }) =>
    together.map(({ alarms, times }) => {
      const left = alarms.length - MOST_TOGETHER;
      return {
        alarms: alarms.slice(0, MOST_TOGETHER),
        text: historyWords().together.item(times, Math.max(0, left)),
        mend: '',
      };
    }),
  actionsDisabled: ({ actionsDisabled }) => silent(actionsDisabled),
  withoutAction: ({ withoutAction }) => silent(withoutAction),
  withoutData: ({ withoutData }, { end }) =>
    withoutData.map(({ alarm, since }) =>
      about(alarm, historyWords().withoutData.item(shortDuration(end - since))),
    ),
  longest: ({ longest }, { moment }) =>
    longest.map(({ alarm, ms, from, isOlder, to }) =>
      about(alarm, historyWords().longest.item(shortDuration(ms), moment(from), isOlder, to === undefined)),
    ),
  restarts: ({ restarts }) =>
    restarts.map(({ alarm, unit, instance, times }) =>
      about(alarm, historyWords().restarts.item(unit, instance, times)),
    ),
  cost: ({ cost: { mails, mailsUsd, sms } }) => [
    ...(mails > 0 ? [said(historyWords().cost.mails(mails, mailsUsd.toFixed(2)))] : []),
    ...(sms > 0 ? [said(historyWords().cost.sms(sms))] : []),
  ],
  reasons: ({ reasons }) =>
    reasons.map(({ why, changes }) => {
      const words = historyWords();
      return said(words.reasons.item(words.reason(why), grouped(changes)));
    }),
} satisfies Partial<Record<keyof Insights, ItemsOf>>;

type SectionId = keyof typeof ITEMS;
const isSection = (id: string): id is SectionId => Object.hasOwn(ITEMS, id);
const IDS = Object.keys(ITEMS).filter(isSection);

/** What there is nothing of is left out. */
export function sectionsOf(insights: Insights, timeZone: string): Section[] {
  const words = historyWords();
  const clock: Clock = {
    moment: (at) => localMinuteText(at, timeZone),
    end: Date.parse(insights.to),
  };
  return IDS.map((id) => ({
    id,
    title: words[id].title,
    note: words[id].note,
    items: ITEMS[id](insights, clock),
  })).filter(({ items }) => items.length > 0);
}
