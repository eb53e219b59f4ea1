/** The environment in which AWS is the emulators and nothing else. */
import { devNull } from 'node:os';
import { delimiter } from 'node:path';

/** The region of everything in the emulators: the service's default. */
export const region = 'ap-northeast-2';

/** Where the emulators listen, and the folders whose programs come first. */
export type Places = { aws: string; ssm: string; path: readonly string[] };

/** A proxy would carry requests away, and the plain webhook would win over the emulated one. */
const unwanted = /^(aws_.*|(https?_|all_|no_)?proxy|slack_webhook_url)$/i;

/** The user's environment without anything that leads to a real account or channel, and with the emulators. */
export function awsEnv(user: NodeJS.ProcessEnv, { aws, ssm, path }: Places): Record<string, string> {
  const kept = Object.entries(user).flatMap(([name, value]) =>
    value === undefined || unwanted.test(name) ? [] : [[name, value] as const],
  );
  return {
    ...Object.fromEntries(kept),
    PATH: [...path, user.PATH ?? ''].join(delimiter),
    AWS_ENDPOINT_URL: aws,
    AWS_ENDPOINT_URL_SSM: ssm,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // So that no profile, and not even its `ignore_configured_endpoint_urls`, is read.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
