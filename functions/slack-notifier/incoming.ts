/** What has come: the notifier knows four things, and nothing is dropped because it is none of the first three. */
import { explainingLog } from '../../shared/alarm/explained-by-log';
import { EventParseError } from '../../shared/errors';
import { NOTICE_TYPE, type Notice, parseNotice } from '../../shared/notice';
import type { Alarm } from '../../shared/parsing/alarm';
import { parseAlarmAction, parseAlarmStateChange } from '../../shared/parsing/alarm-event';
import { isAlarmMessage, parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { type FailureRecord, parseFailureRecord } from '../../shared/parsing/failure-record';
import { contentOf, parseSns, type SnsRecord } from '../../shared/parsing/sns';

/**
 * `notifiedBy`: the function that gets the same alarm and notifies instead. `problem`: why something that looks like
 * one of the others could not be read as such.
 */
export type Incoming =
  | { kind: 'alarm'; alarm: Alarm; notifiedBy?: 'cpuAlerter' }
  | { kind: 'notice'; notice: Notice }
  | { kind: 'failure'; failure: FailureRecord; nested: Incoming[] }
  | { kind: 'text'; subject: string | undefined; content: unknown; problem: string | undefined };

/** What it is called, in foreign text of any length. */
export function incomingName(incoming: Incoming): string {
  switch (incoming.kind) {
    case 'alarm':
      return `${incoming.alarm.state} ${incoming.alarm.name}`;
    case 'notice':
      return `notice ${incoming.notice.title}`;
    case 'failure':
      return `failure of ${incoming.failure.functionName}`;
    case 'text':
      return `text ${incoming.subject ?? ''}`.trim();
  }
}

const has = (value: unknown, ...keys: string[]): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && keys.every((key) => Object.hasOwn(value, key));

const asText = (content: unknown, subject?: string, problem?: string): Incoming => ({
  kind: 'text',
  subject,
  content,
  problem,
});

type IncomingSource = Partial<SnsRecord> & { inFailure: boolean };

/**
 * @param content an SNS message's content, or what a function was invoked with directly
 * @param inFailure what a failure record holds: a failure in there is taken as text, or records could nest for ever
 */
function recognise(content: unknown, { subject, topicArn, inFailure }: IncomingSource): Incoming {
  const parse = parserOf(content, topicArn, inFailure);
  try {
    return parse?.() ?? asText(content, subject);
  } catch (error) {
    if (error instanceof EventParseError) return asText(content, subject, error.message);
    throw error;
  }
}

/** By the keys that distinguish one kind from the others; whether the rest fits is the parser's to say. */
function parserOf(
  content: unknown,
  topicArn: string | undefined,
  inFailure: boolean,
): (() => Incoming) | undefined {
  if (isAlarmMessage(content)) {
    // Only what comes by a topic reaches cpuAlerter too; of what is inside a failure record nobody else notifies any more.
    const isExplained = topicArn !== undefined && !inFailure && explainingLog(content) !== undefined;
    return () => ({
      kind: 'alarm',
      alarm: parseAlarmMessage(content, topicArn),
      ...(isExplained && { notifiedBy: 'cpuAlerter' as const }),
    });
  }
  if (has(content, 'alarmData')) return () => ({ kind: 'alarm', alarm: parseAlarmAction(content) });
  if (has(content, 'detail-type') && content['detail-type'] === 'CloudWatch Alarm State Change') {
    return () => ({ kind: 'alarm', alarm: parseAlarmStateChange(content) });
  }
  if (has(content, 'type') && content.type === NOTICE_TYPE) {
    return () => ({ kind: 'notice', notice: parseNotice(content) });
  }
  if (has(content, 'requestContext', 'requestPayload') && !inFailure) {
    return () => {
      const failure = parseFailureRecord(content);
      return { kind: 'failure', failure, nested: readIncoming(failure.payload, true) };
    };
  }
  return undefined;
}

/** An incoming event and what brought it: the same when it is delivered again. */
export type IncomingEvent = { incoming: Incoming; sourceId: string };

const idOfEvent = (event: unknown): string | undefined =>
  has(event, 'id') && typeof event.id === 'string' ? event.id : undefined;

/**
 * All that an event brings: one for each SNS record, or one for an event that came by itself.
 * @param requestId what stands for an event without an id of its own
 */
export function readIncomingEvents(event: unknown, requestId: string, inFailure = false): IncomingEvent[] {
  const sourceId = idOfEvent(event) ?? requestId;
  if (!has(event, 'Records')) return [{ incoming: recognise(event, { inFailure }), sourceId }];
  try {
    return parseSns(event).map((record) => ({
      incoming: recognise(contentOf(record), { ...record, inFailure }),
      sourceId: record.messageId,
    }));
  } catch (error) {
    if (!(error instanceof EventParseError)) throw error;
    return [{ incoming: asText(event, undefined, error.message), sourceId }];
  }
}

/** The same without what brought them. */
export const readIncoming = (event: unknown, inFailure = false): Incoming[] =>
  readIncomingEvents(event, '', inFailure).map(({ incoming }) => incoming);
