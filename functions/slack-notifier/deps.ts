/** What the notifier asks and does outside. */
import { setTimeout as wait } from 'node:timers/promises';
import type { KnownInstance } from '../../shared/alarm/facts';
import { okInhibitedBy } from '../../shared/alarm/inhibition';
import { alarmChanges, alarmsForMetric } from '../../shared/aws/cloudwatch-reads';
import {
  type ClaimRequest,
  claimIncident,
  type SaveRequest,
  saveIncident,
} from '../../shared/aws/incident-table';
import { decrypt } from '../../shared/aws/kms';
import { backOff, takeSlot } from '../../shared/aws/slots';
import { publish, sendSms } from '../../shared/aws/sns';
import { sendMessage, setVisibility } from '../../shared/aws/sqs';
import {
  allAlarmsConfig,
  notifyOnConfig,
  slackConfig,
  smsConfig,
  smsRegionConfig,
  timeZoneConfig,
} from '../../shared/config/bundled';
import { requiredEnv } from '../../shared/env';
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import type { Alarm } from '../../shared/parsing/alarm';
import { topicArn } from '../../shared/publishing';
import { recallInstance } from '../../shared/state/known-instance';
import { stateStore } from '../../shared/state/table';
import { withTimeout } from '../../shared/with-timeout';
import type { Delivery } from './delivery/delivery';
import type { RenderedEmail } from './receivers/email';
import { SLOT_INTERVAL_MS } from './receivers/slack/limits';
import { postMessage } from './receivers/slack/post';
import { probeWebhook } from './receivers/slack/probe';
import { createWebhookUrl } from './receivers/slack/webhook-secret';
import { takeSms } from './receivers/sms-limit';

/** Lies in users' tables: renamed, a deployment would forget what Slack has asked for. */
const SLOTS_ID = 'slack turns';
/** What looking up something that only makes a message better may take, beside what must be done. */
const ENRICH_TIMEOUT_MS = 800;
/** What one call of the table may take. */
const TABLE_TIMEOUT_MS = 3_000;

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

const keep = async (variable: string, body: string): Promise<void> =>
  sendMessage(requiredEnv(variable), body);

export const live = {
  now: () => new Date(),
  wait: (ms: number): Promise<unknown> => wait(ms),
  webhookUrl: createWebhookUrl(decrypt),
  postMessage,
  probeWebhook,
  allAlarms: allAlarmsConfig,
  notifyOn: notifyOnConfig,
  mentions: () => slackConfig().mentions,
  timeZone: timeZoneConfig,
  sms: smsConfig,
  okInhibitedBy: (alarm: Alarm) => okInhibitedBy(alarm, { alarmsForMetric, alarmChanges }),

  /** What is known of an instance, where that is found in time: the alarm does not wait for it. */
  knownInstance: async (id: string): Promise<KnownInstance | undefined> => {
    try {
      return await withTimeout(ENRICH_TIMEOUT_MS, () => recallInstance(stateStore(), id));
    } catch (error) {
      log().warn('without the name of the instance', { instance: id, why: messageOf(error) });
      return undefined;
    }
  },

  /** The right to deliver something of an incident, and what is known of it. @throws StoreError, Error in time */
  claimIncident: (request: Omit<ClaimRequest, 'now'>) =>
    withTimeout(TABLE_TIMEOUT_MS, (signal) =>
      claimIncident(tableName(), { ...request, now: new Date() }, signal),
    ),
  /** Keeps what is known of it, while it is claimed. @throws StoreError, Error in time */
  saveIncident: (request: SaveRequest) =>
    withTimeout(TABLE_TIMEOUT_MS, () => saveIncident(tableName(), request)),
  /**
   * How long until the webhook is free, in ms; `undefined` when that is longer than `maxWaitMs`.
   * @throws StoreError, Error in time
   */
  takeSlot: (maxWaitMs: number) =>
    withTimeout(TABLE_TIMEOUT_MS, (signal) =>
      takeSlot(tableName(), SLOTS_ID, { now: Date.now(), intervalMs: SLOT_INTERVAL_MS, maxWaitMs }, signal),
    ),
  /** Nobody posts for so many ms. */
  backOff: (ms: number) =>
    orWithoutTable(undefined, () => backOff(tableName(), SLOTS_ID, { now: Date.now(), ms })),

  publish: async (
    { subject, body, attributes }: RenderedEmail,
    functionArn: string | undefined,
    signal: AbortSignal,
  ) => {
    const topic = topicArn(functionArn, requiredEnv('SUBSCRIBERS_TOPIC'));
    await publish(topic, body, { subject, attributes }, signal);
  },
  /** @returns how many were not sent since the last one; `undefined` when this one may not be sent */
  takeSms: () => orWithoutTable<number | undefined>(0, () => takeSms(stateStore(), new Date())),
  sendSms: (phone: string, text: string, signal: AbortSignal): Promise<void> =>
    sendSms(phone, text, smsRegionConfig() || undefined, signal),
  /** For this function itself, a little later. */
  enqueue: (delivery: Delivery) => keep('QUEUE', JSON.stringify(delivery)),
  /** The message of that queue comes again after so many seconds. */
  comeAgain: (receipt: string, seconds: number): Promise<void> =>
    setVisibility(requiredEnv('QUEUE'), { receipt }, seconds),
  /** For people, with `npm run redrive`. */
  deadLetter: (delivery: Delivery) => keep('DEAD_LETTERS', JSON.stringify(delivery)),
  /** What lay in the queue and cannot be read, as it is. */
  deadLetterUnread: (body: string) => keep('DEAD_LETTERS', body),
};
export type Deps = typeof live;
