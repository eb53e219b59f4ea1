/** `npm run pictures`: docs/pictures/, taken from the preview. `--check` names those that show what is no more. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOptions } from '../../cli/options';
import { createDrawer, type Drawer } from '../../cli/preview/drawer';
import { servePages } from '../../cli/preview/server';
import { run } from '../../cli/run';
import { fontStyles, launchBrowser } from './launch';

const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, 'docs/pictures');
/** Which message each picture shows, as a hash: pictures themselves differ from machine to machine. */
const SHOWN = join(FOLDER, 'shown.json');

const PICTURES = ['cpu-high', 'restart-finished', 'digest'].flatMap((event) =>
  ['en', 'ko'].map((language) => ({
    file: `${event}.${language}.png`,
    query: `?event=${event}&language=${language}`,
  })),
);

async function shownNow(drawer: Drawer): Promise<Record<string, string>> {
  const shown: [file: string, hash: string][] = [];
  for (const { file, query } of PICTURES) {
    const [message = ''] = /<article[\s\S]*<\/article>/.exec(await drawer.draw(query)) ?? [];
    shown.push([file, createHash('sha256').update(message).digest('hex').slice(0, 12)]);
  }
  return Object.fromEntries(shown);
}

async function check(drawer: Drawer): Promise<void> {
  const taken = existsSync(SHOWN) ? JSON.parse(readFileSync(SHOWN, 'utf8')) : {};
  const stale = Object.entries(await shownNow(drawer)).filter(([file, hash]) => taken[file] !== hash);
  for (const [file] of stale)
    console.warn(`docs/pictures/${file} shows what is no more. Take it anew: npm run pictures`);
  if (stale.length === 0) console.log('The pictures show what there is.');
}

async function take(drawer: Drawer): Promise<void> {
  const [browser, server] = await Promise.all([launchBrowser(), servePages(drawer, 0)]);
  try {
    // The page's policy has no place for the fonts that are put in here.
    const context = await browser.newContext({
      viewport: { width: 820, height: 900 },
      deviceScaleFactor: 2,
      bypassCSP: true,
    });
    const page = await context.newPage();
    mkdirSync(FOLDER, { recursive: true });
    for (const { file, query } of PICTURES) {
      await page.goto(server.url + query);
      await page.addStyleTag({ content: fontStyles() });
      await page.evaluate('document.fonts.ready');
      await page
        .locator('.channel')
        .first()
        .screenshot({ path: join(FOLDER, file) });
      console.log(`docs/pictures/${file}`);
    }
  } finally {
    server.stop();
    await browser.close();
  }
  writeFileSync(SHOWN, `${JSON.stringify(await shownNow(drawer), null, 2)}\n`);
}

run(async () => {
  const { values } = readOptions({ options: { check: { type: 'boolean', default: false } } });
  const drawer = createDrawer({});
  try {
    await (values.check ? check(drawer) : take(drawer));
  } finally {
    drawer.stop();
  }
});
