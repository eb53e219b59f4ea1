/** What has come: the notifier knows four things, and nothing is dropped because it is none of the first three. */
import { explainingLog } from '../../shared/alarm/explained-by-log';
import { EventParseError } from '../../shared/errors';
import { NOTIFICATION_TYPE, type Notification, parseNotification } from '../../shared/notification';
import type { Alarm } from '../../shared/parsing/alarm';
import {
  isAlarmStateChange,
  parseAlarmAction,
  parseAlarmStateChange,
} from '../../shared/parsing/alarm-event';
import { isAlarmMessage, parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { type FailureRecord, parseFailureRecord } from '../../shared/parsing/failure-record';
import { contentOf, parseSns } from '../../shared/parsing/sns';
import { NOTICE_V1_TYPE, parseNoticeV1 } from './version-1';

/**
 * `explainedVia`: the way by which cpuAlerter gets the same alarm, to notify of it together with the log that explains it;
 * the other way than a topic is the rule of `allAlarms`. `problem`: why something that looks like
 * one of the others could not be read as such.
 */
export type Incoming =
  | { kind: 'alarm'; alarm: Alarm; explainedVia?: 'topic' | 'allAlarms' }
  | { kind: 'notification'; notification: Notification }
  | { kind: 'failure'; failure: FailureRecord; nested: Incoming[] }
  | { kind: 'text'; subject: string | undefined; content: unknown; problem: string | undefined };

/** What it is called, in foreign text of any length. */
export function incomingName(incoming: Incoming): string {
  switch (incoming.kind) {
    case 'alarm':
      return `${incoming.alarm.state} ${incoming.alarm.name}`;
    case 'notification':
      return `notification ${incoming.notification.title}`;
    case 'failure':
      return `failure of ${incoming.failure.functionName}`;
    case 'text':
      return `text ${incoming.subject ?? ''}`.trim();
  }
}

const has = (value: unknown, ...keys: string[]): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && keys.every((key) => Object.hasOwn(value, key));

const isOfType = (value: unknown, type: string): boolean => has(value, 'type') && value.type === type;

const asText = (content: unknown, subject?: string, problem?: string): Incoming => ({
  kind: 'text',
  subject,
  content,
  problem,
});

/** `topicArn` and `subject` of what came by SNS. `inFailure`: records of failures could nest for ever. */
type Source = { topicArn?: string; subject?: string | undefined; inFailure: boolean };

/** @param content an SNS message's content, or what a function was invoked with directly */
function recognise(content: unknown, { subject, topicArn, inFailure }: Source): Incoming {
  const parse = parserOf(content, topicArn, inFailure);
  try {
    return parse?.() ?? asText(content, subject);
  } catch (error) {
    if (error instanceof EventParseError) return asText(content, subject, error.message);
    throw error;
  }
}

/** cpuAlerter gets such an alarm by a topic and by EventBridge as the notifier does, but not by a topic from EventBridge. */
const explained = (content: unknown, explainedVia: 'topic' | 'allAlarms', isThatWay: boolean) =>
  isThatWay && explainingLog(content) !== undefined ? { explainedVia } : {};

/** By the keys that distinguish one kind from the others; whether the rest fits is the parser's to say. */
function parserOf(
  content: unknown,
  topicArn: string | undefined,
  inFailure: boolean,
): (() => Incoming) | undefined {
  if (isAlarmMessage(content)) {
    const by = explained(content, 'topic', topicArn !== undefined);
    return () => ({ kind: 'alarm', alarm: parseAlarmMessage(content, topicArn), ...by });
  }
  if (has(content, 'alarmData')) return () => ({ kind: 'alarm', alarm: parseAlarmAction(content) });
  if (isAlarmStateChange(content)) {
    const by = explained(content, 'allAlarms', topicArn === undefined);
    return () => ({ kind: 'alarm', alarm: parseAlarmStateChange(content), ...by });
  }
  if (isOfType(content, NOTIFICATION_TYPE)) {
    return () => ({ kind: 'notification', notification: parseNotification(content) });
  }
  if (isOfType(content, NOTICE_V1_TYPE)) {
    return () => ({ kind: 'notification', notification: parseNoticeV1(content) });
  }
  if (has(content, 'requestContext', 'requestPayload') && !inFailure) {
    return () => {
      const failure = parseFailureRecord(content);
      return { kind: 'failure', failure, nested: readIncoming(failure.payload, true) };
    };
  }
  return undefined;
}

/** An incoming event, what brought it (the same when it is delivered again), and when that was sent. */
export type IncomingEvent = { incoming: Incoming; sourceId: string; at: Date | undefined };

const idOfEvent = (event: unknown): string | undefined =>
  has(event, 'id') && typeof event.id === 'string' ? event.id : undefined;

/**
 * All that an event brings: one for each SNS record, or one for an event that came by itself.
 * @param requestId what stands for an event without an id of its own
 */
export function readIncomingEvents(event: unknown, requestId: string, inFailure = false): IncomingEvent[] {
  const alone = { sourceId: idOfEvent(event) ?? requestId, at: undefined };
  if (!has(event, 'Records')) return [{ ...alone, incoming: recognise(event, { inFailure }) }];
  try {
    return parseSns(event).map((record) => ({
      incoming: recognise(contentOf(record), { ...record, inFailure }),
      sourceId: record.messageId,
      at: record.at,
    }));
  } catch (error) {
    if (!(error instanceof EventParseError)) throw error;
    return [{ ...alone, incoming: asText(event, undefined, error.message) }];
  }
}

/** The same without what brought them. */
export const readIncoming = (event: unknown, inFailure = false): Incoming[] =>
  readIncomingEvents(event, '', inFailure).map(({ incoming }) => incoming);
