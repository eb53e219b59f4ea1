/** Another webhook for the deployed notifier, encrypted as the operator's command does. */
import { join } from 'node:path';
import { EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { readWebhookFile } from '../shared/config/webhook-file';
import { NOTIFIER, STAGE } from './deployment';
import { untilDrained } from './drained';
import { region } from './emulators/aws-env';
import { setEnvironment } from './lambda';
import { sharedWorld } from './world';

/** What the shared deployment was made with. */
export const deployedWebhook = () =>
  readWebhookFile(join(sharedWorld().folder, 'config'), { stage: STAGE, region });

/** The notifier starts anew with it. */
export async function useWebhook(url: string): Promise<void> {
  const { CiphertextBlob = new Uint8Array() } = await new KMSClient().send(
    new EncryptCommand({ KeyId: deployedWebhook()?.keyArn, Plaintext: new TextEncoder().encode(url) }),
  );
  await setEnvironment(NOTIFIER, { KMS_ENCRYPTED_HOOK_URL: Buffer.from(CiphertextBlob).toString('base64') });
}

/** The one that it was deployed with, once all that is on its way has come to the one before. */
export async function useDeployedWebhook(): Promise<void> {
  try {
    await untilDrained();
  } finally {
    await setEnvironment(NOTIFIER, { KMS_ENCRYPTED_HOOK_URL: deployedWebhook()?.ciphertext ?? '' });
  }
}
