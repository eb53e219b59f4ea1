import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sampleReading } from '../../test/history-sample/reading';
import { sampleReplay } from '../../test/history-sample/replay';
import { readingOf, ZONE } from '../../test/readings';
import { replayOf } from '../../test/replays';
import { chooseWebhook, post } from './post';
import type { History } from './show';

const sender = {
  project: 'shop',
  environment: 'production',
  mentions: { critical: ['channel'], info: ['here'] },
};

let server: Server;
let reply: [status: number, body: string];
let received: { text: string; attachments: unknown[] }[];
beforeEach(async () => {
  received = [];
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => {
      body += text;
    });
    request.on('end', () => {
      received.push(JSON.parse(body));
      response.writeHead(reply[0]).end(reply[1]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  process.env.SLACK_WEBHOOK_URL = `http://127.0.0.1:${port}/services/T0/B0/secret`;
});
afterEach(async () => {
  delete process.env.SLACK_WEBHOOK_URL;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const historyOf = (reading = readingOf([]), replay = replayOf(reading)): History => ({
  reading,
  replay,
  language: 'en',
  timeZone: ZONE,
});

describe('post', () => {
  it('sends the figures to the webhook of the environment, in one message', async () => {
    reply = [200, 'ok'];
    const reading = sampleReading();
    await post(historyOf(reading, await sampleReplay(reading)), sender, await chooseWebhook());
    expect(received).toHaveLength(1);
    // Whoever is to be called at severity info is called.
    expect(received[0]?.text).toBe(
      '<!here> 🔵 *123456789012 ap-northeast-2*: 518 messages in 14 days, 210 by night',
    );
    expect(JSON.stringify(received[0]?.attachments)).toContain('web-3 cpu: 140 notified');
  });

  it('sends those of a history in which nothing happened', async () => {
    reply = [200, 'ok'];
    await post(historyOf(), sender, await chooseWebhook());
    expect(received[0]?.text).toContain('0 messages in 14 days, 0 by night');
  });

  it('says what Slack says, without the address', async () => {
    reply = [404, 'no_service'];
    const failure = await post(historyOf(), sender, await chooseWebhook()).catch(String);
    expect(failure).toContain('no_service (HTTP 404)');
    expect(failure).not.toContain('secret');
  });
});

describe('chooseWebhook', () => {
  it('refuses an address that is none', async () => {
    process.env.SLACK_WEBHOOK_URL = 'http://hooks.example.com/secret';
    await expect(chooseWebhook()).rejects.toThrow(/^SLACK_WEBHOOK_URL must hold an https:/);
  });
});
