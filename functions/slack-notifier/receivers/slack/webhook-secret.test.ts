import { ConfigError } from '../../../../shared/errors';
import { createWebhookUrl } from './webhook-secret';

const URL = 'https://hooks.slack.com/services/T0/B0/secret';
const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

const refusal = (name: string) => Object.assign(new Error(`${name} of KMS`), { name });

function setUp(env: Record<string, string>, decrypt = jest.fn().mockResolvedValue(URL)) {
  Object.assign(process.env, { AWS_LAMBDA_FUNCTION_NAME: 'alarm-responder-dev-slackNotifier' }, env);
  return { decrypt, webhookUrl: createWebhookUrl(decrypt) };
}
const CIPHERTEXT = { KMS_ENCRYPTED_HOOK_URL: Buffer.from('ciphertext').toString('base64') };

describe('createWebhookUrl', () => {
  it('decrypts once, with the function’s name as context', async () => {
    const { decrypt, webhookUrl } = setUp(CIPHERTEXT);
    expect([await webhookUrl(), await webhookUrl()]).toEqual([URL, URL]);
    expect(decrypt.mock.calls).toEqual([
      [Buffer.from('ciphertext'), { LambdaFunctionName: 'alarm-responder-dev-slackNotifier' }],
    ]);
  });

  it('accepts ciphertext made without a context', async () => {
    const decrypt = jest
      .fn()
      .mockRejectedValueOnce(refusal('InvalidCiphertextException'))
      .mockResolvedValue(URL);
    const { webhookUrl } = setUp(CIPHERTEXT, decrypt);
    expect(await webhookUrl()).toBe(URL);
    expect(decrypt.mock.calls[1]).toEqual([Buffer.from('ciphertext')]);
  });

  it('remembers no failure', async () => {
    const decrypt = jest.fn().mockRejectedValueOnce(refusal('ThrottlingException')).mockResolvedValue(URL);
    const { webhookUrl } = setUp(CIPHERTEXT, decrypt);
    await expect(webhookUrl()).rejects.toThrow('ThrottlingException of KMS');
    expect(await webhookUrl()).toBe(URL);
  });

  it.each<[string, boolean]>([
    ['AccessDeniedException', true],
    ['DisabledException', true],
    ['KMSInvalidStateException', true],
    ['ThrottlingException', false],
    ['TimeoutError', false],
  ])('says of %s whether it is for good: %s', async (name, isForGood) => {
    const { webhookUrl } = setUp(CIPHERTEXT, jest.fn().mockRejectedValue(refusal(name)));
    const error = await webhookUrl().catch((thrown: unknown) => thrown);
    expect(error instanceof ConfigError).toBe(isForGood);
    expect(String(error)).toContain(`${name} of KMS`);
  });

  it('lets the plain address win, without KMS', async () => {
    const { decrypt, webhookUrl } = setUp({
      ...CIPHERTEXT,
      SLACK_WEBHOOK_URL: 'http://127.0.0.1:4321/services/x',
    });
    expect(await webhookUrl()).toBe('http://127.0.0.1:4321/services/x');
    expect(decrypt).not.toHaveBeenCalled();
  });

  it('names the variable when there is neither', async () => {
    const { webhookUrl } = setUp({});
    await expect(webhookUrl()).rejects.toThrow(
      'KMS_ENCRYPTED_HOOK_URL is not set: run `npm run webhook` for this stage and deploy again.',
    );
  });
});
