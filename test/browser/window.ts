/** A window of the browser, and what it complains of. */
import type { Browser, Page } from 'playwright-core';

/**
 * `overflow`: how many pixels the page is wider than the window. `close` gives back what stood in the console, what failed, what asked
 * a question, and what was asked of others.
 */
export type Window = {
  page: Page;
  overflow: () => Promise<number>;
  close: () => Promise<{ complaints: string[]; foreign: string[] }>;
};

/** What is there once it was closed without a complaint. */
export const NOTHING = { complaints: [], foreign: [] };

/** @param ours where the addresses begin that a page may ask for */
export async function openWindow(
  browser: Browser,
  size: { width: number; height: number },
  ours: string[],
): Promise<Window> {
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  page.on('request', (request) => {
    if (!ours.some((url) => request.url().startsWith(url))) foreign.push(request.url());
  });
  return {
    page,
    overflow: () =>
      page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    close: async () => {
      await context.close();
      return { complaints, foreign };
    },
  };
}
