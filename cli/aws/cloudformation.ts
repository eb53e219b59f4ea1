/** AWS CloudFormation, which only commands call. */
import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { lazyClient } from '../../shared/aws/lazy-client';

const client = lazyClient(CloudFormationClient);

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

/** What the stack was made from, parsed; CloudFormation's functions are not resolved. */
export async function stackTemplate(stack: string): Promise<unknown> {
  const { TemplateBody = '{}' } = await client().send(new GetTemplateCommand({ StackName: stack }));
  return JSON.parse(TemplateBody);
}

/** The names, ARNs or addresses of the stack's resources by logical id. */
export async function stackResources(stack: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for await (const { StackResourceSummaries = [] } of paginateListStackResources(
    { client: client() },
    { StackName: stack },
  )) {
    for (const { LogicalResourceId = '', PhysicalResourceId = '' } of StackResourceSummaries) {
      ids.set(LogicalResourceId, PhysicalResourceId);
    }
  }
  return ids;
}
