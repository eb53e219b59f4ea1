/** Restarts a dead process on its instance, and tells how that ended. */
import { longestPauseHoursConfig, processesConfig, restartConfig } from '../../shared/config/bundled';
import { isDryRun, requiredEnv } from '../../shared/env';
import { lazily } from '../../shared/lazily';
import type { Alarm } from '../../shared/parsing/alarm';
import { isAlarmMessage, parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { COMMAND_STATUS, parseCommandStatus } from '../../shared/parsing/command-status';
import { detailTypeOf } from '../../shared/parsing/event-bridge';
import { SCHEDULED } from '../../shared/parsing/schedule';
import { contentOf, parseSns } from '../../shared/parsing/sns';
import { stateStore } from '../../shared/state/table';
import { type Telling, telling } from '../../shared/telling';
import { onCheck, onFinished } from './follow-up';
import { rehearsal } from './rehearsal';
import { onAlarm } from './restart';

const ssm = () => import('../../shared/aws/ssm');

const live = {
  store: stateStore,
  now: () => new Date(),
  document: () => requiredEnv('RESTART_DOCUMENT'),
  processes: processesConfig,
  restart: restartConfig,
  longestPauseHours: longestPauseHoursConfig,
  alarmState: lazily(async () => (await import('../../shared/aws/cloudwatch')).alarmState),
  describeInstance: lazily(async () => (await import('../../shared/aws/ec2')).describeInstance),
  sendCommand: lazily(async () => (await ssm()).sendCommand),
  getInvocation: lazily(async () => (await ssm()).getInvocation),
  findAgent: lazily(async () => (await ssm()).findAgent),
};
export type Deps = typeof live;

/** The alarms among the messages. Others come only until a new filter holds, and must not fail: that would be told here. */
const alarmsOf = (event: unknown): Alarm[] =>
  parseSns(event)
    .map((record) => ({ content: contentOf(record), topicArn: record.topicArn }))
    .filter(({ content }) => isAlarmMessage(content))
    .map(({ content, topicArn }) => parseAlarmMessage(content, topicArn));

/** An alarm by SNS, the end of a command by EventBridge, or the time to ask about commands. @throws EventParseError */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown): Promise<Telling[]> => {
    switch (detailTypeOf(event)) {
      case SCHEDULED:
        return onCheck(deps);
      case COMMAND_STATUS: {
        const { commandId, instanceId } = parseCommandStatus(event);
        return onFinished(commandId, instanceId, deps);
      }
    }
    const tellings: Telling[] = [];
    for (const alarm of alarmsOf(event)) {
      const verbs = isDryRun() ? rehearsal(deps, alarm.changedAt) : deps;
      tellings.push(...(await onAlarm(alarm, verbs)));
    }
    return tellings;
  };

export const handler = telling(createHandler(live));
