/**
 * A world without trouble for the tests of this function: Slack takes everything, nobody else is at it, and all is
 * recorded.
 */
import type { Card } from '../functions/slack-notifier/card';
import type { Deps } from '../functions/slack-notifier/deps';
import { type Deferred, defer, type Item, type Receiver } from '../functions/slack-notifier/item';
import type { RenderedEmail } from '../functions/slack-notifier/receivers/email';
import type { SlackMessage } from '../functions/slack-notifier/receivers/slack/limits';
import { log } from '../shared/log';

export const WEBHOOK = 'https://hooks.slack.com/services/T0/B0/secret';

export const context = {
  awsRequestId: 'request-1',
  invokedFunctionArn: 'arn:aws:lambda:ap-northeast-2:123456789012:function:alarm-responder-dev-slackNotifier',
  getRemainingTimeInMillis: () => 20_000,
};

export const card = (change: Partial<Card> = {}): Card => ({
  tone: 'critical',
  title: 'ALARM: web',
  summary: 'ALARM: web — it is down.',
  paragraphs: ['It is down.'],
  facts: { State: 'OK → ALARM' },
  details: [],
  links: [],
  at: undefined,
  ...change,
});

export const item = (name: string, change: Partial<Card> = {}): Item => ({
  id: name,
  about: `ALARM ${name}`,
  kind: undefined,
  card: card({ title: `ALARM: ${name}`, summary: `ALARM: ${name} — it is down.`, ...change }),
});

export const NOW = new Date('2026-03-02T03:12:00Z');

/** A batch of the queue; each message has waited for so many seconds. */
export const batch = (items: Item[], seconds = 1, due: Receiver[] = ['slack', 'subscribers', 'sms']) => ({
  Records: items.map((one, index) => ({
    eventSource: 'aws:sqs',
    messageId: `m-${index + 1}`,
    body: JSON.stringify(defer(one, due)),
    receiptHandle: `receipt of m-${index + 1}`,
    attributes: { SentTimestamp: String(NOW.getTime() - seconds * 1_000) },
  })),
});

export function setUp(change: Partial<Deps> = {}) {
  const did = {
    posted: [] as SlackMessage[],
    published: [] as RenderedEmail[],
    texted: [] as string[],
    queued: [] as Deferred[],
    deadLettered: [] as Deferred[],
    deadLetteredUnread: [] as string[],
    again: [] as [receipt: string, seconds: number][],
    waited: [] as number[],
  };
  const deps: Deps = {
    now: () => NOW,
    wait: async (ms) => did.waited.push(ms),
    webhookUrl: async () => WEBHOOK,
    postMessage: async (_, message) => void did.posted.push(message),
    probeWebhook: async () => ({ state: 'alive', word: 'no_text', status: 400 }),
    notifyOn: () => ({ ok: 'after-alarm', insufficientData: 'after-alarm' }),
    mentions: () => ({ critical: [], warning: [], info: [] }),
    timeZone: () => 'Asia/Seoul',
    sms: () => ({ numbers: [], notifyOn: ['critical'] }),
    okInhibitedBy: async () => undefined,
    claim: async () => ({ held: false, release: async () => {} }),
    takeSlot: async () => 0,
    backOff: async () => {},
    publish: async (email) => void did.published.push(email),
    takeSms: async () => 0,
    sendSms: async (_, text) => void did.texted.push(text),
    enqueue: async (deferred) => void did.queued.push(deferred),
    comeAgain: async (...again) => void did.again.push(again),
    deadLetter: async (deferred) => void did.deadLettered.push(deferred),
    deadLetterUnread: async (body) => void did.deadLetteredUnread.push(body),
    ...change,
  };
  return { deps, did };
}

/** Silences the log, and gives what was written to it. */
export const silenceLog = () => ({
  info: jest.spyOn(log(), 'info').mockImplementation(),
  warn: jest.spyOn(log(), 'warn').mockImplementation(),
  error: jest.spyOn(log(), 'error').mockImplementation(),
});
