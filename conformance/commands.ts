/** The commands of operators, and what they ask of AWS. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { root } from '../e2e/emulators/paths';
import { actionFor, operationsOf } from './operations';

const packageSchema = v.object({ scripts: v.record(v.string(), v.string()) });

/** Those of package.json that run a file of cli/, with that file. */
export function commands(): { name: string; entry: string }[] {
  const { scripts } = v.parse(packageSchema, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return Object.entries(scripts).flatMap(([name, script]) => {
    const [entry] = script.match(/cli\/[\w-]+\.ts$/) ?? [];
    return entry ? [{ name: `npm run ${name}`, entry }] : [];
  });
}

/**
 * What `sls` asks for itself: of deploy, remove, info, logs and invoke, by its own sources (lib/plugins/aws). Listed, because
 * it asks for much that a configuration of ours never makes it ask for.
 */
export const OF_SLS: Record<string, string[]> = {
  'sls deploy': [
    ...['CreateStack', 'DescribeStacks', 'DescribeStackResource', 'DescribeStackEvents', 'ValidateTemplate'],
    ...['CreateChangeSet', 'DescribeChangeSet', 'ExecuteChangeSet', 'DeleteChangeSet', 'ListStackResources'],
  ].map((name) => `cloudformation:${name}`),
  'the bundles of sls deploy': ['s3:PutObject', 's3:GetObject', 's3:ListBucket', 's3:DeleteObject'],
  'sls remove': ['cloudformation:DeleteStack', 's3:ListBucketVersions', 's3:DeleteObjectVersion'],
  'sls logs': ['logs:DescribeLogStreams', 'logs:FilterLogEvents'],
  'sls invoke': ['lambda:InvokeFunction'],
};

/** What AWS asks of whoever asks for an action, beside the action itself. */
const ALONG_WITH: Record<string, string[]> = {
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html: with tags.
  'kms:CreateKey': ['kms:TagResource'],
  'ec2:AssociateIamInstanceProfile': ['iam:PassRole'],
};

/** They let the functions' own code act, on sample data (cli/preview/worlds.ts) or on what was read. What they ask is what this file asks. */
const ASKS_ONLY = new Map<string, string | undefined>([
  ['npm run preview', undefined],
  ['npm run history', 'cli/history/read.ts'],
]);

/** Each action that a command needs, with the commands that need it. */
export async function neededByCommands(): Promise<Map<string, string[]>> {
  const needed = new Map<string, string[]>();
  const add = (action: string, name: string) => needed.set(action, [...(needed.get(action) ?? []), name]);
  for (const { name, entry } of commands()) {
    const asking = ASKS_ONLY.has(name) ? ASKS_ONLY.get(name) : entry;
    const operations = asking ? await operationsOf(asking) : [];
    for (const action of operations.map(actionFor)) {
      for (const one of [action, ...(ALONG_WITH[action] ?? [])]) add(one, name);
    }
  }
  for (const [name, actions] of Object.entries(OF_SLS)) for (const action of actions) add(action, name);
  return needed;
}
