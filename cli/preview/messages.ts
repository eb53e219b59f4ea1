/** What an event becomes in every medium, by the functions themselves in the worlds of samples. */
import { createHandler as createAlerter } from '../../functions/cpu-alerter/handler';
import { createHandler as createInstances } from '../../functions/instance-alarms/handler';
import { createHandler as createRestarter } from '../../functions/process-restarter/handler';
import { alone, digests, type Message } from '../../functions/slack-notifier/delivery/digest';
import { readIncomingEvents } from '../../functions/slack-notifier/incoming';
import { incomingNotification, instanceToName } from '../../functions/slack-notifier/notifications/incoming';
import { type PlainText, plainText } from '../../functions/slack-notifier/receivers/email';
import type { SlackMessage } from '../../functions/slack-notifier/receivers/slack/limits';
import { type SlackContext, slackMessage } from '../../functions/slack-notifier/receivers/slack/render';
import { smsText } from '../../functions/slack-notifier/receivers/sms';
import { createHandler as createTrails } from '../../functions/trail-reenabler/handler';
import type { Notification } from '../../shared/notification';
import { COMMAND_STATUS } from '../../shared/parsing/command-status';
import { detailTypeOf } from '../../shared/parsing/event-bridge';
import { INSTANCE_STATE_CHANGE } from '../../shared/parsing/instance-state-change';
import { SIGN_IN } from '../../shared/parsing/root-sign-in';
import { SCHEDULED } from '../../shared/parsing/schedule';
import { type Publication, redactNotification } from '../../shared/publishing';
import { alerterWorld, instancesWorld, restarterWorld, sampleInstance, trailsWorld } from './worlds';

const account = '123456789012';
const region = 'ap-northeast-2';
const functionArn = (name: string): string =>
  `arn:aws:lambda:${region}:${account}:function:alarm-responder-dev-${name}`;
const context = (name: string) => ({
  awsRequestId: 'preview',
  invokedFunctionArn: functionArn(name),
  getRemainingTimeInMillis: () => 30_000,
});

type FunctionName = 'processRestarter' | 'trailReenabler' | 'instanceAlarms' | 'cpuAlerter';

/** Asks the function as a deployment would. */
const ask: Record<FunctionName, (event: unknown) => Promise<Publication[]>> = {
  processRestarter: (event) => createRestarter(restarterWorld(event))(event),
  trailReenabler: (event) => createTrails(trailsWorld(event))(event, context('trailReenabler')),
  instanceAlarms: (event) => createInstances(instancesWorld(event))(event, context('instanceAlarms')),
  cpuAlerter: (event) => createAlerter(alerterWorld(event))(event, context('cpuAlerter')),
};

/** By the name of the rule; those of trails have one that CloudFormation makes. */
function scheduledFunction(event: unknown): FunctionName {
  const rule = String(Object(event).resources);
  if (rule.includes('instances-')) return 'instanceAlarms';
  return rule.includes('restart-check') ? 'processRestarter' : 'trailReenabler';
}

/** Whose event it is; `undefined`: the notifier's, and of those that a topic brings to others as well. */
function functionOf(event: unknown): FunctionName | undefined {
  switch (detailTypeOf(event)) {
    case SCHEDULED:
      return scheduledFunction(event);
    case COMMAND_STATUS:
      return 'processRestarter';
    case INSTANCE_STATE_CHANGE:
      return 'instanceAlarms';
    case SIGN_IN:
    case 'AWS API Call via CloudTrail':
      return 'trailReenabler';
    default:
      return undefined;
  }
}

const isBySns = (event: unknown): boolean => Array.isArray(Object(event).Records);

/** When the event happened, by whatever way it came. */
function timeOf(event: unknown): Date {
  const [record] = isBySns(event) ? Object(event).Records : [];
  return new Date(record?.Sns?.Timestamp ?? Object(event).time ?? 0);
}

/** What has no time of its own is of now, which here is the event's. */
async function publishedBy(name: FunctionName, event: unknown): Promise<Notification[]> {
  const started = new Date();
  const publications = await ask[name](event);
  return publications.map(({ notification }) => {
    const isOfNow = notification.at !== undefined && notification.at >= started;
    const at = isOfNow ? timeOf(event) : notification.at;
    return redactNotification({ ...notification, at }, functionArn(name));
  });
}

/** What the notifier makes of it itself; alarms that a log explains are left to cpuAlerter, which gets them as well. */
const byNotifier = (event: unknown): Notification[] =>
  readIncomingEvents(event, 'preview').flatMap((one) => {
    if (one.incoming.kind === 'alarm' && one.incoming.explainedVia) return [];
    const id = instanceToName(one.incoming);
    return [incomingNotification(one, id === undefined ? undefined : sampleInstance(id))];
  });

/** All that people would be notified of, in order. */
export async function notificationsOf(event: unknown): Promise<Notification[]> {
  const only = functionOf(event);
  if (only) return publishedBy(only, event);
  const others = isBySns(event) ? await publishedBy('processRestarter', event) : [];
  const isAlerters = isBySns(event) || detailTypeOf(event)?.startsWith('CloudWatch Alarm');
  const explained = isAlerters ? await publishedBy('cpuAlerter', event) : [];
  return [...byNotifier(event), ...explained, ...others];
}

/** A message in every medium. */
export type Shown = { slack: SlackMessage; email: PlainText; sms: string };

/** Where it happens, by which clock, and who is called. */
export type Place = Pick<SlackContext, 'project' | 'environment' | 'mentions'> & { timeZone: string };
export const PLACE: Place = {
  project: 'shop',
  environment: 'production',
  timeZone: 'Asia/Seoul',
  mentions: {},
};

export function shown(message: Message, place: Place = PLACE): Shown {
  const { project, environment, timeZone, mentions } = place;
  const origin = { project, environment };
  return {
    slack: slackMessage(message, { ...origin, channel: undefined, mentions }),
    email: plainText(message, { ...origin, timeZone, unreachable: undefined }),
    sms: smsText(message, { ...origin, timeZone, unreachable: false, missed: 0 }),
  };
}

/** As it is told at the moment that it is of. */
export function messageOf(notification: Notification, { timeZone }: Place = PLACE): Message {
  const now = notification.at ?? new Date(0);
  const [digest] = digests([{ notifications: [notification], newest: undefined }], { now, timeZone });
  return digest?.message ?? alone(notification);
}

export const messagesOf = async (event: unknown, place: Place = PLACE): Promise<Shown[]> =>
  (await notificationsOf(event)).map((one) => shown(messageOf(one, place), place));
