/** Draws the page of a history. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { speak } from '../../../shared/words/language';
import { createChannel } from '../channel';
import { type Insights, insightsOf } from '../insights/insights';
import { sectionsOf } from '../sections';
import type { History } from '../show';
import type { ComparedContent } from './compared';
import { HistoryPage, type PageContent } from './page';
import { type View, viewOf } from './view';

/** The newest day with a message, or the newest of all. */
const lastDay = ({ messages: { days } }: Insights): string | undefined =>
  (days.findLast(({ messages }) => messages > 0) ?? days.at(-1))?.date;

/** A day, unless an alarm is looked at. */
const complete = (view: View, insights: Insights): View =>
  view.date || view.alarm ? view : { ...view, date: lastDay(insights) };

/** Draws the page of an address; all figures are there beforehand. */
export function createPage(history: History): (search: string) => Promise<string> {
  const { reading, replay, language, timeZone, against } = history;
  speak(language);
  const insights = insightsOf(reading, replay, timeZone);
  const sections = sectionsOf(insights, timeZone);
  const channel = createChannel(replay, timeZone);
  const compared: ComparedContent | undefined = against && {
    names: against.names,
    insights: [insights, insightsOf(reading, against.replay, timeZone)],
    replays: [replay, against.replay],
    differences: against.differences,
  };
  return async (search) => {
    speak(language); // another page may have spoken meanwhile
    const view = complete(viewOf(search), insights);
    const content: PageContent = { insights, sections, compared, part: channel.part(view) };
    const look = { theme: view.theme, language, timeZone };
    return `<!doctype html>${renderToStaticMarkup(createElement(HistoryPage, { content, view, look }))}`;
  };
}
