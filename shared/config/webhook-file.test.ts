import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWebhookFile, writeWebhookFile } from './webhook-file';

const folder = mkdtempSync(join(tmpdir(), 'alarm-responder-'));
afterAll(() => rmSync(folder, { recursive: true }));

const webhook = { ciphertext: 'Y2lwaGVydGV4dA==', keyArn: 'arn:aws:kms:ap-northeast-2:123456789012:key/1-2' };

describe('readWebhookFile', () => {
  it('reads what was written', () => {
    expect(writeWebhookFile(folder, 'dev', webhook)).toBe('config/webhook.dev.json');
    expect(readWebhookFile(folder, 'dev')).toEqual(webhook);
  });

  it('finds nothing for a stage without a webhook', () => {
    expect(readWebhookFile(folder, 'prod')).toBeUndefined();
  });

  it.each([
    ['no JSON', 'secret'],
    ['no ciphertext', JSON.stringify({ ...webhook, ciphertext: '' })],
    [
      'a plain address',
      JSON.stringify({ ...webhook, ciphertext: 'https://hooks.slack.com/services/secret' }),
    ],
    ['an alias in place of the key', JSON.stringify({ ...webhook, keyArn: 'alias/alarm-responder-dev' })],
  ])('refuses %s with the command that mends it', (_, content) => {
    writeFileSync(join(folder, 'webhook.dev.json'), content);
    expect(() => readWebhookFile(folder, 'dev')).toThrow(
      'config/webhook.dev.json is damaged: run `npm run webhook -- --stage dev` again.',
    );
  });
});
