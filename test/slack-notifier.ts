/**
 * A world without trouble for the tests of this function: Slack takes everything, nobody else is at it, and all is
 * recorded.
 */
import { type Delivery, delivery, type Receiver } from '../functions/slack-notifier/delivery/delivery';
import { alone, type Message } from '../functions/slack-notifier/delivery/digest';
import type { Deps } from '../functions/slack-notifier/deps';
import type { RenderedEmail } from '../functions/slack-notifier/receivers/email';
import type { SlackMessage } from '../functions/slack-notifier/receivers/slack/limits';
import { SlackError, StoreError } from '../shared/errors';
import { log } from '../shared/log';
import { changeId, type Notification, notification } from '../shared/notification';
import type { AlarmState } from '../shared/parsing/alarm';
import { memoryIncidents } from '../shared/state/memory-incidents';

export const WEBHOOK = 'https://hooks.slack.com/services/T0/B0/secret';

export const context = {
  awsRequestId: 'request-1',
  invokedFunctionArn: 'arn:aws:lambda:ap-northeast-2:123456789012:function:alarm-responder-dev-slackNotifier',
  getRemainingTimeInMillis: () => 20_000,
};

export const NOW = new Date('2026-03-02T03:12:00Z');

export const minute = (minutes: number): Date => new Date(Date.UTC(2026, 2, 2, 3, minutes));

const SEVERITIES = { ALARM: 'critical', OK: 'good', INSUFFICIENT_DATA: 'unknown' } as const;

const HOW_IT_IS = { ALARM: 'down', OK: 'up', INSUFFICIENT_DATA: 'no data' } as const;

/** A change of the alarm of this name, at 3:11 unless `at` says otherwise. */
export function changed(
  name: string,
  state: AlarmState = 'ALARM',
  change: Partial<Notification> = {},
): Notification {
  const at = change.at ?? minute(11);
  return notification({
    id: changeId(at, state),
    incident: `alarm ${name}`,
    alarm: { name, label: name, state, previousState: undefined, suppressed: undefined },
    severity: SEVERITIES[state],
    subject: name,
    title: `${name}: ${HOW_IT_IS[state]}`,
    text: state === 'ALARM' ? 'For 5 minutes.' : '',
    facts: { host: name },
    at,
    ...change,
  });
}

/** What is said of something that is no alarm. */
export const said = (title: string, change: Partial<Notification> = {}): Notification =>
  notification({ severity: 'warning', title, text: 'See it.', at: minute(11), ...change });

export const message = (change: Partial<Message> = {}): Message => ({
  ...alone({ ...changed('web'), ...change }),
  ...change,
});

export const failing = (error: unknown) => async (): Promise<never> => {
  throw error;
};
/** Slack does not take it now, or never will. */
export const down = failing(
  new SlackError('Slack refused the message: Service Unavailable (HTTP 503)', false),
);
export const gone = failing(new SlackError('Slack refused the message: no_service (HTTP 404)', true));
export const noTable = failing(new StoreError('The table state could not be reached: timeout'));

export const SMS = { numbers: ['+821012345678'], notifyOn: ['critical' as const] };

/** A batch of the queue; each message has waited for so many seconds. */
export const batch = (
  notifications: Notification[],
  seconds = 1,
  pending: Receiver[] = ['slack', 'subscribers', 'sms'],
) =>
  batchOf(
    notifications.map((one) => JSON.stringify(delivery(one, pending))),
    seconds,
  );

/** The same of messages with any body. */
export const batchOf = (bodies: string[], seconds = 1) => ({
  Records: bodies.map((body, index) => ({
    eventSource: 'aws:sqs',
    messageId: `m-${index + 1}`,
    body,
    receiptHandle: `receipt of m-${index + 1}`,
    attributes: { SentTimestamp: String(NOW.getTime() - seconds * 1_000) },
  })),
});

export function setUp(change: Partial<Deps> = {}) {
  const did = {
    posted: [] as SlackMessage[],
    published: [] as RenderedEmail[],
    texted: [] as string[],
    queued: [] as Delivery[],
    deadLettered: [] as Delivery[],
    deadLetteredUnread: [] as string[],
    again: [] as [receipt: string, seconds: number][],
    waited: [] as number[],
  };
  const table = memoryIncidents();
  const deps: Deps = {
    now: () => NOW,
    wait: async (ms) => did.waited.push(ms),
    webhookUrl: async () => WEBHOOK,
    postMessage: async (_, posted) => void did.posted.push(posted),
    probeWebhook: async () => ({ state: 'alive', word: 'no_text', status: 400 }),
    allAlarms: () => true,
    notifyOn: () => ({ ok: 'after-alarm', insufficientData: 'after-alarm' }),
    mentions: () => ({ critical: [], warning: [], info: [] }),
    timeZone: () => 'Asia/Seoul',
    sms: () => ({ numbers: [], notifyOn: ['critical'] }),
    okInhibitedBy: async () => undefined,
    knownInstance: async () => undefined,
    claimIncident: async (request) => table.claimIncident({ ...request, now: deps.now() }),
    saveIncident: async (request) => table.saveIncident(request),
    takeSlot: async () => 0,
    backOff: async () => {},
    publish: async (email) => void did.published.push(email),
    takeSms: async () => 0,
    sendSms: async (_, text) => void did.texted.push(text),
    enqueue: async (queued) => void did.queued.push(queued),
    comeAgain: async (...again) => void did.again.push(again),
    deadLetter: async (kept) => void did.deadLettered.push(kept),
    deadLetterUnread: async (body) => void did.deadLetteredUnread.push(body),
    ...change,
  };
  return { deps, did, table };
}

/** Silences the log, and gives what was written to it. */
export const silenceLog = () => ({
  info: jest.spyOn(log(), 'info').mockImplementation(),
  warn: jest.spyOn(log(), 'warn').mockImplementation(),
  error: jest.spyOn(log(), 'error').mockImplementation(),
});
