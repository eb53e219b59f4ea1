import type { Browser } from 'playwright-core';
import type { SlackMessage } from '../../e2e/emulators/slack';
import { launchBrowser } from './launch';
import { type ServedPage, startPage } from './served-page';
import { NOTHING, openWindow } from './window';

const messageOf = (ts: number, text: string): SlackMessage => ({
  ts: `${ts}.000100`,
  text,
  attachments: [
    {
      color: '#d72b3f',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `${text}\n\`\`\`log\`\`\`` } }],
    },
  ],
});

let posted = 0;
function post(text: string): void {
  posted += 1;
  channel.write(JSON.stringify(messageOf(1_772_421_084 + posted, text)));
}

let browser: Browser;
let channel: ServedPage;
beforeAll(async () => {
  [browser, channel] = await Promise.all([launchBrowser(), startPage('test/browser/channel-server.ts')]);
  post('🔴 *web-1*: CPU at 92 %');
});
afterAll(async () => {
  await browser?.close();
  await channel?.stop();
});

describe('the channel of the demo', () => {
  it.each([390, 1280])('shows messages as they come, at a width of %d', async (width) => {
    const { page, close } = await openWindow(browser, { width, height: 800 }, [channel.url]);
    await page.goto(channel.url);
    await page.getByText('web-1').first().waitFor();
    const before = posted;
    for (let index = 0; index < 12; index += 1) {
      post(`🟢 *late ${width} ${index}* &lt;script&gt;hacked = 1&lt;/script&gt;`);
    }
    const last = page.locator('article').nth(before + 11);
    await last.waitFor();
    expect(await last.innerText()).toContain(`late ${width} 11 <script>`);
    await page.waitForFunction('scrollY + document.querySelector("main").scrollTop > 0'); // it has followed
    expect(await page.locator('article').count()).toBe(posted);
    expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
    expect(await close()).toEqual(NOTHING);
  });
});
