/** What a history is, and the page that shows it. */
import type { Language } from '../../shared/words/language';
import { openBrowser } from '../preview/open-browser';
import { servePages } from '../preview/server';
import type { Reading } from './reading';
import type { Difference } from './replay/differences';
import type { Replay } from './replay-types';

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

/**
 * Serves the page until the command ends, and says where.
 * @param port 0: one that is free
 */
export async function show(history: History, port: number): Promise<void> {
  process.env.NODE_ENV ??= 'production'; // before React is loaded, which draws three times as fast then
  const draw = (await import('./page/draw')).createPage(history);
  const { url } = await servePages({ draw }, port);
  console.log(`What would have been said: ${url}\nCtrl-C ends it.`);
  openBrowser(url);
}
