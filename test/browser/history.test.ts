import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { History } from '../../cli/history/show';
import type { Config } from '../../shared/config/schema';
import { sampleReading } from '../history-sample/reading';
import { SHOP } from '../history-sample/replay';
import { alarm, change, rang, readingOf, ZONE } from '../readings';
import { replayOf } from '../replays';
import { launchBrowser } from './launch';
import { type ServedPage, startPage } from './served-page';
import { NOTHING, openWindow, type Window } from './window';

const HOSTILE = `<script>hacked = 1</script><img src="http://127.0.0.1:9/x" onerror="hacked = 1"> "><b onclick=x> javascript:hacked=1`;

const folder = mkdtempSync(join(tmpdir(), 'history-'));

/** A page of its own for a history. */
function serve(name: string, history: History): Promise<ServedPage> {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(history));
  return startPage('test/browser/history-server.ts', file);
}

function hostileHistory(): History {
  const changes = [
    ...[0, 1, 2].flatMap((minute) => rang(HOSTILE, `03:1${minute}`, `03:1${minute}`)),
    change(HOSTILE, 'INSUFFICIENT_DATA', '03:20'),
  ];
  const reading = readingOf([alarm(HOSTILE, { alarmActions: [] })], changes);
  const replay = replayOf(reading, {
    restarts: [{ at: 0, alarm: HOSTILE, unit: HOSTILE, instance: HOSTILE }],
  });
  const told = replay.told.map((one) => ({ ...one, why: HOSTILE }));
  const differences = told.map((one) => ({ one, other: { ...one, severity: 'info' as const } }));
  const against = { names: [HOSTILE, `${HOSTILE} 2`] as [string, string], replay, differences };
  return { reading, replay: { ...replay, told }, language: 'en', timeZone: ZONE, against };
}

/** A day of 6,000 messages, and as many changes that were suppressed. */
function busyHistory(): History {
  const changes = Array.from({ length: 3_000 }, (_, index) => {
    const at = (seconds: number): string =>
      new Date(Date.UTC(2026, 2, 2, 0, 0, 10 * index + seconds)).toISOString();
    const name = `web-${index % 500}`;
    return [
      ...rang(name, at(0), at(2)),
      change(name, 'INSUFFICIENT_DATA', at(4)),
      change(name, 'INSUFFICIENT_DATA', at(6)),
    ];
  }).flat();
  const reading = readingOf([], changes);
  return { reading, replay: replayOf(reading), language: 'en', timeZone: 'UTC' };
}

/** The sample through the command, as somebody opens what a colleague has saved. */
function serveSample(shop: Partial<Config>, quiet?: Partial<Config>): Promise<ServedPage> {
  const written = (name: string, content: object): string => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(content)); // which is YAML as well
    return file;
  };
  const reading = written('reading.json', sampleReading());
  const config = written(`shop-${shop.language ?? 'en'}.yml`, { ...SHOP, ...shop });
  const against = quiet && written('quiet.yml', { ...SHOP, ...shop, ...quiet });
  return startPage(
    'cli/history.ts',
    ...['--file', reading, '--config', config],
    ...(against ? ['--against', against] : []),
  );
}

let browser: Browser;
let served: Record<'sample' | 'hostile' | 'busy' | 'compared', ServedPage>;
beforeAll(async () => {
  browser = await launchBrowser();
  served = {
    sample: await serveSample({}),
    hostile: await serve('hostile', hostileHistory()),
    busy: await serve('busy', busyHistory()),
    compared: await serveSample({ language: 'ko' }, { notifyOn: { ok: 'never', insufficientData: 'never' } }),
  };
});
afterAll(async () => {
  await browser?.close();
  for (const one of Object.values(served ?? {})) await one.stop();
  rmSync(folder, { recursive: true });
});

let window: Window;
let page: Page;
async function open(width: number, height: number): Promise<void> {
  window = await openWindow(
    browser,
    { width, height },
    Object.values(served).map(({ url }) => url),
  );
  page = window.page;
}
afterEach(async () => expect(await window.close()).toEqual(NOTHING));

const isInSight = async (selector: string, height: number): Promise<boolean> => {
  const { y } = (await page.locator(selector).first().boundingBox()) ?? { y: Number.NaN };
  return y > -1 && y < height; // parts of a pixel are none
};
const texts = (selector: string): Promise<string[]> => page.locator(selector).allInnerTexts();

/** Messages of one alarm, which name it; a digest has its headline. */
const alone = async (): Promise<string[]> =>
  (await texts('article')).filter((text) => !text.includes('They come together'));

