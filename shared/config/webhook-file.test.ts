import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWebhookFile, webhookRegions, writeWebhookFile } from './webhook-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alarm-responder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const seoul = { stage: 'dev', region: 'ap-northeast-2' };
const virginia = { stage: 'dev', region: 'us-east-1' };
const webhookIn = (region: string) => ({
  ciphertext: Buffer.from(region).toString('base64'),
  keyArn: `arn:aws:kms:${region}:123456789012:key/1-2`,
});
const webhook = webhookIn(seoul.region);
const put = (name: string, content: object | string) =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

describe('readWebhookFile', () => {
  it('reads what was written, for each region its own', () => {
    expect(writeWebhookFile(folder, seoul, webhook)).toBe('config/webhook.dev.ap-northeast-2.json');
    expect(writeWebhookFile(folder, virginia, webhookIn('us-east-1'))).toBe(
      'config/webhook.dev.us-east-1.json',
    );
    expect(readWebhookFile(folder, seoul)).toEqual({
      ...webhook,
      file: 'config/webhook.dev.ap-northeast-2.json',
    });
    expect(readWebhookFile(folder, virginia)).toMatchObject(webhookIn('us-east-1'));
  });

  it('finds nothing for a stage, or a region, without a webhook', () => {
    writeWebhookFile(folder, seoul, webhook);
    expect(readWebhookFile(folder, { ...seoul, stage: 'prod' })).toBeUndefined();
    expect(readWebhookFile(folder, virginia)).toBeUndefined();
  });

  it('reads a file with the name of earlier versions, in the region of its key alone', () => {
    put('webhook.dev.json', webhook);
    expect(readWebhookFile(folder, seoul)).toEqual({ ...webhook, file: 'config/webhook.dev.json' });
    expect(readWebhookFile(folder, virginia)).toBeUndefined();
  });

  it('takes the new name before the old one', () => {
    put('webhook.dev.json', { ...webhook, ciphertext: 'b2xk' });
    put('webhook.dev.ap-northeast-2.json', webhook);
    expect(readWebhookFile(folder, seoul)).toMatchObject(webhook);
  });

  it('refuses a key of another region, however the file is called', () => {
    put('webhook.dev.us-east-1.json', webhook);
    expect(() => readWebhookFile(folder, virginia)).toThrow(
      'config/webhook.dev.us-east-1.json is encrypted for ap-northeast-2, and cannot be decrypted elsewhere: run `npm run webhook -- --stage dev --region us-east-1`.',
    );
  });

  describe.each(['webhook.dev.ap-northeast-2.json', 'webhook.dev.json'])('of %s', (name) => {
    it.each<[string, object | string]>([
      ['no JSON', 'secret'],
      ['no ciphertext', { ...webhook, ciphertext: '' }],
      ['a plain address', { ...webhook, ciphertext: 'https://hooks.slack.com/services/secret' }],
      ['an alias in place of the key', { ...webhook, keyArn: 'alias/alarm-responder-dev' }],
    ])('refuses %s with the command that mends it', (_, content) => {
      put(name, content);
      expect(() => readWebhookFile(folder, seoul)).toThrow(
        `config/${name} is damaged: run \`npm run webhook -- --stage dev --region ap-northeast-2\` again.`,
      );
      writeWebhookFile(folder, seoul, webhook);
      expect(readWebhookFile(folder, seoul)).toMatchObject(webhook);
    });
  });
});

describe('writeWebhookFile', () => {
  it('takes the place of the region’s file with the old name', () => {
    put('webhook.dev.json', webhook);
    writeWebhookFile(folder, seoul, webhook);
    expect(readdirSync(folder)).toEqual(['webhook.dev.ap-northeast-2.json']);
  });

  it('leaves that of another region, whose only one it may be', () => {
    put('webhook.dev.json', webhook);
    writeWebhookFile(folder, virginia, webhookIn('us-east-1'));
    expect(readWebhookFile(folder, seoul)).toMatchObject(webhook);
  });
});

describe('webhookRegions', () => {
  it('are those that a stage has a webhook for, by whatever name of the file', () => {
    put('webhook.dev.us-east-1.json', webhookIn('us-east-1'));
    put('webhook.dev.json', webhook);
    put('webhook.dev-2.eu-west-1.json', webhookIn('eu-west-1'));
    put('dev.yml', '');
    expect(webhookRegions(folder, 'dev')).toEqual(['ap-northeast-2', 'us-east-1']);
    expect(webhookRegions(folder, 'prod')).toEqual([]);
  });

  it('are not those of a damaged file', () => {
    put('webhook.dev.json', '{');
    expect(webhookRegions(folder, 'dev')).toEqual([]);
  });
});
