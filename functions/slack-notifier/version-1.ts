/**
 * What version 1 has left in topics, queues and dead letters: its notices and its deferred messages, as notifications.
 * A dead letter is kept for 14 days, so this may go a month after the last deployment of version 1.
 */
import * as v from 'valibot';
import { type Notification, notification, notificationKind, severitySchema } from '../../shared/notification';
import { alarmStateSchema } from '../../shared/parsing/alarm';
import { maybe, parse, timestamp } from '../../shared/parsing/parse';
import { type Delivery, delivery } from './delivery/delivery';

export const NOTICE_V1_TYPE = 'alarm-responder.notice';
export const DEFERRED_V1_TYPE = 'alarm-responder.deferred';

const strings = v.record(v.string(), v.string());
const links = v.array(v.object({ text: v.string(), url: v.string() }));
const details = v.array(v.object({ title: v.string(), lines: v.array(v.string()) }));

const notice = v.object({
  kind: maybe(notificationKind),
  severity: severitySchema,
  title: v.string(),
  text: v.string(),
  at: timestamp,
  account: maybe(v.string()),
  region: maybe(v.string()),
  fields: v.optional(strings, {}),
  links: v.optional(links, []),
  details: v.optional(details, []),
});

/** @throws EventParseError */
export function parseNoticeV1(input: unknown): Notification {
  const { fields, ...content } = parse(notice, input, 'notice');
  return notification({ ...content, facts: fields });
}

const deferred = v.object({
  due: v.array(v.picklist(['slack', 'subscribers', 'sms'])),
  item: v.object({
    id: v.string(),
    kind: maybe(notificationKind),
    card: v.object({
      tone: severitySchema,
      title: v.string(),
      paragraphs: v.array(v.string()),
      facts: strings,
      details,
      links,
      at: maybe(timestamp),
    }),
  }),
});

/** What an alarm was known by: `arn:…:alarm:web-5xx ALARM 2026-03-02T03:11:24.518Z`. */
function alarmOf(id: string): Partial<Notification> {
  const [, arn = '', word, at = ''] = /^(.+) (OK|ALARM|INSUFFICIENT_DATA) (\S+Z)$/s.exec(id) ?? [];
  const state = v.safeParse(alarmStateSchema, word);
  if (!state.success) return { id };
  const alarm = { name: arn.replace(/^arn:.*?:alarm:/, ''), previousState: undefined, suppressed: undefined };
  return {
    id: `${new Date(at).getTime()}:${state.output}`,
    incident: `alarm ${arn}`,
    alarm: { ...alarm, state: state.output },
  };
}

/** @throws EventParseError */
export function parseDeferredV1(input: unknown): Delivery {
  const { due, item } = parse(deferred, input, 'deferred message');
  const { id, kind, card } = item;
  const { tone: severity, paragraphs, at, ...content } = card;
  const text = paragraphs.filter(Boolean).join('\n\n');
  // With its time, if any: else one without a time would be of now.
  return delivery(notification({ ...content, at, kind, severity, text, ...alarmOf(id) }), due);
}
