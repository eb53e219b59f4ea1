/** The webhook's address: the one secret of the service, decrypted once per container and never logged. */
import { optionalEnv } from '../../../../shared/env';
import { ConfigError, messageOf } from '../../../../shared/errors';
import { postAddress } from './webhook-address';

const CIPHERTEXT_VARIABLE = 'KMS_ENCRYPTED_HOOK_URL';
const PLAIN_VARIABLE = 'SLACK_WEBHOOK_URL';

type Decrypt = (ciphertext: Uint8Array, context?: Record<string, string>) => Promise<string>;

/**
 * What trying again does not mend. @see
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html#API_Decrypt_Errors
 */
const PERMANENT_ERRORS = new Set([
  'AccessDeniedException',
  'DisabledException',
  'IncorrectKeyException',
  'InvalidCiphertextException',
  'KMSInvalidStateException',
  'NotFoundException',
]);
const isPermanentKmsError = (error: unknown): boolean =>
  error instanceof Error && PERMANENT_ERRORS.has(error.name);

/** Ciphertext made in the console carries the function's name as context, made by the command line often none. */
export async function decryptEither(
  ciphertext: Uint8Array,
  functionName: string,
  decrypt: Decrypt,
): Promise<string> {
  try {
    return await decrypt(ciphertext, { LambdaFunctionName: functionName });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'InvalidCiphertextException')) throw error;
    return await decrypt(ciphertext);
  }
}

async function decryptUrl(decrypt: Decrypt): Promise<string> {
  const encoded = optionalEnv(CIPHERTEXT_VARIABLE);
  if (encoded === undefined) {
    throw new ConfigError(
      `${CIPHERTEXT_VARIABLE} is not set: run \`npm run webhook\` for this stage and deploy again.`,
    );
  }
  const functionName = optionalEnv('AWS_LAMBDA_FUNCTION_NAME') ?? '';
  try {
    const plaintext = await decryptEither(Buffer.from(encoded, 'base64'), functionName, decrypt);
    return postAddress(plaintext, CIPHERTEXT_VARIABLE);
  } catch (cause) {
    if (cause instanceof ConfigError || !isPermanentKmsError(cause)) throw cause;
    throw new ConfigError(
      `${CIPHERTEXT_VARIABLE} cannot be decrypted for ${functionName}: ${messageOf(cause)}`,
      {
        cause,
      },
    );
  }
}

/** The address that a developer gives in plain words, or `undefined`. @throws ConfigError when it is none */
export function plainWebhookUrl(): string | undefined {
  const plain = optionalEnv(PLAIN_VARIABLE);
  return plain === undefined ? undefined : postAddress(plain, PLAIN_VARIABLE);
}

/**
 * A reader of the webhook's address, which remembers it once it succeeded. @throws ConfigError naming the variable that is
 * missing or wrong, or KMS's error when KMS may answer in a moment
 */
export function createWebhookUrl(decrypt: Decrypt): () => Promise<string | undefined> {
  let decrypted: Promise<string> | undefined;
  return async () => {
    const plain = plainWebhookUrl();
    if (plain !== undefined) return plain;
    decrypted ??= decryptUrl(decrypt).catch((error: unknown) => {
      decrypted = undefined; // What failed once, such as KMS for a moment, is tried again by the retry.
      throw error;
    });
    return decrypted;
  };
}
