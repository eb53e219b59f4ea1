import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { readMessages } from './slack';

/** Answers with one page after the other, keeps what was asked, and reads. */
async function readFrom(pages: readonly unknown[]) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    asked.push(`${request.url} ${request.headers.authorization} ${await text(request)}`);
    response.end(JSON.stringify(pages[asked.length - 1]));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  try {
    return { asked, messages: await readMessages(`http://127.0.0.1:${port}`) };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('readMessages', () => {
  it('reads every page, oldest message first, with all that it holds', async () => {
    const blocks = [{ type: 'divider' }];
    const { asked, messages } = await readFrom([
      {
        ok: true,
        messages: [
          { ts: '3', text: 'c' },
          { ts: '2', text: 'b', blocks },
        ],
        response_metadata: { next_cursor: '1' },
      },
      { ok: true, messages: [{ ts: '1', text: 'a', user: 'B1' }], response_metadata: { next_cursor: '' } },
    ]);
    expect(messages).toEqual([
      { ts: '1', text: 'a', user: 'B1' },
      { ts: '2', text: 'b', blocks },
      { ts: '3', text: 'c' },
    ]);
    expect(asked).toEqual([
      '/api/conversations.history Bearer xoxb-test channel=C000000001&limit=200&cursor=',
      '/api/conversations.history Bearer xoxb-test channel=C000000001&limit=200&cursor=1',
    ]);
  });

  it('fails when Slack refuses', async () => {
    await expect(readFrom([{ ok: false, error: 'channel_not_found' }])).rejects.toThrow(
      'Slack refused conversations.history: channel_not_found',
    );
  });
});
