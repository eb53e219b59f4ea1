/** How a restart ended, out of what the script printed and what SSM says. */
import * as v from 'valibot';
import type { Invocation } from '../../shared/aws/ssm';
import { type Notification, type NotificationWords, notification } from '../../shared/notification';
import { maybe } from '../../shared/parsing/parse';

/**
 * What is remembered of a command until people are notified of its outcome. `subject` is such as `httpd on web-1
 * (i-…)`. `incident` is that of the alarm; the version before kept none, and the comment on a command has no room for it.
 */
export const sentRestartSchema = v.object({
  commandId: v.string(),
  instanceId: v.string(),
  unit: v.string(),
  subject: v.string(),
  incident: maybe(v.string()),
});
export type SentRestart = v.InferOutput<typeof sentRestartSchema>;

/**
 * What is written on the command itself, for when nothing could be noted in the table: `httpd.service: httpd on web-1
 * (i-…)`.
 */
export const commentOn = ({ unit, subject }: Pick<SentRestart, 'unit' | 'subject'>): string =>
  `${unit}: ${subject}`;

/** The restart that a comment names, or `undefined` when it is none of ours. */
export function commented(
  comment: string,
  command: Pick<SentRestart, 'commandId' | 'instanceId'>,
): SentRestart | undefined {
  const [, unit, subject] = /^(\S+): (.+)$/s.exec(comment) ?? [];
  return unit && subject ? { ...command, unit, subject } : undefined;
}

/** The first line of agent/restart-unit.sh. `seconds` until the unit was active. */
type ScriptReport = { outcome: string; state: string; pid: string; seconds: number };

export function readReport(output: string): ScriptReport | undefined {
  const found = /^outcome=(\S+) state=(\S*) pid=(\d*) seconds=(\d+)/m.exec(output);
  if (!found) return undefined;
  const [, outcome = '', state = '', pid = '', seconds = ''] = found;
  return { outcome, state, pid, seconds: Number(seconds) };
}

/** What the script printed for people, behind its report. */
const outputLines = (output: string): string[] =>
  output.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('outcome='));

/** What the script found and did. */
function byReport(
  { outcome, state, pid, seconds }: ScriptReport,
  { subject, unit }: SentRestart,
): NotificationWords | undefined {
  switch (outcome) {
    case 'restarted':
      return {
        severity: 'good',
        title: `${subject} restarted`,
        text: `${unit} is active after ${seconds} s, with main PID ${pid}.`,
      };
    case 'already-active':
      return {
        severity: 'warning',
        title: `${subject} is alive`,
        text: `It was not restarted: ${unit} is active, with main PID ${pid}. Its metric is missing, not the process. Look at the CloudWatch agent: \`systemctl status amazon-cloudwatch-agent\`.`,
      };
    case 'unknown-unit':
      return {
        severity: 'critical',
        title: `${subject} was not restarted`,
        text: `systemd knows no unit ${unit} there. Correct the unit in \`processes\` of the configuration and deploy; restart the process by hand.`,
      };
    case 'failed':
      return {
        severity: 'critical',
        title: `${subject} could not be restarted`,
        text: `${unit} is ${state} ${seconds} s after the restart. The end of its journal says why.`,
      };
    default:
      return undefined;
  }
}

/**
 * What SSM says when the script said nothing. @see
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/monitor-commands.html
 */
function byStatus(status: string, { subject, commandId }: SentRestart): NotificationWords {
  const title = `${subject}: how its restart ended is not known`;
  const next = `See the instance, and the command ${commandId} in Systems Manager.`;
  switch (status) {
    case 'Success':
      return {
        severity: 'warning',
        title,
        text: `The command succeeded, but printed nothing that proves it. ${next}`,
      };
    case 'DeliveryTimedOut':
    case 'Undeliverable':
      return {
        severity: 'critical',
        title: `${subject} was not restarted`,
        text: `The command did not reach the instance within 60 s: its SSM agent is offline. Restart the process by hand. ${next}`,
      };
    case 'ExecutionTimedOut':
    case 'TimedOut':
      return { severity: 'critical', title, text: `The command ran longer than it may. ${next}` };
    case 'Pending':
    case 'InProgress':
    case 'Delayed':
      return { severity: 'warning', title, text: `The command is still ${status}. ${next}` };
    default:
      return { severity: 'critical', title, text: `The command ended as ${status}. ${next}` };
  }
}

/**
 * What all notifications of a command have. Of its `restart` and of its `outcome` there is one each, however often that
 * is published. Where the incident is not known it stands alone.
 */
export const aboutCommand = (
  what: 'restart' | 'outcome',
  { commandId, incident, unit, instanceId }: SentRestart,
) => ({
  id: `${what} ${commandId}`,
  ...(incident !== undefined && { incident }),
  facts: { Unit: unit, Instance: instanceId, Command: commandId },
});

/** @param invocation `undefined` when SSM does not know the command on this instance */
export function outcomeNotification(restart: SentRestart, invocation: Invocation | undefined): Notification {
  const { status = 'unknown to SSM', output = '', error = '' } = invocation ?? {};
  const report = readReport(output);
  const content = (report && byReport(report, restart)) ?? byStatus(status, restart);
  const details = [
    { title: 'Output', lines: outputLines(output) },
    { title: 'Errors', lines: outputLines(error) },
  ];
  return notification({
    ...aboutCommand('outcome', restart),
    ...content,
    details: details.filter(({ lines }) => lines.length > 0),
  });
}

/** Systems Manager did not answer when it was asked how the command ended. */
export const unknownNotification = (restart: SentRestart, why: string): Notification =>
  notification({
    ...aboutCommand('outcome', restart),
    severity: 'critical',
    title: `${restart.subject}: how its restart ended is not known`,
    text: `Systems Manager could not be asked: ${why}. See the instance, and the command ${restart.commandId}.`,
  });
