/**
 * What people are notified of, in plain words, before it takes the form of a receiver's medium. There is one type of it: the
 * notifier makes it of an alarm, the functions that act publish it, it waits in the queue and lies among the dead
 * letters. Escaping, cutting and colours belong to the receiver.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { alarmStateSchema } from './parsing/alarm';
import { maybe, parse, timestamp } from './parsing/parse';
import { safe } from './text/safe';

/** `unknown`: nobody can say, as of an alarm without data. From the one that matters most. */
export const severitySchema = v.picklist(['critical', 'warning', 'unknown', 'info', 'good']);
export type Severity = v.InferOutput<typeof severitySchema>;

export const notificationKind = v.picklist(['instance-stopped']);
export type NotificationKind = v.InferOutput<typeof notificationKind>;

/**
 * The change of an alarm's state that a notification is about. `suppressed`: why nobody is notified of it, whatever
 * was before. `label` is what a line calls it: `web-1: disk /`. `mutedBy`: what keeps the alarm's actions from being taken; when that ends CloudWatch takes them for the same
 * change. Both still count as what is known of the alarm.
 */
const alarmChange = v.object({
  name: v.string(),
  label: maybe(v.string()),
  state: alarmStateSchema,
  previousState: maybe(alarmStateSchema),
  suppressed: maybe(v.string()),
  mutedBy: maybe(v.string()),
});
export type AlarmChange = v.InferOutput<typeof alarmChange>;

export const NOTIFICATION_TYPE = 'alarm-responder.notification';

/**
 * `id` is the same when the same thing comes again, by whatever way; of an alarm it is the change (`changeId`).
 * `incident` is what belongs together: an alarm, its contributor, the restart it caused, its OK. `title` is the whole message
 * for who reads one line, and `subject` the thing in it: `web-1`. `text` says more, its first line the most; paragraphs are apart by
 * an empty line. `at` is when it happened, which of some text nobody knows. `facts` are in order, `links` in the order of use,
 * `details` lines to show as they are (a journal, a log). `kind` lets people ask for some notifications whatever their
 * severity. All of it is in the language of the stage.
 */
const schema = v.object({
  type: v.literal(NOTIFICATION_TYPE),
  version: v.literal(2),
  id: v.string(),
  incident: v.string(),
  alarm: maybe(alarmChange),
  kind: maybe(notificationKind),
  severity: severitySchema,
  subject: maybe(v.string()),
  title: v.string(),
  text: v.string(),
  at: maybe(timestamp),
  account: maybe(v.string()),
  region: maybe(v.string()),
  facts: v.optional(v.record(v.string(), v.string()), {}),
  links: v.optional(v.array(v.object({ text: v.string(), url: v.string() })), []),
  details: v.optional(v.array(v.object({ title: v.string(), lines: v.array(v.string()) })), []),
});
export const notificationSchema = schema;
export type Notification = v.InferOutput<typeof schema>;

/** What a notification says first. */
export type NotificationWords = Pick<Notification, 'severity' | 'title' | 'text'>;

/** @throws EventParseError */
export const parseNotification = (input: unknown): Notification => parse(schema, input, 'notification');

/** One that was kept, or `undefined` when it is none of this version. */
export function keptNotification(kept: unknown): Notification | undefined {
  const result = v.safeParse(schema, kept);
  return result.success ? result.output : undefined;
}

/** The same in whichever state SNS and EventBridge stamp it, at one time for one change: `1646190684518:ALARM`. */
export const changeId = (at: Date, state: AlarmChange['state']): string => `${at.getTime()}:${state}`;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const MAX_IDENTITY_LENGTH = 500;

/**
 * An id or an incident as it may be kept and sent: names of alarms are foreign text, and of one that holds a secret, or
 * has no end, only the hash stays: `alarm #4564a4f1e2532e34`. Asked again it gives the same.
 */
export function identity(text: string): string {
  if (text.length <= MAX_IDENTITY_LENGTH && safe(text) === text) return text;
  const [kind = ''] = /^(?:[a-z]{1,12} ){0,3}/.exec(text) ?? [];
  return `${safe(kind) === kind ? kind : ''}#${hashOf(text)}`;
}

const derivedId = (at: Date | undefined, title: string): string => `${at?.getTime() ?? ''}:${hashOf(title)}`;

type NotificationContent = NotificationWords & Partial<Omit<Notification, 'type' | 'version'>>;

/**
 * A notification of now, unless `at` says otherwise. What has the same title at the same time is the same, unless it
 * has an `id`; without an `incident` it stands alone. Account and region may be left to `publishing`, which knows them.
 */
export function notification(content: NotificationContent): Notification {
  const at = 'at' in content ? content.at : new Date();
  const id = content.id ?? derivedId(at, content.title);
  return {
    type: NOTIFICATION_TYPE,
    version: 2,
    incident: `notification ${id}`,
    alarm: undefined,
    kind: undefined,
    subject: undefined,
    account: undefined,
    region: undefined,
    facts: {},
    links: [],
    details: [],
    ...content,
    id,
    at,
  };
}

/** Lines of somebody else, which are not to be taken for ours: mails and Slack show a quotation of `> ` lines. */
export const quoted = (text: string): string =>
  safe(text)
    .trim()
    .replace(/^(?=[\s\S])/gm, '> ');

/** The first line of a text, whoever said it. */
export const firstLine = (text: string): string => text.trim().split('\n', 1)[0]?.replace(/^> /, '') ?? '';
