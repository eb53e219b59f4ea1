/** Why SSM cannot reach an instance, in words, with the next step. */
import type { SsmAgent } from '../../shared/aws/ssm';
import { dateTimeText } from '../../shared/text/clock';
import { restartsWords } from '../../shared/words/restarts';

export type Explanation = { why: string; next: string };

const errorName = (error: unknown): string => (error instanceof Error ? error.name : '');

/** What an agent that is not there, or not online, says about the reason. */
function explainAgent(agent: SsmAgent | undefined): Explanation {
  const words = restartsWords();
  if (!agent) return { why: words.notManaged, next: words.manageIt };
  const since = agent.lastSeenAt && dateTimeText(agent.lastSeenAt);
  return { why: words.agentIs(agent.ping, since), next: words.seeInstance };
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
  const words = restartsWords();
  switch (errorName(error)) {
    case 'InvalidInstanceId':
      return explainAgent(await findAgent(instanceId));
    case 'InvalidDocument':
      return { why: words.noDocument, next: words.deployAgain };
    case 'InvalidParameters':
      return { why: words.unitRefused, next: words.deployNewer };
    default:
      return undefined;
  }
}
