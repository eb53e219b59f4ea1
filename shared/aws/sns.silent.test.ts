/** How often SNS is asked when it takes a message and its answer is slow: who is notified is notified once. */
import { type SilentServer, startSilentServer } from '../../e2e/silent-server';
import { publish, sendSms } from './sns';

const REAL_ENV = { ...process.env };
const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:subscribers';

describe('what people would get twice', () => {
  let silent: SilentServer;
  let asked = 0;
  beforeAll(async () => {
    silent = await startSilentServer((socket) =>
      socket.on('data', (data) => (asked += String(data).split('POST / ').length - 1)),
    );
    const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' };
    Object.assign(process.env, credentials, { AWS_ENDPOINT_URL: silent.url });
  });
  afterAll(async () => {
    process.env = REAL_ENV;
    await silent.stop();
  });

  it.each<[string, (signal: AbortSignal) => Promise<void>]>([
    ['a mail', (signal) => publish(TOPIC, 'ALARM: web', {}, signal)],
    ['an SMS', (signal) => sendSms('+821012345678', 'ALARM: web', undefined, signal)],
  ])('%s is asked for once, though the answer takes longer than other calls wait', async (_, send) => {
    asked = 0;
    await expect(send(AbortSignal.timeout(2_500))).rejects.toThrow('The operation was aborted');
    expect(asked).toBe(1);
  });
});
