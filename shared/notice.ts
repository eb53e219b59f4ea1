/** What a function of this service notifies people of. Only the notifier knows how; a notice is words and facts. */
import * as v from 'valibot';
import { maybe, parse, timestamp } from './parsing/parse';

export const severity = v.picklist(['critical', 'warning', 'info', 'good']);
export type Severity = v.InferOutput<typeof severity>;

export const noticeKind = v.picklist(['instance-stopped']);
export type NoticeKind = v.InferOutput<typeof noticeKind>;

export const NOTICE_TYPE = 'alarm-responder.notice';

/**
 * Version 1. All text is plain: escaping and cutting is the notifier's work. `fields` are facts in order, `details`
 * are lines to show as they are (a journal, a log). `kind` lets people ask for some notices whatever their severity.
 */
const schema = v.object({
  type: v.literal(NOTICE_TYPE),
  version: v.literal(1),
  kind: maybe(noticeKind),
  severity,
  title: v.string(),
  text: v.string(),
  at: timestamp,
  account: maybe(v.string()),
  region: maybe(v.string()),
  fields: v.optional(v.record(v.string(), v.string()), {}),
  links: v.optional(v.array(v.object({ text: v.string(), url: v.string() })), []),
  details: v.optional(v.array(v.object({ title: v.string(), lines: v.array(v.string()) })), []),
});

export type Notice = v.InferOutput<typeof schema>;

/** What a notice says first. */
export type NoticeWords = Pick<Notice, 'severity' | 'title' | 'text'>;

/** @throws EventParseError */
export const parseNotice = (input: unknown): Notice => parse(schema, input, 'notice');

type NoticeContent = NoticeWords &
  Partial<Pick<Notice, 'kind' | 'at' | 'account' | 'region' | 'fields' | 'links' | 'details'>>;

/** A notice of now, unless `at` says otherwise. Account and region may be left to `telling`, which knows them. */
export const notice = (content: NoticeContent): Notice => ({
  type: NOTICE_TYPE,
  version: 1,
  kind: undefined,
  at: new Date(),
  account: undefined,
  region: undefined,
  fields: {},
  links: [],
  details: [],
  ...content,
});
