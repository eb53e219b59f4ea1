/** The webhook as it is deployed: whether it can be read, is Slack's, and is alive. Its address is never shown. */
import { REMEDIES } from '../../functions/slack-notifier/receivers/slack/post';
import {
  type ProbeResult,
  probeText,
  probeWebhook,
} from '../../functions/slack-notifier/receivers/slack/probe';
import { webhookAddress } from '../../functions/slack-notifier/receivers/slack/webhook-address';
import { decryptEither } from '../../functions/slack-notifier/receivers/slack/webhook-secret';
import { decrypt } from '../../shared/aws/kms';
import { type WebhookTarget, webhookCommand } from '../../shared/config/webhook-file';
import { ConfigError, messageOf } from '../../shared/errors';
import { functionEnvironment } from '../aws/lambda';
import type { Check } from './checks';
import type { Deployment } from './deployment';
import { broken, ok, type Verdict, warning } from './verdict';

/** `address` is there when it is one to post to. */
export type Secret = Verdict & { address?: string };

const again = (target: WebhookTarget): string => `run \`${webhookCommand(target)}\` and deploy again`;

/** @param read decrypts the ciphertext */
export async function readSecret(
  target: WebhookTarget,
  { KMS_ENCRYPTED_HOOK_URL: ciphertext, SLACK_WEBHOOK_URL: plain }: Record<string, string>,
  read: (ciphertext: Uint8Array) => Promise<string>,
): Promise<Secret> {
  if (plain) {
    return broken(
      'SLACK_WEBHOOK_URL holds the address in plain text, for everybody who may read the function',
      again(target),
    );
  }
  if (!ciphertext) return broken('KMS_ENCRYPTED_HOOK_URL is empty', again(target));
  try {
    const address = webhookAddress(await read(Buffer.from(ciphertext, 'base64')));
    return { ...ok('decrypts to the address of a Slack webhook'), address };
  } catch (error) {
    if (error instanceof ConfigError)
      return broken('it decrypts, but not to the address of a Slack webhook', again(target));
    const isDenied = error instanceof Error && error.name === 'AccessDeniedException';
    return isDenied
      ? warning(
          'you may not decrypt it; the notifier may be able to all the same',
          'allow kms:Decrypt on the stage’s key to whoever runs this, or prove it with --canary',
        )
      : broken(`cannot be decrypted: ${messageOf(error)}`, again(target));
  }
}

export function judgeProbe(target: WebhookTarget, probe: ProbeResult): Verdict {
  const text = probeText(probe);
  if (probe.state === 'alive') return ok(text);
  if (probe.state === 'unclear') return warning(text, 'prove it with --canary');
  return broken(
    text,
    REMEDIES.get(probe.word) ?? `the webhook is gone: make a new one in Slack, then ${again(target)}`,
  );
}

/** The address does not show whether an app's webhook is behind it or one of the old kind. */
export const judgeChannel = (channel: string | undefined): Verdict =>
  channel
    ? warning(
        `SLACK_CHANNEL is ${channel}: an app's webhook ignores it, only a legacy one obeys, and an address does not tell which it is`,
        'look where a message of --canary appears; for an app’s webhook leave `slack.channel` empty',
      )
    : ok('messages go to the channel that the webhook was made for');

export function webhookChecks(deployment: Deployment): Check[] {
  const { notifier } = deployment;
  const environment = functionEnvironment(notifier);
  const secret = environment.then((variables) =>
    readSecret(deployment, variables, (ciphertext) => decryptEither(ciphertext, notifier, decrypt)),
  );
  for (const early of [environment, secret]) early.catch(() => undefined); // Each check that asks reports it.
  return [
    {
      name: 'webhook',
      run: async () => {
        const { address: _, ...verdict } = await secret;
        return verdict;
      },
    },
    {
      name: 'webhook alive',
      run: async () => {
        const { address } = await secret;
        return address
          ? judgeProbe(deployment, await probeWebhook(address, 8_000))
          : warning('not known, because the address is not', 'see above');
      },
    },
    { name: 'channel', run: async () => judgeChannel((await environment).SLACK_CHANNEL) },
  ];
}
