/** The insights in words, in the language that is spoken: what the page shows and a message says. */
import { quantities, quantity } from '../../shared/alarm/quantity';
import { localMinute } from '../../shared/text/clock';
import { SECOND_MS, shortDuration } from '../../shared/text/duration';
import { grouped } from '../../shared/text/number';
import { historyWords } from '../../shared/words/history';
import type { Insights } from './insights/insights';
import type { Mend } from './insights/mend';
import type { Silent } from './insights/silent';

/** `alarms` are raw names, of what the item is about; `text` stands behind them, `mend` below. */
export type Item = { alarms: string[]; text: string; mend: string };

/** `note` is what it means and what to do. The first items matter most. */
export type Section = { id: keyof Insights; title: string; note: string; items: Item[] };

export function mendText(mend: Mend): string {
  const words = historyWords().mend;
  switch (mend.how) {
    case 'periods': {
      const { to, from, period, quiet, of } = mend;
      return words.periods(to, from, shortDuration(period * SECOND_MS), quiet, of);
    }
    case 'threshold': {
      const { value, limit } = quantities(mend.to, mend.from, mend.unit);
      return words.threshold(value, limit, mend.quiet, mend.of);
    }
    case 'severity':
    case 'action':
    case 'gone':
      return words[mend.how];
  }
}

const about = (alarm: string, text: string, mend = ''): Item => ({ alarms: [alarm], text, mend });
const said = (text: string): Item => ({ alarms: [], text, mend: '' });

const percent = (share: number): string => quantity(share, 'ratio');

/** What there is nothing of is left out. */
export function sectionsOf(insights: Insights, timeZone: string): Section[] {
  const words = historyWords();
  const moment = (at: number): string => Object.values(localMinute(at, timeZone)).join(' ');
  const silent = (all: Silent[]): Item[] => all.map(({ alarm, rings }) => about(alarm, words.rang(rings)));
  const { mails, mailsUsd, sms } = insights.cost;
  const { noisiest, flapping, together, withoutData, longest, restarts, cost, reasons } = words;
  const sections: Section[] = [
    {
      id: 'noisiest',
      title: noisiest.title,
      note: '',
      items: insights.noisiest.map(({ alarm, notified, share, byNight, mend }) =>
        about(alarm, noisiest.item(grouped(notified), percent(share), grouped(byNight)), mendText(mend)),
      ),
    },
    {
      id: 'flapping',
      title: flapping.title,
      note: flapping.note,
      items: insights.flapping.map(({ alarm, most, at, rings, mend }) =>
        about(alarm, flapping.item(most, moment(at), rings), mendText(mend)),
      ),
    },
    {
      id: 'together',
      title: together.title,
      note: together.note,
      items: insights.together.map(({ alarms, times }) => ({ alarms, text: together.item(times), mend: '' })),
    },
    { id: 'actionsOff', ...words.actionsOff, items: silent(insights.actionsOff) },
    { id: 'withoutAction', ...words.withoutAction, items: silent(insights.withoutAction) },
    {
      id: 'withoutData',
      title: withoutData.title,
      note: withoutData.note,
      items: insights.withoutData.map(({ alarm, since }) =>
        about(alarm, withoutData.item(shortDuration(Date.parse(insights.to) - since))),
      ),
    },
    {
      id: 'longest',
      title: longest.title,
      note: longest.note,
      items: insights.longest.map(({ alarm, ms, from, isOlder, to }) =>
        about(alarm, longest.item(shortDuration(ms), moment(from), isOlder, to === undefined)),
      ),
    },
    {
      id: 'restarts',
      title: restarts.title,
      note: '',
      items: insights.restarts.map(({ alarm, unit, instance, times }) =>
        about(alarm, restarts.item(unit, instance, times)),
      ),
    },
    {
      id: 'cost',
      title: cost.title,
      note: '',
      items: [
        ...(mails > 0 ? [said(cost.mails(mails, mailsUsd.toFixed(2)))] : []),
        ...(sms > 0 ? [said(cost.sms(sms))] : []),
      ],
    },
    {
      id: 'reasons',
      title: reasons.title,
      note: '',
      items: insights.reasons.map(({ why, changes }) => said(reasons.item(why, grouped(changes)))),
    },
  ];
  return sections.filter(({ items }) => items.length > 0);
}
