import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { probeText, probeWebhook, readProbe } from './probe';

describe('readProbe', () => {
  it.each([
    [400, 'no_text', 'alive'],
    [400, 'missing_text\n', 'alive'],
    [200, 'ok', 'alive'],
    [404, 'no_service', 'dead'],
    [403, 'invalid_token', 'dead'],
    [403, 'action_prohibited', 'dead'],
    [410, 'channel_is_archived', 'dead'],
    [404, '<html>', 'dead'],
    // Said to come from living webhooks of the old kind, and of workspaces that are gone.
    [400, 'missing_text_or_fallback_or_attachments', 'unclear'],
    [400, 'invalid_payload', 'unclear'],
    [500, 'rollup_error', 'unclear'],
    [429, 'rate_limited', 'unclear'],
    [200, '<html>', 'unclear'],
  ])('of HTTP %i with %j is %s', (status, body, expected) => {
    expect(readProbe(status, body).state).toBe(expected);
  });

  it('repeats a word, and nothing else', () => {
    expect(readProbe(404, 'no page at /services/T0/B0/secret')).toMatchObject({
      word: 'something else than a word',
    });
  });
});

describe('probeWebhook', () => {
  let server: Server;
  const received: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.on('data', (chunk) => received.push(String(chunk)));
      request.on('end', () => response.writeHead(400).end('no_text'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('sends a message without text', async () => {
    const address = server.address();
    const { port }: Pick<AddressInfo, 'port'> =
      typeof address === 'object' && address ? address : { port: 0 };
    const probe = await probeWebhook(`http://127.0.0.1:${port}/services/T0/B0/x`, 5_000);
    expect(probeText(probe)).toBe('alive: it refused an empty message with no_text (HTTP 400)');
    expect(received).toEqual(['{"text":""}']);
  });

  it('says that nobody answered', async () => {
    await expect(probeWebhook('http://127.0.0.1:1/services/T0/B0/secret', 5_000)).rejects.toThrow(
      /^Slack could not be reached: (?!.*secret)/,
    );
  });
});
