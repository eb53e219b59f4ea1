/**
 * The least that the calls of one delivery can take: Decrypt, claim, slot, post, mark, Publish, close, by the light call. Nothing is
 * parsed, redacted, put into words or logged.
 */
import { request } from 'node:http';
import { claimIncident, saveIncident } from '../../shared/aws/incident-table';
import { decrypt } from '../../shared/aws/kms';
import { takeSlot } from '../../shared/aws/slots';
import { publish } from '../../shared/aws/sns';
import { NO_ENTRY } from '../../shared/state/incident';

const [table, incident, owner] = ['state', 'alarm web', 'one'];
const ciphertext = () => Buffer.from(process.env.KMS_ENCRYPTED_HOOK_URL ?? '', 'base64');
let webhook: Promise<string> | undefined;

const post = (url: string, body: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST' }, (response) => response.resume().on('end', resolve));
    sent.on('error', reject).end(body);
  });

export async function handler(event: unknown): Promise<void> {
  const body = JSON.stringify(event);
  const now = new Date();
  webhook ??= decrypt(ciphertext(), { LambdaFunctionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? '' });
  const [url] = await Promise.all([
    webhook,
    claimIncident(table, { incident, owner, ids: ['1:ALARM'], now }),
  ]);
  await takeSlot(table, 'slots', { now: now.getTime(), intervalMs: 1_100, maxWaitMs: 3_000 });
  await post(url, body);
  const entry = { ...NO_ENTRY, notified: ['1:ALARM'] };
  await saveIncident(table, { incident, owner, entry, release: false });
  await publish('arn:aws:sns:ap-northeast-2:123456789012:subscribers', body, {}, AbortSignal.timeout(5_000));
  await saveIncident(table, { incident, owner, entry, release: true });
}
