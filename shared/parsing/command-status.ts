/** EventBridge's report on an SSM command on one instance. */
import * as v from 'valibot';
import { eventBridge } from './event-bridge';
import { parse } from './parse';

export const COMMAND_STATUS = 'EC2 Command Invocation Status-change Notification';

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-eventbridge-events.html */
const commandStatus = v.pipe(
  eventBridge(
    COMMAND_STATUS,
    v.object({
      'command-id': v.string(),
      'document-name': v.string(),
      'instance-id': v.string(),
      status: v.string(),
    }),
  ),
  v.transform(({ detail, at }) => ({
    commandId: detail['command-id'],
    document: detail['document-name'],
    instanceId: detail['instance-id'],
    status: detail.status,
    at,
  })),
);

export type CommandStatus = v.InferOutput<typeof commandStatus>;

/** @throws EventParseError */
export const parseCommandStatus = (input: unknown): CommandStatus =>
  parse(commandStatus, input, COMMAND_STATUS);
