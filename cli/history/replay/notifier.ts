/** Runs the notifier, and cpuAlerter before it, on each change, as the events come and as its queue brings them. */

import { createHandler as createAlerter } from '../../../functions/cpu-alerter/handler';
import { drainBatch } from '../../../functions/slack-notifier/drain';
import { createHandler } from '../../../functions/slack-notifier/handler';
import { explainingLog } from '../../../shared/alarm/explained-by-log';
import type { RelatedAlarmReads } from '../../../shared/alarm/inhibition';
import type { Config } from '../../../shared/config/schema';
import type { LambdaContext } from '../../../shared/publishing';
import { redactNotification } from '../../../shared/publishing';
import { SECOND_MS } from '../../../shared/text/duration';
import { arnOf, bySns, type Place } from './alarm-message';
import { alerterDeps } from './alerter-deps';
import { outcomesOf } from './drained';
import type { Outcomes } from './outcomes';
import { type Letter, letterQueue } from './queue';
import type { VirtualTime } from './virtual-time';
import type { World } from './world';

/** As in serverless.yml. */
const FUNCTION_TIMEOUT_MS = 25 * SECOND_MS;

export const INHIBITED = {
  outcome: 'suppressed',
  why: 'a critical alarm over its metric is in ALARM already',
} as const;

type Parts = {
  place: Place;
  config: Config;
  reads: RelatedAlarmReads;
  time: VirtualTime;
  world: World;
  outcomes: Outcomes;
};

/** @returns notifies of a change, by its place in the reading and its message */
export function notifier({ place, config, reads, time, world, outcomes }: Parts) {
  const functionArn = arnOf(place, 'lambda', 'function:alarm-responder-slackNotifier');
  const context = (): LambdaContext => {
    const end = time.now() + FUNCTION_TIMEOUT_MS;
    return {
      awsRequestId: 'replay',
      invokedFunctionArn: functionArn,
      getRemainingTimeInMillis: () => end - time.now(),
    };
  };
  const alerter = createAlerter(alerterDeps(config, reads, time));

  /** What comes again stays in the queue until then. */
  async function drain(batch: Letter[]): Promise<Letter[]> {
    const Records = batch.map(({ id, delivery, sentAt }) => ({
      eventSource: 'aws:sqs',
      messageId: id,
      body: JSON.stringify(delivery),
      receiptHandle: id,
      attributes: { SentTimestamp: String(sentAt) },
    }));
    const visibleAt = new Map<string, number>();
    const toldIn = new Map<string, number>();
    const deps = world.depsFor({
      toldIn,
      enqueue: () => {
        throw new Error('a batch of the queue puts nothing into it');
      },
      comeAgain: (id, seconds) => visibleAt.set(id, time.now() + seconds * SECOND_MS),
    });
    const { delivered, again } = await drainBatch({ Records }, context(), deps);
    const left = new Set(again.map(({ messageId }) => messageId));
    const done = batch.filter(({ id }) => !left.has(id));
    for (const { letter, result, key } of outcomesOf(done, delivered)) {
      outcomes.settle(letter.change, result, result.outcome === 'notified' ? toldIn.get(key) : undefined);
    }
    return batch
      .filter(({ id }) => left.has(id))
      .map((letter) => ({ ...letter, visibleAt: visibleAt.get(letter.id) ?? time.now() }));
  }

  const enqueue = letterQueue(time, drain);

  async function deliver(change: number, event: unknown): Promise<void> {
    const toldIn = new Map<string, number>();
    const deps = world.depsFor({
      toldIn,
      enqueue: (delivery) => {
        const now = time.now();
        enqueue({ id: String(change), delivery, change, sentAt: now, visibleAt: now });
      },
      comeAgain: () => undefined,
    });
    const done = await createHandler(deps)(event, context());
    const [only] = Array.isArray(done) ? done : [];
    if (!only) throw new Error('expected an outcome of the notifier');
    // What is in the queue has its outcome there.
    if (only.outcome === 'queued') return;
    outcomes.settle(change, only, only.outcome === 'notified' ? [...toldIn.values()].at(-1) : undefined);
  }

  return async (change: number, message: object): Promise<void> => {
    const event = bySns(message, String(change), place);
    if (explainingLog(message) === undefined) return deliver(change, event);
    const [publication] = await alerter(event, context());
    if (!publication) return outcomes.settle(change, INHIBITED, undefined);
    const notification = redactNotification(publication.notification, functionArn);
    return deliver(change, bySns(notification, String(change), place));
  };
}
