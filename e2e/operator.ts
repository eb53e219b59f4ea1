/** The operator, in whose name the commands run: a user who may do what docs/operator-policy/ says and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { root } from './emulators/paths';
import { NAMELESS } from './nameless-resources';

const FOLDER = join(root, 'docs/operator-policy');
const NAME = 'operator';

const WIDENED = [...NAMELESS, 'ec2:DisassociateIamInstanceProfile', 'kms:CreateAlias'];

/** The emulator knows no tags of keys, which a condition asks for, and asks for some actions on `*` (nameless-resources.ts). */
const forEmulator = (policy: string): string => {
  const { Version, Statement } = JSON.parse(policy);
  const statements = Statement.map(({ Condition, ...statement }: { Condition?: unknown }) => statement);
  const nameless = statements.flatMap(({ Action }: { Action: string[] }) =>
    Action.filter((action) => WIDENED.includes(action)),
  );
  return JSON.stringify({
    Version,
    Statement: [
      ...statements,
      ...(nameless.length > 0 ? [{ Effect: 'Allow', Action: nameless, Resource: '*' }] : []),
    ],
  });
};

/** @returns the environment with which a command runs as the operator */
export async function createOperator(): Promise<Record<string, string>> {
  const iam = new IAMClient();
  await iam.send(new CreateUserCommand({ UserName: NAME }));
  for (const file of readdirSync(FOLDER)) {
    const PolicyDocument = forEmulator(readFileSync(join(FOLDER, file), 'utf8'));
    const PolicyName = `${NAME}-${file.replace(/\.json$/, '')}`;
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
    await iam.send(new AttachUserPolicyCommand({ UserName: NAME, PolicyArn: Policy?.Arn }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: NAME }));
  return {
    AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? '',
  };
}
