/** Works the queue off: what could not be told at once is told together, at the pace that Slack takes. */
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import { mask } from '../../shared/mask';
import { parseSqs, type SqsMessage } from '../../shared/parsing/sqs';
import type { Context } from '../../shared/telling';
import type { Deps } from './deps';
import { type Digest, digests } from './digest';
import { type Deferred, parseDeferred } from './item';
import { failOver, followUp } from './tell';
import { getReady, tellSlack } from './tell-slack';

/** How long a batch waits for its turn, in ms. */
const PATIENCE = 8_000;

/**
 * From this delivery on people without Slack are told: at one every 30 s, five minutes after the alarm. The queue itself
 * gives up a little later (`maxReceiveCount` in resources/queue.yml), which leaves some for failing here.
 */
export const LAST_RECEIVE = 10;

/** The messages that are to come again. @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export type BatchResponse = { batchItemFailures: { itemIdentifier: string }[] };

/** A message with what it holds. `isLast`: it does not come again. */
type Waiting = { messageIds: string[]; isLast: boolean; deferred: Deferred };

/** Messages that hold the same are one. What cannot be read is left to the queue, which gives it up to the dead letters. */
function read(messages: SqsMessage[]): { waiting: Waiting[]; unreadable: string[] } {
  const byKey = new Map<string, Waiting>();
  const unreadable: string[] = [];
  for (const { messageId, body, receiveCount } of messages) {
    try {
      const deferred = parseDeferred(JSON.parse(body));
      const key = `${deferred.due} ${deferred.item.id}`;
      const same = byKey.get(key);
      if (same) same.messageIds.push(messageId);
      else byKey.set(key, { messageIds: [messageId], isLast: receiveCount >= LAST_RECEIVE, deferred });
    } catch (error) {
      log().error('unreadable', { messageId, why: mask(messageOf(error)) });
      unreadable.push(messageId);
    }
  }
  return { waiting: [...byKey.values()], unreadable };
}

const dueOf = ([first]: Waiting[]) => (first?.deferred.due ?? []).filter((medium) => medium !== 'slack');
const itemsOf = (waiting: Waiting[]) => waiting.map(({ deferred }) => deferred.item);

/** @returns those that are to come again */
async function tellTogether(
  { card, items }: Digest,
  waiting: Waiting[],
  context: Context,
  deps: Deps,
): Promise<Waiting[]> {
  const msLeft = () => context.getRemainingTimeInMillis();
  const due = dueOf(waiting);
  const outcome = await tellSlack(card, await getReady(PATIENCE, deps), msLeft, deps);
  const line = {
    requestId: context.awsRequestId,
    signal: card.title,
    items: items.map(({ about }) => mask(about)),
  };
  switch (outcome.slack) {
    case 'dry run':
      return [];
    case 'told':
      await followUp(items, due, context, deps);
      log().info('told', line);
      return [];
    case 'refused':
      log().error('failed over', { ...line, why: outcome.why });
      await failOver(items, { due, why: outcome.why }, context, deps);
      return [];
    case 'later': {
      const last = waiting.filter(({ isLast }) => isLast);
      log().warn('later', { ...line, last: last.length, why: outcome.why });
      if (last.length > 0) await failOver(itemsOf(last), { due, why: outcome.why }, context, deps);
      return waiting.filter(({ isLast }) => !isLast);
    }
  }
}

/** Those with the same due, in as few messages as hold them; where Slack is told already, the others alone are. */
async function tellGroup(group: Waiting[], context: Context, deps: Deps): Promise<Waiting[]> {
  const items = itemsOf(group);
  if (!group[0]?.deferred.due.includes('slack')) {
    await followUp(items, dueOf(group), context, deps);
    return [];
  }
  const again: Waiting[] = [];
  for (const digest of digests(items)) {
    const those = group.filter(({ deferred }) => digest.items.includes(deferred.item));
    const left = await tellTogether(digest, those, context, deps).catch((error: unknown) => {
      log().error('failed', { signal: digest.card.title, why: mask(messageOf(error)) });
      return those;
    });
    again.push(...left);
  }
  return again;
}

/** Tells a batch of the queue. Never sends anything to its own queue: what is to come again is left in it. */
export async function workOff(event: unknown, context: Context, deps: Deps): Promise<BatchResponse> {
  const { waiting, unreadable } = read(parseSqs(event));
  const again: Waiting[] = [];
  for (const group of Map.groupBy(waiting, ({ deferred }) => deferred.due.join()).values()) {
    again.push(...(await tellGroup(group, context, deps)));
  }
  const ids = [...unreadable, ...again.flatMap(({ messageIds }) => messageIds)];
  return { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) };
}
