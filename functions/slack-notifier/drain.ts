/** Drains the queue: what could not be delivered at once is delivered together, at the pace that Slack takes. */
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import { parseSqs, type SqsMessage } from '../../shared/parsing/sqs';
import type { LambdaContext } from '../../shared/publishing';
import { isSameChange } from '../../shared/state/incident';
import { SECOND_MS } from '../../shared/text/duration';
import { safeJson } from '../../shared/text/safe-json';
import { withTimeout } from '../../shared/with-timeout';
import { deliver } from './delivery/deliver';
import type { Delivery } from './delivery/delivery';
import type { Delivered, Source } from './delivery/round';
import type { Deps } from './deps';
import { readLetter } from './letter';
import { logResult } from './outcome-log';

const BATCH_SLOT_MAX_WAIT_MS = 8_000;

/**
 * What could not be delivered comes again so soon, later the longer it has waited. What this function was killed over
 * comes after the queue's own time, which must be far longer (resources/queue.yml).
 */
export const RETRY_DELAY_S = { min: 5, max: 30 };
const DEAD_LETTER_TIMEOUT_MS = 4_000;
/** For changing the visibility so: without it the message comes a little later. */
const VISIBILITY_TIMEOUT_MS = 2_000;

/** The messages that are to come again. @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export type BatchResponse = { batchItemFailures: { itemIdentifier: string }[] };

type Letter = { message: SqsMessage; delivery: Delivery };

function readLetters(messages: SqsMessage[]): { letters: Letter[]; unreadable: SqsMessage[] } {
  const letters: Letter[] = [];
  const unreadable: SqsMessage[] = [];
  for (const message of messages) {
    try {
      for (const delivery of readLetter(message)) letters.push({ message, delivery });
    } catch (error) {
      log().error('unreadable', { messageId: message.messageId, why: messageOf(error) });
      unreadable.push(message);
    }
  }
  return { letters, unreadable };
}

/** @returns those that could not even be put among the dead letters */
async function deadLetterUnreadable(messages: SqsMessage[], deps: Deps): Promise<SqsMessage[]> {
  const left = messages.map(async (message) => {
    try {
      await withTimeout(DEAD_LETTER_TIMEOUT_MS, () => deps.deadLetterUnread(safeJson(message.body)));
      return [];
    } catch (error) {
      log().error('not dead-lettered', { messageId: message.messageId, why: messageOf(error) });
      return [message];
    }
  });
  return (await Promise.all(left)).flat();
}

const waitedMs = ({ sentAt }: SqsMessage, now: Date): number => now.getTime() - sentAt.getTime();

export function retryDelayS(waited: number): number {
  const { min, max } = RETRY_DELAY_S;
  return Math.round(Math.min(max, Math.max(min, waited / SECOND_MS / 3)));
}

async function comeAgain(messages: SqsMessage[], deps: Deps): Promise<void> {
  const now = deps.now();
  const again = () =>
    Promise.all(messages.map((one) => deps.comeAgain(one.receipt, retryDelayS(waitedMs(one, now)))));
  await withTimeout(VISIBILITY_TIMEOUT_MS, again).catch((error: unknown) => {
    log().warn('visibility not changed', { messages: messages.length, why: messageOf(error) });
  });
}

export const isSame = (one: Delivery, other: Delivery): boolean =>
  one.notification.incident === other.notification.incident &&
  isSameChange(one.notification.id, other.notification.id);

/** What is neither delivered nor kept elsewhere stays in the queue. */
const isLeft = (delivery: Delivery, delivered: Delivered[]): boolean =>
  delivered.some(
    ({ delivery: done, result: { outcome } }) =>
      isSame(done, delivery) && (outcome === 'again' || outcome === 'failed'),
  );

/** What became of the deliveries of a batch, and the messages that are to come again. */
type Drained = { delivered: Delivered[]; again: SqsMessage[] };

/** Delivers a batch of the queue. It never sends anything to its own queue: what is to come again is left in it. */
export async function drainBatch(event: unknown, context: LambdaContext, deps: Deps): Promise<Drained> {
  const now = deps.now();
  const { letters, unreadable } = readLetters(parseSqs(event));
  const source: Source = {
    slotMaxWaitMs: BATCH_SLOT_MAX_WAIT_MS,
    putOff: undefined,
    suppressedBy: async () => undefined,
    completed: async () => undefined,
    waitedMs: (delivery) =>
      Math.max(
        0,
        ...letters.flatMap((one) => (isSame(one.delivery, delivery) ? waitedMs(one.message, now) : [])),
      ),
  };
  const deliveries = letters.map(({ delivery }) => delivery);
  const [unkept, delivered] = await Promise.all([
    deadLetterUnreadable(unreadable, deps),
    deliveries.length > 0 ? deliver(deliveries, source, context, deps) : [],
  ]);
  for (const { delivery, result } of delivered) {
    logResult(delivery.notification, result, { requestId: context.awsRequestId });
  }
  const left = letters.flatMap(({ message, delivery }) => (isLeft(delivery, delivered) ? [message] : []));
  const again = [...new Set([...unkept, ...left])];
  if (again.length > 0) await comeAgain(again, deps);
  return { delivered, again };
}

/** The same, with the answer that Lambda wants. */
export async function drain(event: unknown, context: LambdaContext, deps: Deps): Promise<BatchResponse> {
  const { again } = await drainBatch(event, context, deps);
  return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
