/** AWS Systems Manager. */
import {
  DescribeInstanceInformationCommand,
  GetCommandInvocationCommand,
  InvocationDoesNotExist,
  SendCommandCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { lazyClient } from './lazy-client';

// So many attempts against throttling, above all.
const client = lazyClient(SSMClient, { maxAttempts: 5, timeoutMs: 3_000 });

/** A document with its parameters, for one instance. `comment` comes back with the invocation, cut at 100 characters. */
export type SsmCommand = {
  document: string;
  instanceId: string;
  parameters: Record<string, string>;
  comment: string;
};

const MAX_COMMENT_LENGTH = 100;

/**
 * Seconds in which the agent must fetch a command, and seconds in which the command must end. Delivery waits an hour
 * by default.
 */
const COMMAND_TIMEOUT_S = 60;

/** @returns the command's id. @throws the service's error: `InvalidInstanceId` when SSM cannot reach the instance */
export async function sendCommand({
  document,
  instanceId,
  parameters,
  comment,
}: SsmCommand): Promise<string> {
  const { Command } = await client().send(
    new SendCommandCommand({
      DocumentName: document,
      // As it was last deployed: CloudFormation may leave the default version behind.
      // https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2539
      DocumentVersion: '$LATEST',
      InstanceIds: [instanceId],
      Parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, [value]])),
      TimeoutSeconds: COMMAND_TIMEOUT_S,
      Comment: comment.slice(0, MAX_COMMENT_LENGTH).toWellFormed(),
    }),
  );
  return Command?.CommandId ?? '';
}

/** `status` as SSM details it, such as `Success`, `Failed`, `DeliveryTimedOut` or `InProgress`. */
export type Invocation = { status: string; output: string; error: string; comment: string };

/** How a command fares on an instance, or `undefined` when SSM knows no such command there. */
export async function getInvocation(commandId: string, instanceId: string): Promise<Invocation | undefined> {
  try {
    const invocation = await client().send(
      new GetCommandInvocationCommand({ CommandId: commandId, InstanceId: instanceId }),
    );
    return {
      status: (invocation.StatusDetails || invocation.Status || 'Unknown').replaceAll(' ', ''),
      output: invocation.StandardOutputContent ?? '',
      error: invocation.StandardErrorContent ?? '',
      comment: invocation.Comment ?? '',
    };
  } catch (error) {
    if (error instanceof InvocationDoesNotExist) return undefined;
    throw error;
  }
}

/** `ping` is `Online`, `ConnectionLost` or `Inactive`. */
export type SsmAgent = { ping: string; lastSeenAt: Date | undefined };

/** The SSM agent of an instance, or `undefined` when the instance is not managed by SSM. */
export async function findAgent(instanceId: string): Promise<SsmAgent | undefined> {
  const { InstanceInformationList = [] } = await client().send(
    new DescribeInstanceInformationCommand({ Filters: [{ Key: 'InstanceIds', Values: [instanceId] }] }),
  );
  const [information] = InstanceInformationList;
  return (
    information && { ping: information.PingStatus ?? 'unknown', lastSeenAt: information.LastPingDateTime }
  );
}
