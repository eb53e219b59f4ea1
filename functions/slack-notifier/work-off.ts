/** Drains the queue: what could not be sent at once is sent together, at the pace that Slack takes. */
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import { parseSqs, type SqsMessage } from '../../shared/parsing/sqs';
import type { LambdaContext } from '../../shared/telling';
import { MINUTE_MS } from '../../shared/text/duration';
import { redact } from '../../shared/text/redact';
import { withTimeout } from '../../shared/with-timeout';
import type { Deps } from './deps';
import { type Digest, digests } from './digest';
import { type Deferred, parseDeferred } from './item';
import { failOver, followUp } from './tell';
import { getReady, tellSlack } from './tell-slack';

/** How long a batch waits for a slot. */
const BATCH_SLOT_MAX_WAIT_MS = 8_000;

/**
 * People without Slack are notified of what has waited for so long. By age, not by how often it was handed out: Lambda's own
 * throttling hands out too.
 */
const FAIL_OVER_AGE_MS = 5 * MINUTE_MS;

/**
 * What could not be sent comes again after that. What this function was killed over comes after the queue's own
 * time, which must be far longer (resources/queue.yml).
 */
export const RETRY_DELAY_S = 20;
/** For changing the visibility so: without it the message comes a little later. */
const VISIBILITY_TIMEOUT_MS = 2_000;

/** The messages that are to come again. @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export type BatchResponse = { batchItemFailures: { itemIdentifier: string }[] };

/** What one or more messages hold. `isLast`: it does not come again. */
type Waiting = { messages: SqsMessage[]; isLast: boolean; deferred: Deferred };

/** Messages that hold the same are one. */
function read(messages: SqsMessage[], now: Date): { waiting: Waiting[]; unreadable: SqsMessage[] } {
  const byKey = new Map<string, Waiting>();
  const unreadable: SqsMessage[] = [];
  for (const message of messages) {
    try {
      const deferred = parseDeferred(JSON.parse(message.body));
      const key = `${deferred.due} ${deferred.item.id}`;
      const { messages: same = [], isLast = false } = byKey.get(key) ?? {};
      const isOld = now.getTime() - message.sentAt.getTime() >= FAIL_OVER_AGE_MS;
      byKey.set(key, { messages: [...same, message], isLast: isLast || isOld, deferred });
    } catch (error) {
      log().error('unreadable', { messageId: message.messageId, why: redact(messageOf(error)) });
      unreadable.push(message);
    }
  }
  return { waiting: [...byKey.values()], unreadable };
}

/** @returns those that could not even be put among the dead letters */
async function deadLetterUnreadable(messages: SqsMessage[], deps: Deps): Promise<SqsMessage[]> {
  const left = messages.map(async (message) => {
    try {
      await deps.deadLetterUnread(message.body);
      return [];
    } catch (error) {
      log().error('not dead-lettered', { messageId: message.messageId, why: redact(messageOf(error)) });
      return [message];
    }
  });
  return (await Promise.all(left)).flat();
}

async function comeAgain(messages: SqsMessage[], deps: Deps): Promise<void> {
  const again = () => Promise.all(messages.map(({ receipt }) => deps.comeAgain(receipt, RETRY_DELAY_S)));
  await withTimeout(VISIBILITY_TIMEOUT_MS, again).catch((error: unknown) => {
    log().warn('visibility not changed', { messages: messages.length, why: redact(messageOf(error)) });
  });
}

const dueOf = ([first]: Waiting[]) => (first?.deferred.due ?? []).filter((receiver) => receiver !== 'slack');
const itemsOf = (waiting: Waiting[]) => waiting.map(({ deferred }) => deferred.item);

/** @returns those that are to come again */
async function sendTogether(
  { card, items }: Digest,
  waiting: Waiting[],
  context: LambdaContext,
  deps: Deps,
): Promise<Waiting[]> {
  const msLeft = () => context.getRemainingTimeInMillis();
  const due = dueOf(waiting);
  const outcome = await tellSlack(card, await getReady(BATCH_SLOT_MAX_WAIT_MS, deps), msLeft, deps);
  const line = {
    requestId: context.awsRequestId,
    event: card.title,
    items: items.map(({ about }) => redact(about)),
  };
  switch (outcome.slack) {
    case 'dry run':
      return [];
    case 'told':
      await followUp(items, due, context, deps);
      log().info('notified', line);
      return [];
    case 'refused':
      log().error('failed over', { ...line, why: outcome.why });
      await failOver(items, { due, why: outcome.why }, context, deps);
      return [];
    case 'not asked':
    case 'later': {
      const last = waiting.filter(({ isLast }) => isLast);
      log().warn('still queued', { ...line, last: last.length, why: outcome.why });
      if (last.length > 0) await failOver(itemsOf(last), { due, why: outcome.why }, context, deps);
      return waiting.filter(({ isLast }) => !isLast);
    }
  }
}

/** Those with the same due, in as few messages as hold them; where Slack has them already, the others alone get them. */
async function sendGroup(group: Waiting[], context: LambdaContext, deps: Deps): Promise<Waiting[]> {
  const items = itemsOf(group);
  if (!group[0]?.deferred.due.includes('slack')) {
    await followUp(items, dueOf(group), context, deps);
    return [];
  }
  const again: Waiting[] = [];
  for (const digest of digests(items)) {
    const those = group.filter(({ deferred }) => digest.items.includes(deferred.item));
    const left = await sendTogether(digest, those, context, deps).catch((error: unknown) => {
      log().error('failed', { event: digest.card.title, why: redact(messageOf(error)) });
      return those;
    });
    again.push(...left);
  }
  return again;
}

/** Sends a batch of the queue. Never sends anything to its own queue: what is to come again is left in it. */
export async function workOff(event: unknown, context: LambdaContext, deps: Deps): Promise<BatchResponse> {
  const { waiting, unreadable } = read(parseSqs(event), deps.now());
  const again = await deadLetterUnreadable(unreadable, deps);
  for (const group of Map.groupBy(waiting, ({ deferred }) => deferred.due.join()).values()) {
    again.push(...(await sendGroup(group, context, deps)).flatMap(({ messages }) => messages));
  }
  if (again.length > 0) await comeAgain(again, deps);
  return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
