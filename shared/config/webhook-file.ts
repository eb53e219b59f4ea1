/**
 * `config/webhook.<stage>.<region>.json`: the encrypted webhook and its key, which lies in that region. Written by
 * `npm run webhook` alone; may be committed. `config/webhook.<stage>.json`, as earlier versions called it, is still
 * read, for the region of the key that it names.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ConfigError } from '../errors';
import { npmRun } from '../text/advice';

const schema = v.strictObject({
  /** Base64, with the encryption context `LambdaFunctionName=<deployed name>`. */
  ciphertext: v.pipe(v.string(), v.base64(), v.nonEmpty()),
  keyArn: v.pipe(v.string(), v.regex(/^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/)),
});
const content = v.pipe(v.string(), v.parseJson(), schema);

type Webhook = v.InferOutput<typeof schema>;

/** `file` is its name as people know it, `config/…`. */
export type WebhookFile = Webhook & { file: string };

/** The deployment that the webhook is for. */
export type WebhookTarget = { stage: string; region: string };

/** The command that makes the file. */
export const webhookCommand = (target: WebhookTarget): string => npmRun('webhook', target);

const nameOf = ({ stage, region }: WebhookTarget): string => `webhook.${stage}.${region}.json`;
/** Nobody's new name: that of a stage has no dot. */
const oldNameOf = ({ stage }: Pick<WebhookTarget, 'stage'>): string => `webhook.${stage}.json`;

/** No other region can decrypt the ciphertext. */
const regionOf = ({ keyArn }: Webhook): string | undefined => keyArn.split(':')[3];

/** `undefined` when there is no such file. */
const parseFile = (path: string) =>
  existsSync(path) ? v.safeParse(content, readFileSync(path, 'utf8')) : undefined;

/** @throws ConfigError when somebody else wrote there */
function readFile(folder: string, name: string, target: WebhookTarget): WebhookFile | undefined {
  const parsed = parseFile(join(folder, name));
  if (!parsed) return undefined;
  if (parsed.success) return { ...parsed.output, file: `config/${name}` };
  throw new ConfigError(`config/${name} is damaged: run \`${webhookCommand(target)}\` again.`, {
    cause: new v.ValiError(parsed.issues),
  });
}

/**
 * What `npm run webhook` wrote for the stage in this region, or `undefined`.
 * @throws ConfigError when somebody else wrote there, or the key is one of another region
 */
export function readWebhookFile(folder: string, target: WebhookTarget): WebhookFile | undefined {
  const webhook = readFile(folder, nameOf(target), target);
  if (!webhook) {
    const old = readFile(folder, oldNameOf(target), target);
    return old && regionOf(old) === target.region ? old : undefined;
  }
  if (regionOf(webhook) === target.region) return webhook;
  throw new ConfigError(
    `${webhook.file} is encrypted for ${regionOf(webhook)}, and cannot be decrypted elsewhere: run \`${webhookCommand(target)}\`.`,
  );
}

/** Where a stage has a webhook, and so may be deployed. */
export function webhookRegions(folder: string, stage: string): string[] {
  const files = readdirSync(folder).filter(
    (name) =>
      name === oldNameOf({ stage }) || (name.startsWith(`webhook.${stage}.`) && name.endsWith('.json')),
  );
  const regions = files.flatMap((name) => {
    const parsed = parseFile(join(folder, name));
    return (parsed?.success && regionOf(parsed.output)) || [];
  });
  return [...new Set(regions)].sort();
}

/** Takes the place of a file of this region that has the old name. @returns the new name, for people */
export function writeWebhookFile(folder: string, target: WebhookTarget, webhook: Webhook): string {
  writeFileSync(join(folder, nameOf(target)), `${JSON.stringify(webhook, null, 2)}\n`);
  const old = parseFile(join(folder, oldNameOf(target)));
  if (old?.success && regionOf(old.output) === target.region) rmSync(join(folder, oldNameOf(target)));
  return `config/${nameOf(target)}`;
}
