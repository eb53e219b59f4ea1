/** How a restart ended, out of what the script printed and what SSM says. */
import * as v from 'valibot';
import type { Invocation } from '../../shared/aws/ssm';
import { type Notification, type NotificationWords, notification } from '../../shared/notification';
import { maybe } from '../../shared/parsing/parse';
import { SECOND_MS, shortDuration } from '../../shared/text/duration';
import { commonWords } from '../../shared/words/common';
import { restartsWords } from '../../shared/words/restarts';
import { restartLinks } from './links';

/**
 * What is remembered of a command until people are notified of its outcome. `subject` is such as `web-1: httpd`.
 * `incident` is that of the alarm, `alarm` its name; versions before kept none, and the comment on a command has no room for them.
 */
export const sentRestartSchema = v.object({
  commandId: v.string(),
  instanceId: v.string(),
  unit: v.string(),
  subject: v.string(),
  incident: maybe(v.string()),
  alarm: maybe(v.string()),
});
export type SentRestart = v.InferOutput<typeof sentRestartSchema>;

/**
 * What is written on the command itself, for when nothing could be noted in the table: `httpd.service: web-1: httpd`.
 */
export const commentOn = ({ unit, subject }: Pick<SentRestart, 'unit' | 'subject'>): string =>
  `${unit}: ${subject}`;

/** The restart that a comment names, or `undefined` when it is none of ours. */
export function commented(
  comment: string,
  command: Pick<SentRestart, 'commandId' | 'instanceId'>,
): SentRestart | undefined {
  const [, unit, subject] = /^(\S+): (.+)$/s.exec(comment) ?? [];
  return unit && subject ? { ...command, unit, subject, incident: undefined, alarm: undefined } : undefined;
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
  const words = restartsWords();
  const took = shortDuration(seconds * SECOND_MS);
  switch (outcome) {
    case 'restarted':
      return { severity: 'good', title: words.restarted(subject, took), text: words.active(unit, pid) };
    case 'already-active':
      return { severity: 'warning', title: words.alive(subject), text: words.agentMissing(unit, pid) };
    case 'unknown-unit':
      return { severity: 'critical', title: words.notRestarted(subject), text: words.unknownUnit(unit) };
    case 'failed':
      return {
        severity: 'critical',
        title: words.failed(subject),
        text: words.stateAfter(unit, state, took),
      };
    default:
      return undefined;
  }
}

/**
 * What SSM says when the script said nothing. @see
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/monitor-commands.html
 */
function byStatus(status: string, { subject }: SentRestart): NotificationWords {
  const words = restartsWords();
  const unknown = (severity: 'warning' | 'critical', text: string): NotificationWords => ({
    severity,
    title: words.unknown(subject),
    text: `${text} ${words.seeCommand}`,
  });
  switch (status) {
    case 'Success':
      return unknown('warning', words.noProof);
    case 'DeliveryTimedOut':
    case 'Undeliverable':
      return { severity: 'critical', title: words.notRestarted(subject), text: words.unreached };
    case 'ExecutionTimedOut':
    case 'TimedOut':
      return unknown('critical', words.tooLong);
    case 'Pending':
    case 'InProgress':
    case 'Delayed':
      return unknown('warning', words.still(status));
    default:
      return unknown('critical', words.ended(status));
  }
}

/** `web-1`, of `web-1: httpd`; an earlier version called it `httpd on web-1 (i-…)`. */
export const thingIn = (subject: string): string | undefined => /^(.+): /.exec(subject)?.[1];

/**
 * What all notifications of a command have. Of its `restart` and of its `outcome` there is one each, however often that
 * is published. Where the incident is not known it stands alone.
 */
export function aboutCommand(
  what: 'restart' | 'outcome',
  { commandId, incident, unit, instanceId, subject, alarm }: SentRestart,
) {
  const { facts } = commonWords();
  return {
    id: `${what} ${commandId}`,
    ...(incident !== undefined && { incident }),
    subject: thingIn(subject),
    facts: { [facts.instance]: instanceId, [facts.unit]: unit, [facts.command]: commandId },
    links: restartLinks({ commandId, instanceId, alarm }),
  };
}

/** @param invocation `undefined` when SSM does not know the command on this instance */
export function outcomeNotification(restart: SentRestart, invocation: Invocation | undefined): Notification {
  const words = restartsWords();
  const { status = words.notKnownToSsm, output = '', error = '' } = invocation ?? {};
  const report = readReport(output);
  const content = (report && byReport(report, restart)) ?? byStatus(status, restart);
  const details = [
    { title: words.output, lines: outputLines(output) },
    { title: words.errors, lines: outputLines(error) },
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
    title: restartsWords().unknown(restart.subject),
    text: `${restartsWords().ssmSilent(why)} ${restartsWords().seeCommand}`,
  });
