/**
 * `config/webhook.<stage>.json`: the encrypted webhook and its key. Written by `npm run webhook` alone; may be
 * committed.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ConfigError } from '../errors';

const schema = v.strictObject({
  /** Base64, with the encryption context `LambdaFunctionName=<deployed name>`. */
  ciphertext: v.pipe(v.string(), v.base64(), v.nonEmpty()),
  keyArn: v.pipe(v.string(), v.regex(/^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/)),
});

export type WebhookFile = v.InferOutput<typeof schema>;

const webhookFileName = (stage: string): string => `webhook.${stage}.json`;

/** What `npm run webhook` wrote for the stage, or `undefined`. @throws ConfigError when somebody else wrote there */
export function readWebhookFile(folder: string, stage: string): WebhookFile | undefined {
  const path = join(folder, webhookFileName(stage));
  if (!existsSync(path)) return undefined;
  try {
    return v.parse(schema, JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new ConfigError(
      `config/${webhookFileName(stage)} is damaged: run \`npm run webhook -- --stage ${stage}\` again.`,
      {
        cause,
      },
    );
  }
}

/** @returns the file's path, for people */
export function writeWebhookFile(folder: string, stage: string, webhook: WebhookFile): string {
  writeFileSync(join(folder, webhookFileName(stage)), `${JSON.stringify(webhook, null, 2)}\n`);
  return `config/${webhookFileName(stage)}`;
}
