/** Restarts a dead process on its instance, and notifies of how that ended. */
import { isDryRun } from '../../shared/env';
import { COMMAND_STATUS, parseCommandStatus } from '../../shared/parsing/command-status';
import { detailTypeOf } from '../../shared/parsing/event-bridge';
import { SCHEDULED } from '../../shared/parsing/schedule';
import { type LambdaContext, type Publication, publishing, topicArn } from '../../shared/publishing';
import { type Deps, live } from './deps';
import { dryRun } from './dry-run';
import { onFinished, pollPending } from './follow-up';
import { onAlarm } from './restart';
import { alarmMessagesIn } from './target';

type Context = Pick<LambdaContext, 'invokedFunctionArn'>;

/** An alarm by SNS, the end of a command by EventBridge, or the time to ask about commands. @throws EventParseError */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, { invokedFunctionArn }: Context = {}): Promise<Publication[]> => {
    switch (detailTypeOf(event)) {
      case SCHEDULED:
        return pollPending(deps);
      case COMMAND_STATUS: {
        const { commandId, instanceId } = parseCommandStatus(event);
        return onFinished(commandId, instanceId, deps);
      }
    }
    const ownTopic = invokedFunctionArn && topicArn(invokedFunctionArn, deps.alertsTopic());
    const publications: Publication[] = [];
    for (const message of alarmMessagesIn(event)) {
      publications.push(...(await onAlarm(message, ownTopic, deps)));
    }
    return publications;
  };

export const handler = publishing((event, context) =>
  createHandler(isDryRun() ? dryRun(live, event) : live)(event, context),
);
