/** What the notifier asks and does outside. In a dry run it does nothing but post, and that only to a given webhook. */
import { setTimeout as wait } from 'node:timers/promises';
import {
  quietConfig,
  slackConfig,
  smsConfig,
  smsRegionConfig,
  timeZoneConfig,
} from '../../shared/config/bundled';
import { okToldBy } from '../../shared/cpu-siblings';
import { isDryRun, requiredEnv } from '../../shared/env';
import { messageOf } from '../../shared/errors';
import { claim } from '../../shared/guard';
import { lazily } from '../../shared/lazily';
import { log } from '../../shared/log';
import type { Alarm } from '../../shared/parsing/alarm';
import { postMessage } from '../../shared/slack/post';
import { pulseOf } from '../../shared/slack/pulse';
import { state } from '../../shared/state';
import { topicArn } from '../../shared/telling';
import { within } from '../../shared/within';
import type { Deferred } from './item';
import { takeSms } from './sms-limit';
import type { Letter } from './tell-others';
import { createWebhookUrl } from './webhook-url';

/** Slack takes about one message a second. @see https://docs.slack.dev/apis/web-api/rate-limits */
const EVERY = 1_100;
const TURNS = 'slack turns';
/** What the table may take; without it everything is told all the same. */
const TABLE_PATIENCE = 3_000;

const cloudwatch = () => import('../../shared/aws/cloudwatch');
const dynamodb = () => import('../../shared/aws/dynamodb');
const sns = () => import('../../shared/aws/sns');
const sqs = () => import('../../shared/aws/sqs');

const siblings = {
  alarmsOn: lazily(async () => (await cloudwatch()).alarmsOn),
  alarmChanges: lazily(async () => (await cloudwatch()).alarmChanges),
};
const takeTurn = lazily(async () => (await dynamodb()).takeTurn);
const holdTurns = lazily(async () => (await dynamodb()).holdTurns);
const publish = lazily(async () => (await sns()).publish);
const sendSms = lazily(async () => (await sns()).sendSms);
const sendMessage = lazily(async () => (await sqs()).sendMessage);
const showMessage = lazily(async () => (await sqs()).showMessage);

const table = (): string => requiredEnv('STATE_TABLE');

/** What the table says, or `otherwise` when it cannot be reached: then it is rather told twice than not at all. */
async function asked<T>(otherwise: T, ask: () => Promise<T>): Promise<T> {
  if (isDryRun()) return otherwise;
  try {
    return await within(TABLE_PATIENCE, ask);
  } catch (error) {
    log().warn('without the table', { why: messageOf(error) });
    return otherwise;
  }
}

const FREE = { held: false as const, release: async () => {} };

async function send(queue: string, body: string): Promise<void> {
  if (isDryRun()) throw new Error('a dry run keeps nothing');
  await sendMessage(requiredEnv(queue), body);
}

export const live = {
  now: () => new Date(),
  wait: (ms: number): Promise<unknown> => wait(ms),
  webhookUrl: createWebhookUrl(lazily(async () => (await import('../../shared/aws/kms')).decrypt)),
  postMessage,
  pulseOf,
  quiet: quietConfig,
  mentions: () => slackConfig().mentions,
  timeZone: timeZoneConfig,
  sms: smsConfig,
  okToldBy: async (alarm: Alarm) => (isDryRun() ? undefined : okToldBy(alarm, siblings)),

  /** The right to tell this; whoever comes within the lease with the same id is too late. */
  claim: (id: string) =>
    asked<{ held: boolean; release: () => Promise<void> }>(FREE, async () => {
      const result = await claim(state(), `told ${id}`, new Date());
      return result.held ? { ...FREE, held: true } : result;
    }),
  /** How long until the webhook is free, in ms; `undefined` when that is longer than `patience`. */
  takeTurn: (patience: number) =>
    asked<number | undefined>(0, () => takeTurn(table(), TURNS, { now: Date.now(), every: EVERY, patience })),
  /** Nobody posts for so many ms. */
  holdTurns: (ms: number) => asked(undefined, () => holdTurns(table(), TURNS, { now: Date.now(), ms })),

  publish: async ({ subject, body, attributes }: Letter, functionArn: string | undefined) => {
    if (isDryRun()) return;
    await publish(topicArn(functionArn, requiredEnv('SUBSCRIBERS_TOPIC')), body, { subject, attributes });
  },
  /** @returns how many were not sent since the last one; `undefined` when this one may not be sent */
  takeSms: () => asked<number | undefined>(0, () => takeSms(state(), new Date())),
  sendSms: async (phone: string, text: string) => {
    if (!isDryRun()) await sendSms(phone, text, smsRegionConfig() || undefined);
  },
  /** For this function itself, a little later. */
  enqueue: (deferred: Deferred) => send('QUEUE', JSON.stringify(deferred)),
  /** The message of that queue comes again after so many seconds. */
  comeAgain: async (receipt: string, seconds: number) => {
    if (!isDryRun()) await showMessage(requiredEnv('QUEUE'), { receipt }, seconds);
  },
  /** For people, with `npm run redrive`. */
  bury: (deferred: Deferred) => send('DEAD_LETTERS', JSON.stringify(deferred)),
  /** What lay in the queue and cannot be read, as it is. */
  buryUnread: (body: string) => send('DEAD_LETTERS', body),
};
export type Deps = typeof live;
