/**
 * The canary: an alarm that never rings by itself (resources/canary.yml). Somebody sets it to ask whether an alarm
 * would reach people. Once a day that is a schedule, and nobody is bothered; else it is an operator, who gets a
 * message.
 */
import { alarmUrl } from '../../shared/aws/console';
import { optionalEnv } from '../../shared/env';
import { SlackError } from '../../shared/errors';
import { log } from '../../shared/log';
import { notification } from '../../shared/notification';
import type { Alarm } from '../../shared/parsing/alarm';
import { commonWords } from '../../shared/words/common';
import { deliveryWords } from '../../shared/words/delivery';
import type { Incoming } from './incoming';
import { type ProbeResult, probeText } from './receivers/slack/probe';

/** How the reason of the daily schedule begins. */
const DAILY_REASON = 'daily';
const PROBE_TIMEOUT_MS = 5_000;

const isCanary = ({ name }: Alarm): boolean => name === optionalEnv('CANARY_ALARM');

/** What an operator asks becomes a notification: it calls nobody, and its title can be found in the log. */
export function canaryNotification(incoming: Incoming): Incoming {
  if (incoming.kind !== 'alarm' || !isCanary(incoming.alarm)) return incoming;
  const { state, reason, changedAt: at, account, region } = incoming.alarm;
  if (state !== 'ALARM' || reason.startsWith(DAILY_REASON)) return incoming;
  const words = deliveryWords();
  const links = region
    ? [{ text: commonWords().links.alarm, url: alarmUrl(region, incoming.alarm.name) }]
    : [];
  return {
    kind: 'notification',
    notification: notification({
      severity: 'info',
      title: words.canary(reason),
      text: words.canaryText,
      at,
      account,
      region,
      links,
    }),
  };
}

type CanaryDeps = {
  webhookUrl: () => Promise<string | undefined>;
  probeWebhook: (url: string, ms: number) => Promise<ProbeResult>;
};

/**
 * Logs a line that CloudWatch makes a metric of, without a call: the one that the watchdog waits for.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
function logSeen({ name }: Pick<Alarm, 'name'>, why: string): void {
  const metrics = { Dimensions: [['Alarm']], Metrics: [{ Name: 'CanarySeen', Unit: 'Count' }] };
  log().info('canary seen', {
    why,
    Alarm: name,
    CanarySeen: 1,
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: 'alarm-responder', ...metrics }] },
  });
}

/** The webhook is not dead, and Slack is not down: what may be either bothers nobody every day. */
const wouldTake = ({ state, status }: ProbeResult): boolean =>
  state !== 'dead' && status < 500 && status !== 429;

async function askSlack(alarm: Alarm, verbs: CanaryDeps): Promise<string> {
  const url = await verbs.webhookUrl();
  if (url === undefined) return 'there is no webhook in a dry run';
  const probe = await verbs.probeWebhook(url, PROBE_TIMEOUT_MS);
  const why = `the webhook is ${probeText(probe)}`;
  if (!wouldTake(probe)) throw new SlackError(`The canary died: ${why}`, probe.state === 'dead');
  logSeen(alarm, why);
  return why;
}

/**
 * Every day it asks Slack whether it would take a message, and logs that it was seen.
 * @returns what Slack said, without notifying anybody; `undefined` when the alarm is not the canary
 * @throws SlackError when Slack would not, ConfigError when the webhook cannot be decrypted: then nothing was seen
 */
export async function answerCanary(alarm: Alarm, verbs: CanaryDeps): Promise<string | undefined> {
  if (!isCanary(alarm)) return undefined;
  return alarm.state === 'ALARM' ? askSlack(alarm, verbs) : 'the canary has gone back';
}
