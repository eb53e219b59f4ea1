/** What the notifier asks and does outside. */
import { setTimeout as wait } from 'node:timers/promises';
import { okInhibitedBy } from '../../shared/alarm/inhibition';
import {
  notifyOnConfig,
  slackConfig,
  smsConfig,
  smsRegionConfig,
  timeZoneConfig,
} from '../../shared/config/bundled';
import { requiredEnv } from '../../shared/env';
import { messageOf } from '../../shared/errors';
import { lazily } from '../../shared/lazily';
import { log } from '../../shared/log';
import type { Alarm } from '../../shared/parsing/alarm';
import { claim } from '../../shared/state/claim';
import { stateStore } from '../../shared/state/table';
import { topicArn } from '../../shared/telling';
import { withTimeout } from '../../shared/with-timeout';
import type { Deferred } from './item';
import type { RenderedEmail } from './receivers/email';
import { postMessage } from './receivers/slack/post';
import { probeWebhook } from './receivers/slack/probe';
import { createWebhookUrl } from './receivers/slack/webhook-secret';
import { takeSms } from './receivers/sms-limit';

/** Slack takes about one message a second. @see https://docs.slack.dev/apis/web-api/rate-limits */
const SLOT_INTERVAL_MS = 1_100;
/** Lies in users' tables: renamed, a deployment would forget what Slack has asked for. */
const SLOTS_ID = 'slack turns';
/** What the table may take; without it people are notified all the same. */
const TABLE_TIMEOUT_MS = 3_000;

const cloudwatch = () => import('../../shared/aws/cloudwatch');
const dynamodb = () => import('../../shared/aws/dynamodb');
const sns = () => import('../../shared/aws/sns');
const sqs = () => import('../../shared/aws/sqs');

const relatedAlarmReads = {
  alarmsForMetric: lazily(async () => (await cloudwatch()).alarmsForMetric),
  alarmChanges: lazily(async () => (await cloudwatch()).alarmChanges),
};
const takeSlot = lazily(async () => (await dynamodb()).takeSlot);
const backOff = lazily(async () => (await dynamodb()).backOff);
const publish = lazily(async () => (await sns()).publish);
const sendSms = lazily(async () => (await sns()).sendSms);
const sendMessage = lazily(async () => (await sqs()).sendMessage);
const setVisibility = lazily(async () => (await sqs()).setVisibility);

const tableName = (): string => requiredEnv('STATE_TABLE');

/** What the table says, or `otherwise` when it cannot be reached: then people are rather notified twice than not at all. */
async function orWithoutTable<T>(otherwise: T, ask: () => Promise<T>): Promise<T> {
  try {
    return await withTimeout(TABLE_TIMEOUT_MS, ask);
  } catch (error) {
    log().warn('without the table', { why: messageOf(error) });
    return otherwise;
  }
}

const UNCLAIMED = { held: false as const, release: async () => {} };

const keep = async (variable: string, body: string): Promise<void> =>
  sendMessage(requiredEnv(variable), body);

export const live = {
  now: () => new Date(),
  wait: (ms: number): Promise<unknown> => wait(ms),
  webhookUrl: createWebhookUrl(lazily(async () => (await import('../../shared/aws/kms')).decrypt)),
  postMessage,
  probeWebhook,
  notifyOn: notifyOnConfig,
  mentions: () => slackConfig().mentions,
  timeZone: timeZoneConfig,
  sms: smsConfig,
  okInhibitedBy: (alarm: Alarm) => okInhibitedBy(alarm, relatedAlarmReads),

  /** The right to notify of this; whoever comes within the lease with the same id is too late. */
  claim: (id: string) =>
    orWithoutTable<{ held: boolean; release: () => Promise<void> }>(UNCLAIMED, async () => {
      const result = await claim(stateStore(), `told ${id}`, new Date());
      return result.held ? { ...UNCLAIMED, held: true } : result;
    }),
  /** How long until the webhook is free, in ms; `undefined` when that is longer than `maxWaitMs`. */
  takeSlot: (maxWaitMs: number) =>
    orWithoutTable<number | undefined>(0, () =>
      takeSlot(tableName(), SLOTS_ID, { now: Date.now(), intervalMs: SLOT_INTERVAL_MS, maxWaitMs }),
    ),
  /** Nobody posts for so many ms. */
  backOff: (ms: number) =>
    orWithoutTable(undefined, () => backOff(tableName(), SLOTS_ID, { now: Date.now(), ms })),

  publish: async ({ subject, body, attributes }: RenderedEmail, functionArn: string | undefined) => {
    await publish(topicArn(functionArn, requiredEnv('SUBSCRIBERS_TOPIC')), body, { subject, attributes });
  },
  /** @returns how many were not sent since the last one; `undefined` when this one may not be sent */
  takeSms: () => orWithoutTable<number | undefined>(0, () => takeSms(stateStore(), new Date())),
  sendSms: (phone: string, text: string): Promise<void> =>
    sendSms(phone, text, smsRegionConfig() || undefined),
  /** For this function itself, a little later. */
  enqueue: (deferred: Deferred) => keep('QUEUE', JSON.stringify(deferred)),
  /** The message of that queue comes again after so many seconds. */
  comeAgain: (receipt: string, seconds: number): Promise<void> =>
    setVisibility(requiredEnv('QUEUE'), { receipt }, seconds),
  /** For people, with `npm run redrive`. */
  deadLetter: (deferred: Deferred) => keep('DEAD_LETTERS', JSON.stringify(deferred)),
  /** What lay in the queue and cannot be read, as it is. */
  deadLetterUnread: (body: string) => keep('DEAD_LETTERS', body),
};
export type Deps = typeof live;
