import { startSilentServer } from '../../e2e/silent-server';
import { claimIncident } from './incident-table';

const REAL_ENV = { ...process.env };
afterEach(() => {
  process.env = REAL_ENV;
});

describe('claimIncident', () => {
  it('does not ask again for what nobody waits for any more: it would be given to nobody', async () => {
    const silent = await startSilentServer();
    const credentials = {
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
    };
    Object.assign(process.env, credentials, { AWS_ENDPOINT_URL: silent.url });
    const request = { incident: 'alarm web', owner: 'one', ids: ['1:ALARM'], now: new Date(0) };
    const claimed = claimIncident('table', request, AbortSignal.timeout(50));
    await expect(claimed).rejects.toThrow('The table table could not be reached: The operation was aborted');
    await silent.stop();
  });
});
