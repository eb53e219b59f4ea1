/** The process that draws pages; `drawer.ts` starts another one when something has changed. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { messageOf } from '../../shared/errors';
import { LANGUAGES, type Language, speak } from '../../shared/words/language';
import { Page, type View } from './page';
import { prepare, type Request } from './prepare';
import { readSamples, type Sample } from './samples';

const has = <T extends string>(values: readonly T[], value: string | null): value is T =>
  values.some((one) => one === value);

/** What an address asks for; what it leaves open is the configuration's, and a message that shows much. */
function viewOf(search: string, samples: string, language: Language): View {
  const asked = new URLSearchParams(search);
  const [askedLanguage, theme] = [asked.get('language'), asked.get('theme')];
  return {
    event: asked.get('event') ?? samples,
    language: has(LANGUAGES, askedLanguage) ? askedLanguage : language,
    theme: theme === 'dark' ? 'dark' : 'light',
  };
}

const FIRST = 'cpu-high';

/** One language after the other: what is spoken is global. */
function drawing(request: Request): (search: string) => Promise<string> {
  const { place, language: configured } = prepare(request);
  const read = new Map<Language, Promise<Sample[]>>();
  let turn: Promise<unknown> = Promise.resolve();
  const samplesIn = (language: Language): Promise<Sample[]> => {
    const reading =
      read.get(language) ??
      turn.then(() => {
        speak(language);
        return readSamples(place, request.own);
      });
    turn = reading.catch(() => undefined); // whoever asked for it gets the error
    read.set(language, reading);
    return reading;
  };
  return async (search) => {
    const asked = viewOf(search, '', configured);
    const samples = await samplesIn(asked.language);
    const first = request.own ? samples[0]?.name : FIRST;
    const view = asked.event === '' && first ? { ...asked, event: first } : asked;
    const page = createElement(Page, { samples, view, timeZone: place.timeZone });
    return `<!doctype html>${renderToStaticMarkup(page)}`;
  };
}

/** What it is asked, and what it answers. */
export type Question = { id: number; search: string };
export type Answer = { id: number; html: string } | { id: number; problem: string };

function main(): void {
  let draw: ReturnType<typeof drawing> | undefined;
  const answer = async ({ id, search }: Question): Promise<Answer> => {
    try {
      draw ??= drawing(JSON.parse(process.argv[2] ?? '{}')); // here, so that what is wrong with the configuration is an answer
      return { id, html: await draw(search) };
    } catch (error) {
      return { id, problem: messageOf(error) };
    }
  };
  process.on('message', async (question: Question) => process.send?.(await answer(question)));
  process.on('disconnect', () => process.exit());
}

main();
