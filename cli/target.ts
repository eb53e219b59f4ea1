/** Which deployment a command is about: the same stage and region for every command. */
import { join } from 'node:path';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { signWith } from '../shared/aws/credentials';
import { ConfigError } from '../shared/errors';
import { checkStage } from './options';

export const SERVICE = 'alarm-responder';
export const CONFIG_FOLDER = join(__dirname, '../config');

export type Target = { stage: string; region: string };

/** Options every command takes. `profile` is one of the AWS configuration. */
export const targetOptions = {
  stage: { type: 'string', default: 'dev' },
  region: { type: 'string' },
  profile: { type: 'string' },
} as const;

/** The option, else `AWS_REGION`, else Seoul, as in serverless.yml. */
export function chooseRegion(given: string | undefined): string {
  const region = given ?? (process.env.AWS_REGION || 'ap-northeast-2');
  if (/^[a-z]{2,4}(?:-[a-z]+)+-\d+$/.test(region)) return region;
  throw new ConfigError(`A region is one such as ap-northeast-2, not ${region || 'nothing'}.`);
}

export type Place = { region?: string; profile?: string };

function checkEndpoint(address: string | undefined): void {
  if (!address || URL.canParse(address)) return;
  throw new ConfigError(`AWS_ENDPOINT_URL is an address such as http://127.0.0.1:4566, not ${address}.`);
}

/** Points all calls to AWS at a region, in the operator's name. @returns the region */
export function pointToRegion({ region, profile }: Place): string {
  const chosen = chooseRegion(region);
  checkEndpoint(process.env.AWS_ENDPOINT_URL);
  process.env.AWS_REGION = chosen;
  if (profile) process.env.AWS_PROFILE = profile;
  signWith(defaultProvider());
  return chosen;
}

/** The same for a stage there, and says which it is. */
export function chooseTarget(options: Place & { stage: string }): Target {
  checkStage(options.stage);
  const region = pointToRegion(options);
  console.log(`Stage ${options.stage} in ${region}`);
  return { stage: options.stage, region };
}

export const functionName = (stage: string, key: string): string => `${SERVICE}-${stage}-${key}`;
export const keyAlias = (stage: string): string => `alias/${SERVICE}-${stage}`;
