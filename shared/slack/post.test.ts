import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SlackError } from '../errors';
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

  it.each<[string, RequestListener]>([
    ['a broken connection', hangUp],
    ['a server error', answer(503, 'busy')],
    ['a short Retry-After', answer(429, 'rate_limited', { 'retry-after': '0' })],
  ])('tries once more after %s', async (_, failing) => {
    await postMessage(await slack(failing, answer(200, 'ok')), message, plentyOfTime);
    expect(received).toHaveLength(2);
  });

  it.each<[string, RequestListener[], string, boolean]>([
    ['a second broken connection', [hangUp, hangUp], 'Slack could not be reached: ', false],
    [
      'a second server error',
      [answer(500, ''), answer(502, 'bad gateway')],
      'Slack refused the message: bad gateway (HTTP 502)',
      false,
    ],
  ])('gives up after %s', async (_, answers, expected, permanent) => {
    const url = await slack(...answers);
    await expect(postMessage(url, message, plentyOfTime)).rejects.toMatchObject({
      message: expect.stringContaining(expected),
      permanent,
    });
    expect(received).toHaveLength(2);
  });

  it.each<[string, RequestListener, string, boolean]>([
    [
      'a long Retry-After',
      answer(429, 'rate_limited', { 'retry-after': '30' }),
      'Slack refused the message: rate_limited (HTTP 429)',
      false,
    ],
    [
      'invalid blocks',
      answer(400, 'invalid_blocks'),
      'Slack refused the message: invalid_blocks (HTTP 400)',
      true,
    ],
    [
      'a revoked webhook',
      answer(404, 'no_service'),
      'Slack refused the message: no_service (HTTP 404); the webhook is gone: make a new one in Slack and run `npm run webhook`',
      true,
    ],
    [
      'an archived channel',
      answer(410, 'channel_is_archived'),
      'Slack refused the message: channel_is_archived (HTTP 410); unarchive the channel in Slack, or make a webhook for another one',
      true,
    ],
    [
      'a redirect',
      answer(302, '', { location: 'https://elsewhere.example' }),
      'Slack refused the message: Found (HTTP 302)',
      true,
    ],
  ])('fails at once on %s', async (_, refusal, expected, permanent) => {
    const url = await slack(refusal);
    await expect(postMessage(url, message, plentyOfTime)).rejects.toMatchObject({
      message: expect.stringContaining(expected),
      permanent,
    });
    expect(received).toHaveLength(1);
  });

  it('does not start a second attempt that the time left does not suffice for', async () => {
    await expect(postMessage(await slack(hangUp), message, () => 1_200)).rejects.toBeInstanceOf(SlackError);
    expect(received).toHaveLength(1);
  });

  it('waits no longer than the time left', async () => {
    const url = await slack(() => undefined);
    await expect(postMessage(url, message, () => 600)).rejects.toThrow('Slack could not be reached');
  });

  it('never names the webhook’s address in an error', async () => {
    const url = await slack(hangUp, hangUp);
    await expect(postMessage(url, message, plentyOfTime)).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
    await expect(postMessage('http://127.0.0.1:1/services/secret', message, plentyOfTime)).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });
});