describe.each([
  ['a phone', 390, 844],
  ['a desk', 1280, 900],
])('at the width of %s', (_, width, height) => {
  beforeEach(() => open(width, height));

  it('has figures on top, and below them the newest day', async () => {
    await page.goto(served.sample.url);
    expect(await texts('.figures dd')).toEqual(['37', '15', '131', '1']);
    expect(await isInSight('.figures', height)).toBe(true);
    expect(await isInSight('.card', height)).toBe(true);
    expect((await texts('.card h2')).slice(0, 3)).toEqual(['Noisiest', 'Flapping', 'Ring together']);
    expect(await page.locator('#channel').innerText()).toContain('2026-03-02');
    expect(await window.overflow()).toBe(0);
  });

  it('leads from day to day, and from an alarm to its messages', async () => {
    await page.goto(served.sample.url);
    await page.locator('nav a', { hasText: '02-26' }).click();
    await page.waitForURL(/date=2026-02-26.*#channel/);
    expect(await isInSight('#channel', height / 2)).toBe(true);
    expect(await isInSight('nav [aria-current=page]', height)).toBe(true);
    const digest = page.locator('article', { hasText: 'They come together' });
    expect(await digest.innerText()).toContain('7 alarms');
    await page.locator('.card a', { hasText: 'web-2 memory' }).first().click();
    await page.waitForURL(/alarm=web-2\+memory/);
    expect(await page.locator('article').count()).toBe(50);
    expect((await alone()).every((text) => text.includes('web-2 memory'))).toBe(true);
    expect(await window.overflow()).toBe(0);
  });

  it('says behind a click what was suppressed, and why', async () => {
    await page.goto(`${served.sample.url}?alarm=users-db+cpu`);
    const reason = page.locator('.suppressed li').first();
    expect(await reason.isVisible()).toBe(false);
    await page.locator('.suppressed summary').first().click();
    expect(await reason.isVisible()).toBe(true);
    expect(await reason.innerText()).toMatch(/^\d\d:\d\d users-db cpu ALARM its actions are disabled$/);
  });

  it('runs nothing that a history says', async () => {
    for (const query of [
      '',
      `?alarm=${encodeURIComponent(HOSTILE)}`,
      `?alarm=${encodeURIComponent('"><script>')}`,
    ]) {
      await page.goto(served.hostile.url + query);
      expect(await page.locator('.card').first().innerText()).toContain('<script>');
      expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
      expect(await page.locator('body :is(script, img, [onclick], [onerror])').count()).toBe(0);
      expect(await window.overflow()).toBe(0);
    }
  });

  it('shows two configurations side by side, and what they tell otherwise', async () => {
    await page.goto(served.compared.url);
    expect(await texts('.compared thead th')).toEqual(
      ['shop-ko.yml', 'quiet.yml'].map((name) => join(folder, name)),
    );
    expect(await texts('.compared tr.differs')).toEqual([
      '메시지\t518\t252',
      '하루 평균\t37\t18',
      '야간\t210\t100',
      '알린 변경\t524\t258',
      '알리지 않은 변경\t131\t397',
    ]);
    expect(await page.locator('.compared h2').innerText()).toBe('결과가 달라지는 변경 266건');
    await page.locator('.compared summary').first().click();
    expect(await page.locator('.compared article').first().innerText()).toContain('users-db: 복제 지연');
    expect(await window.overflow()).toBe(0);
  });
});

describe('by keys', () => {
  beforeEach(() => open(1280, 900));

  it('goes from day to day, filters, and turns dark', async () => {
    await page.goto(served.sample.url);
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(/date=2026-03-01/);
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/date=2026-03-02/);
    await page.keyboard.press('/');
    await page.keyboard.type('web-1 d'); // no key of the page, while somebody writes
    await page.keyboard.press('Backspace');
    await page.keyboard.type('*');
    await page.keyboard.press('Enter');
    await page.waitForURL(/alarm=web-1(\+|%20)\*/);
    expect(await page.locator('article').count()).toBeGreaterThan(10);
    expect((await alone()).every((text) => /alarm web-1 /.test(text))).toBe(true);
    await page.locator('#channel').click();
    await page.keyboard.press('d');
    await page.waitForURL(/theme=dark#channel/);
  });

  it('follows links by Tab and Enter', async () => {
    await page.goto(served.sample.url);
    await page.locator('.card a').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/alarm=web-3\+cpu/);
  });
});

describe('with thousands of messages', () => {
  beforeEach(() => open(1280, 900));

  it('is a hundred of them at a time, and soon there', async () => {
    await page.goto(served.busy.url);
    for (const [link, range] of [
      ['next', '101–200 of 6,000'],
      ['prev', '1–100 of 6,000'],
    ]) {
      const begun = performance.now();
      await page.locator(`.pager [rel=${link}]`).first().click();
      await page
        .locator('.pager', { hasText: range ?? '' })
        .first()
        .waitFor();
      expect(performance.now() - begun).toBeLessThan(3_000);
    }
    expect(await page.locator('article').count()).toBe(100);
    expect((await page.content()).length).toBeLessThan(1_000_000);
  });
});
