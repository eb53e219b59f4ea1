/** `npm run pictures`: docs/pictures/, taken from the preview and from the page of a history. `--check` names those that show what is no more. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPage } from '../../cli/history/page/draw';
import { readOptions } from '../../cli/options';
import { createDrawer, type Drawer } from '../../cli/preview/drawer';
import { servePages } from '../../cli/preview/server';
import { run } from '../../cli/run';
import { LANGUAGES, type Language } from '../../shared/words/language';
import { sampleReading } from '../history-sample/reading';
import { sampleReplay } from '../history-sample/replay';
import { ZONE } from '../readings';
import { fontStyles, launchBrowser } from './launch';

const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, 'docs/pictures');
/** Which message each picture shows, as a hash: pictures themselves differ from machine to machine. */
const SHOWN = join(FOLDER, 'shown.json');

/** `of` is what of the page it is of, `part` the same in what is drawn. */
type Picture = {
  file: string;
  draw: (query: string) => Promise<string>;
  query: string;
  of: string;
  part: RegExp;
  size: { width: number; height: number };
};

/** A message is as wide as a README; a page has room for its columns. */
const SIZES = { message: { width: 820, height: 900 }, page: { width: 1_120, height: 720 } };

const previewPictures = (drawer: Drawer): Picture[] =>
  ['cpu-high', 'restart-finished', 'digest'].flatMap((event) =>
    LANGUAGES.map((language) => ({
      file: `${event}.${language}.png`,
      draw: drawer.draw,
      query: `?event=${event}&language=${language}`,
      of: '.channel',
      size: SIZES.message,
      part: /<article[\s\S]*<\/article>/,
    })),
  );

async function historyPicture(language: Language): Promise<Picture> {
  const reading = sampleReading();
  const replay = await sampleReplay(reading, { language });
  return {
    file: `history.${language}.png`,
    draw: createPage({ reading, replay, language, timeZone: ZONE }),
    query: '',
    of: 'body',
    size: SIZES.page,
    part: /<main>[\s\S]*(?=<h2 id="channel")/,
  };
}

/** One replay after the other: each speaks its language. */
async function picturesOf(drawer: Drawer): Promise<Picture[]> {
  const pictures = previewPictures(drawer);
  for (const language of LANGUAGES) pictures.push(await historyPicture(language));
  return pictures;
}

async function shownNow(pictures: Picture[]): Promise<Record<string, string>> {
  const shown: [file: string, hash: string][] = [];
  for (const { file, draw, query, part } of pictures) {
    const [message = ''] = part.exec(await draw(query)) ?? [];
    shown.push([file, createHash('sha256').update(message).digest('hex').slice(0, 12)]);
  }
  return Object.fromEntries(shown);
}

async function check(pictures: Picture[]): Promise<void> {
  const taken = existsSync(SHOWN) ? JSON.parse(readFileSync(SHOWN, 'utf8')) : {};
  const stale = Object.entries(await shownNow(pictures)).filter(([file, hash]) => taken[file] !== hash);
  for (const [file] of stale)
    console.warn(`docs/pictures/${file} shows what is no more. Take it anew: npm run pictures`);
  if (stale.length === 0) console.log('The pictures show what there is.');
}

async function take(pictures: Picture[]): Promise<void> {
  const browser = await launchBrowser();
  try {
    // The page's policy has no place for the fonts that are put in here.
    const context = await browser.newContext({ deviceScaleFactor: 2, bypassCSP: true });
    const page = await context.newPage();
    mkdirSync(FOLDER, { recursive: true });
    for (const { file, draw, query, of, size } of pictures) {
      await page.setViewportSize(size);
      const server = await servePages({ draw }, 0);
      await page.goto(server.url + query);
      await page.addStyleTag({ content: fontStyles() });
      await page.evaluate('document.fonts.ready');
      await page
        .locator(of)
        .first()
        .screenshot({ path: join(FOLDER, file) });
      server.stop();
      console.log(`docs/pictures/${file}`);
    }
  } finally {
    await browser.close();
  }
  writeFileSync(SHOWN, `${JSON.stringify(await shownNow(pictures), null, 2)}\n`);
}

run(async () => {
  const { values } = readOptions({ options: { check: { type: 'boolean', default: false } } });
  const drawer = createDrawer({});
  try {
    const pictures = await picturesOf(drawer);
    await (values.check ? check(pictures) : take(pictures));
  } finally {
    drawer.stop();
  }
});
