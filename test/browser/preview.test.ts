import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { alarmMessage } from '../alarm-events';
import { launchBrowser } from './launch';
import { type ServedPage, startPage } from './served-page';
import { NOTHING, openWindow, type Window } from './window';

const HOSTILE = `<script>hacked = 1</script><img src="http://127.0.0.1:9/x" onerror="hacked = 1"> "><b onclick=x> [a](javascript:hacked=1)`;

const folder = mkdtempSync(join(tmpdir(), 'preview-'));
const own = join(folder, 'hostile.json');
let browser: Browser;
let preview: ServedPage;
beforeAll(async () => {
  writeFileSync(own, JSON.stringify({ ...alarmMessage({ name: HOSTILE }), AlarmDescription: HOSTILE }));
  [browser, preview] = await Promise.all([launchBrowser(), startPage('cli/preview.ts', own)]);
});
afterAll(async () => {
  await browser?.close();
  await preview?.stop();
  rmSync(folder, { recursive: true });
});

let window: Window;
let page: Page;
async function open(width: number, height: number): Promise<void> {
  window = await openWindow(browser, { width, height }, [preview.url]);
  page = window.page;
}
afterEach(async () => expect(await window.close()).toEqual(NOTHING));

const headline = (): Promise<string> => page.locator('.said p').first().innerText();

/** What of a message stands out of its frame. */
const CUT = `[...document.querySelectorAll('.channel, .mail, .sms')].flatMap((frame) =>
  [...frame.querySelectorAll('*')]
    .filter((part) => part.getBoundingClientRect().right > frame.getBoundingClientRect().right)
    .map((part) => part.textContent))`;

describe.each([
  ['a phone', 390, 844],
  ['a desk', 1280, 900],
])('at the width of %s', (_, width, height) => {
  beforeEach(() => open(width, height));

  it('is read, switched and followed', async () => {
    await page.goto(`${preview.url}?event=cpu-high`);
    expect(await headline()).toBe('🔴 web-1: CPU at 91.7 % (limit 50 %), 3rd time in 24 h');
    expect(await page.locator('.slack pre').first().innerText()).toContain('now 95.3 %');
    await page.getByText('한국어').click();
    expect(await headline()).toBe('🔴 web-1: CPU 91.7 % (기준 50 %), 24시간 내 3번째');
    const ground = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.getByText('Dark', { exact: true }).click();
    expect(await ground()).not.toBe(light);
    await page.locator('nav a', { hasText: 'restart-finished' }).click();
    expect(await headline()).toBe('🟢 web-1: httpd 실행 중 (20초 만에 재시작)');
    expect(await window.overflow()).toBe(0);
  });

  it('cuts nothing of any message', async () => {
    await page.goto(preview.url);
    const addresses = await page.locator('nav a').evaluateAll((links) => links.map(String));
    expect(addresses.length).toBeGreaterThan(40);
    for (const address of addresses) {
      await page.goto(address);
      expect({ address, cut: await page.evaluate(CUT) }).toEqual({ address, cut: [] });
    }
  });

  it('has the message in sight', async () => {
    await page.goto(`${preview.url}?event=digest`);
    expect(await page.locator('.slack').first().isVisible()).toBe(true);
    const { y } = (await page.locator('.slack').first().boundingBox()) ?? { y: Number.NaN };
    expect(y).toBeLessThan(height / 2 + 60);
    expect(await page.locator('nav [aria-current=page]').isVisible()).toBe(true);
  });

  it('runs nothing that a message says', async () => {
    await page.goto(preview.url);
    expect(await page.locator('h1').innerText()).toBe('hostile.json');
    expect(await page.locator('.mail b').innerText()).toContain('<script>');
    expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
    expect(await page.locator('main :is(script, img, [onclick], [onerror])').count()).toBe(0);
    expect(await window.overflow()).toBe(0);
  });
});

describe('by keys', () => {
  beforeEach(() => open(1280, 900));

  it('goes up and down, switches, and copies what the Block Kit Builder takes', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${preview.url}?event=alarm-ok`);
    await page.keyboard.press('ArrowDown');
    await page.waitForURL(/event=alarm&/);
    await page.keyboard.press('k');
    await page.waitForURL(/event=alarm-ok&/);
    await page.keyboard.press('l');
    await page.waitForURL(/language=ko/);
    await page.keyboard.press('d');
    await page.waitForURL(/theme=dark/);
    await page.keyboard.press('c');
    await page.getByText('Copied').waitFor();
    const copied = JSON.parse(await page.evaluate('navigator.clipboard.readText()'));
    expect(copied.blocks[0].text.text).toMatch(/^🟢 \*web-1\*: /);
    expect(copied.attachments[0].blocks.length).toBeGreaterThan(0);
  });

  it('follows links by Tab and Enter', async () => {
    await page.goto(`${preview.url}?event=alarm-ok`);
    await page.keyboard.press('Tab');
    const focused = await page.evaluate('document.activeElement.href');
    await page.keyboard.press('Enter');
    await page.waitForURL(String(focused));
  });
});
