import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SlackMessage } from './limits';
import { postMessage } from './post';

const message: SlackMessage = { text: 'hello 안녕', attachments: [{ color: '#000', blocks: [] }] };
const plentyOfTime = () => 15_000;

let server: Server | undefined;
let received: { method: string | undefined; type: string | undefined; body: unknown }[];

/** A stand-in on a real socket that answers each request by the next listener. */
async function slack(...answers: RequestListener[]): Promise<string> {
  received = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { method, headers } = request;
      received.push({
        method,
        type: headers['content-type'],
        body: JSON.parse(Buffer.concat(chunks).toString()),
      });
      answers.shift()?.(request, response);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/services/T0/B0/secret`;
}

const answer =
  (status: number, body: string, headers = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };
const hangUp: RequestListener = (request) => request.socket.destroy();

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve) ?? resolve(undefined));
  server = undefined;
});

describe('postMessage', () => {
  it('posts the message as JSON, once', async () => {
    await postMessage(await slack(answer(200, 'ok')), message, plentyOfTime);
    expect(received).toEqual([{ method: 'POST', type: 'application/json', body: message }]);
  });

  it.each<[string, RequestListener, string]>([
    ['a broken connection', hangUp, 'Slack could not be reached: '],
    ['a server error', answer(502, 'bad gateway'), 'Slack refused the message: bad gateway (HTTP 502)'],
    ['too many messages', answer(429, 'rate_limited'), 'Slack refused the message: rate_limited (HTTP 429)'],
    [
      'a request that took too long',
      answer(408, ''),
      'Slack refused the message: Request Timeout (HTTP 408)',
    ],
    [
      'a redirect',
      answer(302, '', { location: 'https://elsewhere.example' }),
      'refused the message: Found (HTTP 302)',
    ],
    [
      'a page of a proxy',
      answer(200, '<html>Sign in'),
      'Slack refused the message: <html>Sign in (HTTP 200)',
    ],
    ['an answer without a word', answer(204, ''), 'Slack refused the message: no word (HTTP 204)'],
  ])('fails for now after %s, and leaves another attempt to the caller', async (_, failing, expected) => {
    const url = await slack(failing, answer(200, 'ok'));
    await expect(postMessage(url, message, plentyOfTime)).rejects.toMatchObject({
      message: expect.stringContaining(expected),
      permanent: false,
      retryAfter: undefined,
    });
    expect(received).toHaveLength(1);
  });

  it.each([['31536000'], ['1e308'], ['61']])(
    'does not wait for a year when Slack asks for %s s',
    async (seconds) => {
      const url = await slack(answer(429, 'rate_limited', { 'retry-after': seconds }));
      await expect(postMessage(url, message, plentyOfTime)).rejects.toMatchObject({ retryAfter: 60_000 });
    },
  );

  it('says how long Slack asks to wait', async () => {
    const url = await slack(answer(429, 'rate_limited', { 'retry-after': '30' }));
    await expect(postMessage(url, message, plentyOfTime)).rejects.toMatchObject({ retryAfter: 30_000 });
  });

  it.each<[string, RequestListener, string]>([
    ['invalid blocks', answer(400, 'invalid_blocks'), 'Slack refused the message: invalid_blocks (HTTP 400)'],
    [
      'a revoked webhook',
      answer(404, 'no_service'),
      'Slack refused the message: no_service (HTTP 404); the webhook is gone: make a new one in Slack and run `npm run webhook`',
    ],
    [
      'an archived channel',
      answer(410, 'channel_is_archived'),
      'Slack refused the message: channel_is_archived (HTTP 410); unarchive the channel in Slack, or make a webhook for another one',
    ],
    [
      'a revoked webhook that answers 200',
      answer(200, 'no_service'),
      'Slack refused the message: no_service (HTTP 200); the webhook is gone: ',
    ],
  ])('fails for good on %s', async (_, refusal, expected) => {
    const url = await slack(refusal);
    await expect(postMessage(url, message, plentyOfTime)).rejects.toMatchObject({
      message: expect.stringContaining(expected),
      permanent: true,
    });
    expect(received).toHaveLength(1);
  });

  it.each([
    [400, 'invalid_blocks', true],
    [413, 'too_large', true],
    [400, 'no_service', false],
    [404, 'channel_not_found', false],
    [200, 'no_service', false],
  ])(
    'of %p %s says whether it is the message that Slack will not have',
    async (status, word, isOfMessage) => {
      const url = await slack(answer(status, word));
      await expect(postMessage(url, message, plentyOfTime)).rejects.toMatchObject({
        permanent: true,
        isOfMessage,
      });
    },
  );

  it('waits no longer than the time left', async () => {
    const url = await slack(() => undefined);
    await expect(postMessage(url, message, () => 600)).rejects.toThrow('Slack could not be reached');
  });

  it('never names the webhook’s address in an error', async () => {
    const url = await slack(hangUp);
    await expect(postMessage(url, message, plentyOfTime)).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
    await expect(postMessage('http://127.0.0.1:1/services/secret', message, plentyOfTime)).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });
});
