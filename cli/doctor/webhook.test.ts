import { readProbe } from '../../functions/slack-notifier/receivers/slack/probe';
import { judgeChannel, judgeProbe, readSecret } from './webhook';

const ADDRESS = 'https://hooks.slack.com/services/T0/B0/secret';
const target = { stage: 'dev', region: 'us-east-1' };
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

describe('readSecret', () => {
  it.each<[string, Record<string, string>, () => Promise<string>, string, string]>([
    ['a Slack webhook', { KMS_ENCRYPTED_HOOK_URL: 'eA==' }, async () => ADDRESS, 'ok', 'decrypts'],
    ['nothing', {}, async () => ADDRESS, 'broken', 'empty'],
    ['a plain address', { SLACK_WEBHOOK_URL: ADDRESS }, async () => ADDRESS, 'broken', 'plain text'],
    [
      'something else',
      { KMS_ENCRYPTED_HOOK_URL: 'eA==' },
      async () => 'secret',
      'broken',
      'not to the address',
    ],
    [
      'what we may not read',
      { KMS_ENCRYPTED_HOOK_URL: 'eA==' },
      () => Promise.reject(denied),
      'warning',
      'you may not',
    ],
    [
      'what KMS refuses',
      { KMS_ENCRYPTED_HOOK_URL: 'eA==' },
      () => Promise.reject(new Error('disabled')),
      'broken',
      'disabled',
    ],
  ])('of %s', async (_, environment, read, state, seen) => {
    const { address, ...verdict } = await readSecret(target, environment, read);
    expect(verdict).toMatchObject({ state, seen: expect.stringContaining(seen) });
    expect(JSON.stringify(verdict)).not.toContain('secret');
    expect(address).toBe(state === 'ok' ? ADDRESS : undefined);
  });
});

describe('judgeProbe', () => {
  it.each([
    [400, 'no_text', 'ok', undefined],
    [400, 'invalid_payload', 'warning', '--canary'],
    [404, 'no_service', 'broken', 'the webhook is gone'],
    [410, 'gone', 'broken', 'run `npm run webhook -- --stage dev --region us-east-1` and deploy again'],
    [403, 'action_prohibited', 'broken', 'an administrator'],
    [404, 'page', 'broken', 'make a new one'],
  ])('of HTTP %i %s', (status, word, state, remedy) => {
    const verdict = judgeProbe(target, readProbe(status, word));
    expect(verdict.state).toBe(state);
    if (remedy) expect(verdict.remedy).toContain(remedy);
  });
});

describe('judgeChannel', () => {
  it('says who obeys it', () => {
    expect(judgeChannel('')).toMatchObject({ state: 'ok' });
    expect(judgeChannel('#ops')).toMatchObject({ state: 'warning', seen: expect.stringContaining('legacy') });
  });
});
