/**
 * The canary: an alarm that never rings by itself (resources/canary.yml). Somebody sets it to ask whether an alarm would reach
 * people. Once a day that is a schedule, and nobody is bothered; else it is an operator, who gets a message.
 */
import { optionalEnv } from '../../shared/env';
import { SlackError } from '../../shared/errors';
import { log } from '../../shared/log';
import { type Notice, notice } from '../../shared/notice';
import type { Alarm } from '../../shared/parsing/alarm';
import { type Pulse, pulseText } from '../../shared/slack/pulse';

/** How the reason of the daily schedule begins. */
const DAILY = 'daily';
const PATIENCE = 5_000;

/** `ask`: whether Slack would take a message. `nothing`: the canary has gone back to OK. */
export type CanaryCall = { kind: 'tell'; notice: Notice } | { kind: 'ask' } | { kind: 'nothing' };

const told = ({ reason, changedAt, account, region }: Alarm): CanaryCall => ({
  kind: 'tell',
  notice: notice({
    severity: 'info',
    title: `Canary ${reason}`,
    text: 'Somebody asked whether an alarm reaches this channel. It does; there is nothing to do.',
    at: changedAt,
    account,
    region,
  }),
});

/** What a change of the canary's state calls for, or `undefined` when the alarm is not the canary. */
export function canaryCall(alarm: Alarm): CanaryCall | undefined {
  if (alarm.name !== optionalEnv('CANARY_ALARM')) return undefined;
  if (alarm.state !== 'ALARM') return { kind: 'nothing' };
  return alarm.reason.startsWith(DAILY) ? { kind: 'ask' } : told(alarm);
}

export type CanaryVerbs = {
  webhookUrl: () => Promise<string | undefined>;
  pulseOf: (url: string, ms: number) => Promise<Pulse>;
};

/**
 * Logs a line that CloudWatch makes a metric of, without a call: the one that the watchdog waits for.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function logSeen({ name }: Pick<Alarm, 'name'>, why: string): void {
  const metrics = { Dimensions: [['Alarm']], Metrics: [{ Name: 'CanarySeen', Unit: 'Count' }] };
  log().info('canary seen', {
    why,
    Alarm: name,
    CanarySeen: 1,
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: 'alarm-responder', ...metrics }] },
  });
}

/** The webhook is not dead, and Slack is not down: what cannot be told apart is not cried about every day. */
const wouldTake = ({ state, status }: Pulse): boolean => state !== 'dead' && status < 500 && status !== 429;

/**
 * Asks Slack whether it would take a message, and logs that the canary was seen.
 * @returns what Slack said
 * @throws SlackError when it would not, ConfigError when the webhook cannot be decrypted: then nothing was seen
 */
export async function askSlack(alarm: Pick<Alarm, 'name'>, verbs: CanaryVerbs): Promise<string> {
  const url = await verbs.webhookUrl();
  if (url === undefined) return 'there is no webhook in a dry run';
  const pulse = await verbs.pulseOf(url, PATIENCE);
  const why = `the webhook is ${pulseText(pulse)}`;
  if (!wouldTake(pulse)) throw new SlackError(`The canary died: ${why}`, pulse.state === 'dead');
  logSeen(alarm, why);
  return why;
}
