/** The demo's page: a channel of Slack, in which messages appear as they come. */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { openBrowser } from '../../cli/preview/open-browser';
import { Head } from '../../cli/preview/page';
import { servePages } from '../../cli/preview/server';
import { DrawnMessage, type Look } from '../../cli/preview/slack';
import { localMinute } from '../../shared/text/clock';
import type { SlackMessage } from '../emulators/slack';

const POLL_INTERVAL_MS = 500;

const LOOK: Look = { theme: 'light', language: 'en', timeZone: 'Asia/Seoul' };

const Channel = (): ReactNode => (
  <html lang="en" data-theme={LOOK.theme}>
    <Head title="#alarms: Alarm Responder" script="/channel.js" />
    <body>
      <header>
        <b># alarms</b>
        <small>What the deployment on this machine posts to Slack. Acts are chosen in the terminal.</small>
      </header>
      <main className="live" aria-live="polite" data-theme={LOOK.theme} />
    </body>
  </html>
);

export const drawn = (message: SlackMessage): string =>
  renderToStaticMarkup(
    <DrawnMessage
      message={message}
      look={LOOK}
      time={localMinute(Number(message.ts) * 1_000, LOOK.timeZone).time}
    />,
  );

export type ChannelPage = { url: string; stop: () => void };

/** @param messages all that were posted, oldest first */
export async function serveChannel(messages: () => Promise<SlackMessage[]>): Promise<ChannelPage> {
  const draw = async (): Promise<string> => `<!doctype html>${renderToStaticMarkup(<Channel />)}`;
  const page = await servePages(
    {
      draw,
      follow: (response) => {
        let sent = 0;
        const poll = async (): Promise<void> => {
          const since = (await messages()).slice(sent);
          sent += since.length;
          for (const one of since) response.write(`data: ${JSON.stringify(drawn(one))}\n\n`);
        };
        const next = (): void => {
          poll().then(
            () => (response.destroyed ? undefined : setTimeout(next, POLL_INTERVAL_MS).unref()),
            (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
          );
        };
        next();
      },
    },
    0,
  );
  openBrowser(page.url);
  return page;
}
