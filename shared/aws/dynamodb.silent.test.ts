import { type SilentServer, startSilentServer } from '../../e2e/silent-server';
import { claimIncident } from './incident-table';
import { takeSlot } from './slots';

const REAL_ENV = { ...process.env };
const request = { incident: 'alarm web', owner: 'one', ids: ['1:ALARM'], now: new Date(0) };
const slot = { now: 0, intervalMs: 1_100, maxWaitMs: 3_000 };

describe('what nobody waits for any more', () => {
  let silent: SilentServer;
  let asked = 0;
  beforeAll(async () => {
    silent = await startSilentServer((socket) => socket.on('data', () => (asked += 1)));
    const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' };
    Object.assign(process.env, credentials, { AWS_ENDPOINT_URL: silent.url });
  });
  afterAll(async () => {
    process.env = REAL_ENV;
    await silent.stop();
  });

  it.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
    ['a claim', (signal) => claimIncident('table', request, signal)],
    ['a slot', (signal) => takeSlot('table', 'slots', slot, signal)],
  ])('is not asked for again, or it would be given to nobody: %s', async (_, ask) => {
    asked = 0;
    const answer = ask(AbortSignal.timeout(50));
    await expect(answer).rejects.toThrow('The table table could not be reached: The operation was aborted');
    expect(asked).toBe(1);
  });
});
