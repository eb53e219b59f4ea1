/** Why SSM cannot reach an instance, in words, with the next step. */
import type { SsmAgent } from '../../shared/aws/ssm';

export type Explanation = { why: string; next: string };

const errorName = (error: unknown): string => (error instanceof Error ? error.name : '');

/** What an agent that is not there, or not online, says about the reason. */
function explainAgent(agent: SsmAgent | undefined): Explanation {
  if (!agent) {
    return {
      why: 'the instance is not managed by Systems Manager',
      next: 'Give it a profile with AmazonSSMManagedInstanceCore and see that its SSM agent runs; restart the process by hand.',
    };
  }
  const since = agent.lastSeenAt ? ` since ${agent.lastSeenAt.toISOString()}` : '';
  return {
    why: `its SSM agent is ${agent.ping}${since}`,
    next: 'See whether the instance is alive and reaches Systems Manager; restart the process by hand.',
  };
}

/**
 * What a refused command means, or `undefined` when that is not the instance's fault: then it is an error like any other,
 * to be retried, and to become a failure record.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html#API_SendCommand_Errors
 */
export async function unreachable(
  error: unknown,
  instanceId: string,
  { findAgent }: { findAgent: (instanceId: string) => Promise<SsmAgent | undefined> },
): Promise<Explanation | undefined> {
  switch (errorName(error)) {
    case 'InvalidInstanceId':
      return explainAgent(await findAgent(instanceId));
    case 'InvalidDocument':
      return { why: 'its Systems Manager document is not there', next: 'Deploy the stage again.' };
    case 'InvalidParameters':
      return {
        why: 'the deployed Systems Manager document does not allow its unit',
        next: 'Deploy the stage again: its configuration is newer than what is deployed.',
      };
    default:
      return undefined;
  }
}
