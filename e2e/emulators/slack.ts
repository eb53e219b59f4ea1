/** Starts the Slack emulator, and reads back what was posted. */
import { delimiter, join } from 'node:path';
import * as v from 'valibot';
import { executables, node24, root } from './paths';
import { type Running, startOnFreePort } from './process';

const pageSize = '200';

const messageSchema = v.looseObject({
  ts: v.string(),
  text: v.string(),
  blocks: v.exactOptional(v.array(v.unknown())),
  attachments: v.exactOptional(v.array(v.unknown())),
});

const pageSchema = v.variant('ok', [
  v.object({
    ok: v.literal(true),
    messages: v.array(messageSchema),
    response_metadata: v.object({ next_cursor: v.string() }),
  }),
  v.object({ ok: v.literal(false), error: v.string() }),
]);

/** A message as Slack gives it back. */
export type SlackMessage = v.InferOutput<typeof messageSchema>;

async function readPage(url: string, cursor: string) {
  const response = await fetch(`${url}/api/conversations.history`, {
    method: 'POST',
    headers: { authorization: 'Bearer xoxb-test' },
    body: new URLSearchParams({ channel: 'C000000001', limit: pageSize, cursor }),
    signal: AbortSignal.timeout(5_000),
  });
  const page = v.parse(pageSchema, await response.json());
  if (!page.ok) throw new Error(`Slack refused conversations.history: ${page.error}`);
  return page;
}

/** Everything in the channel that the webhook posts to, oldest first. */
export async function readMessages(url: string): Promise<SlackMessage[]> {
  const newestFirst: SlackMessage[] = [];
  let cursor = '';
  do {
    const page = await readPage(url, cursor);
    newestFirst.push(...page.messages);
    cursor = page.response_metadata.next_cursor;
  } while (cursor !== '');
  return newestFirst.reverse();
}

/** The Slack emulator: where to post, where to look, and what was posted. */
export type Slack = Running & {
  url: string;
  webhookUrl: string;
  pageUrl: string;
  messages: () => Promise<SlackMessage[]>;
};

/** Starts the Slack emulator. */
export async function startSlack(): Promise<Slack> {
  const emulate = join(root, 'node_modules/emulate/dist/index.js');
  const { url, ...running } = await startOnFreePort((port) => ({
    name: 'emulate',
    command: node24(),
    args: [emulate, 'start', '--service', 'slack', '--host', '127.0.0.1', '--port', String(port)],
    env: { PATH: [executables, '/usr/bin', '/bin'].join(delimiter) },
    ready: /Ready\./,
  }));
  return {
    ...running,
    url,
    webhookUrl: `${url}/services/T000000001/B000000001/X000000001`,
    pageUrl: `${url}/`,
    messages: () => readMessages(url),
  };
}
