/** What CloudFormation's emulator does not know is left out of the template and made here, in the emulator that does. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateDocumentCommand, DocumentAlreadyExists, SSMClient } from '@aws-sdk/client-ssm';
import * as v from 'valibot';

const documentSchema = v.object({
  Type: v.literal('AWS::SSM::Document'),
  Properties: v.object({ Name: v.string(), Content: v.unknown() }),
});
const leftOutSchema = v.record(v.string(), v.unknown());

/** Makes deployments from this folder leave out what the emulator does not know. */
export function leaveOutUnknown(folder: string): void {
  copyFileSync(join(__dirname, 'leave-out.cjs'), join(folder, 'deploy/leave-out.cjs'));
  const file = join(folder, 'serverless.yml');
  const plugin = '  - ./deploy/plugin.cjs\n';
  const yaml = readFileSync(file, 'utf8');
  const bucket = '  deploymentBucket:\n';
  for (const text of [plugin, bucket]) {
    if (!yaml.includes(text)) throw new Error(`expected ${text.trim()} in serverless.yml`);
  }
  writeFileSync(
    file,
    yaml
      .replace(plugin, `${plugin}  - ./deploy/leave-out.cjs\n`)
      // The bucket's policy lets nobody in without TLS, which the emulator does not speak.
      .replace(bucket, `${bucket}    skipPolicySetup: true\n`),
  );
}

/** Makes the Systems Manager documents of the deployment. Their parameters are not checked by the emulator. */
export async function createLeftOut(folder: string): Promise<void> {
  const leftOut = v.parse(leftOutSchema, JSON.parse(readFileSync(join(folder, 'left-out.json'), 'utf8')));
  for (const resource of Object.values(leftOut)) {
    const document = v.safeParse(documentSchema, resource);
    if (!document.success) continue;
    const { Name, Content } = document.output.Properties;
    const command = new CreateDocumentCommand({
      Name,
      Content: JSON.stringify(Content),
      DocumentType: 'Command',
      DocumentFormat: 'JSON',
    });
    await new SSMClient().send(command).catch((error: unknown) => {
      if (!(error instanceof DocumentAlreadyExists)) throw error;
    });
  }
}
