/** Shows a history on a page, or as JSON. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Language, speak } from '../../shared/words/language';
import { openBrowser } from '../preview/open-browser';
import { servePages } from '../preview/server';
import { type Channel, createChannel } from './channel';
import { type Insights, insightsOf } from './insights/insights';
import type { ComparedContent, Difference } from './page/compared';
import { HistoryPage, type PageContent } from './page/page';
import { type View, viewOf } from './page/view';
import type { Reading } from './reading';
import type { Replay } from './replay-types';
import { sectionsOf } from './sections';

/**
 * What is shown. `language` and `timeZone` are those of the configuration. `against`: a replay by another one, and what they
 * would tell otherwise; `names` are what people call the two.
 */
export type History = {
  reading: Reading;
  replay: Replay;
  language: Language;
  timeZone: string;
  against?: { names: [string, string]; replay: Replay; differences: Difference[] } | undefined;
};

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
  const channel: Channel = createChannel(replay, timeZone);
  const compared: ComparedContent | undefined = against && {
    names: against.names,
    insights: [insights, insightsOf(reading, against.replay, timeZone)],
    replays: [replay, against.replay],
    differences: against.differences,
  };
  return async (search) => {
    const view = complete(viewOf(search), insights);
    const content: PageContent = { insights, sections, compared, part: channel.part(view) };
    const look = { theme: view.theme, language, timeZone };
    return `<!doctype html>${renderToStaticMarkup(createElement(HistoryPage, { content, view, look }))}`;
  };
}

/** Serves the page until the command ends. @param port 0: one that is free */
export async function show(history: History, port: number): Promise<{ url: string; stop: () => void }> {
  const page = await servePages({ draw: createPage(history) }, port);
  console.log(`What would have been said: ${page.url}\nCtrl-C ends it.`);
  openBrowser(page.url);
  return page;
}
