/** AWS CloudFormation. */
import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';

let made: CloudFormationClient | undefined;

function client(): CloudFormationClient {
  made ??= new CloudFormationClient();
  return made;
}

/** The stack's outputs by name, or `undefined` when there is no such stack. */
export async function stackOutputs(stack: string): Promise<Record<string, string> | undefined> {
  try {
    const { Stacks = [] } = await client().send(new DescribeStacksCommand({ StackName: stack }));
    const outputs = Stacks[0]?.Outputs ?? [];
    return Object.fromEntries(
      outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    );
  } catch (error) {
    // CloudFormation has no error of its own for this.
    const isMissing = error instanceof CloudFormationServiceException && /does not exist/.test(error.message);
    if (isMissing) return undefined;
    throw error;
  }
}
