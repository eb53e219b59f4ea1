/**
 * Notifies people in Slack, and those without it, of what CloudWatch, the other functions and their failures have to
 * say.
 */
import { isDryRun } from '../../shared/env';
import { messageOf } from '../../shared/errors';
import type { Notification } from '../../shared/notification';
import { hasContributors } from '../../shared/parsing/alarm';
import { isSqs } from '../../shared/parsing/sqs';
import type { LambdaContext } from '../../shared/publishing';
import { answerCanary, canaryNotification } from './canary';
import { deliver } from './delivery/deliver';
import { delivery } from './delivery/delivery';
import type { Result, Source } from './delivery/round';
import { type Deps, live } from './deps';
import { type BatchResponse, drain } from './drain';
import { dryRun } from './dry-run';
import { type Incoming, type IncomingEvent, readIncomingEvents } from './incoming';
import { incomingNotification, instanceToName } from './notifications/incoming';
import { loggedName, logResult } from './outcome-log';

/** What became of an incoming event; in a dry run with what would be sent. */
type NotifierOutcome = { event: string } & Result;

/** How long somebody waits for a slot before the queue does. */
const SLOT_MAX_WAIT_MS = 3_000;

/** Why people are not notified of it, whatever was before: its state counts all the same. */
async function suppressedBy(incoming: Incoming, deps: Deps): Promise<string | undefined> {
  if (incoming.kind !== 'alarm') return undefined;
  const { alarm } = incoming;
  if (hasContributors(alarm)) return 'people are notified of its contributors, each by itself';
  const later = await deps.okInhibitedBy(alarm);
  return later === undefined ? undefined : `the OK of ${later} is notified instead`;
}

/** Why nobody is notified here, and nothing is to be known of it. */
async function leftTo(incoming: Incoming, deps: Deps): Promise<string | undefined> {
  if (incoming.kind !== 'alarm') return undefined;
  const canary = await answerCanary(incoming.alarm, deps);
  if (canary !== undefined) return canary;
  const { explainedVia } = incoming;
  const isExplained = explainedVia === 'topic' || (explainedVia === 'allAlarms' && deps.allAlarms());
  return isExplained ? 'cpuAlerter notifies instead' : undefined;
}

/** The same notification with the name of its instance, where that has to be looked up and is known. */
async function completed(event: IncomingEvent, deps: Deps): Promise<Notification | undefined> {
  const id = instanceToName(event.incoming);
  const instance = id && (await deps.knownInstance(id));
  return instance ? incomingNotification(event, instance) : undefined;
}

const eventSource = (event: IncomingEvent, deps: Deps): Source => ({
  slotMaxWaitMs: SLOT_MAX_WAIT_MS,
  putOff: deps.enqueue,
  waitedMs: () => 0,
  suppressedBy: () => suppressedBy(event.incoming, deps),
  completed: () => completed(event, deps),
});

async function decideAndDeliver(
  notification: Notification,
  event: IncomingEvent,
  context: LambdaContext,
  deps: Deps,
): Promise<Result> {
  const left = await leftTo(event.incoming, deps);
  if (left !== undefined) return { outcome: 'suppressed', why: left };
  const [delivered] = await deliver([delivery(notification)], eventSource(event, deps), context, deps);
  return delivered?.result ?? { outcome: 'failed', why: 'nothing became of it' };
}

async function notify(event: IncomingEvent, context: LambdaContext, deps: Deps): Promise<NotifierOutcome> {
  const started = performance.now();
  const known = { ...event, incoming: canaryNotification(event.incoming) };
  const notification = incomingNotification(known);
  const result = await decideAndDeliver(notification, known, context, deps).catch(
    (error: unknown): Result => ({ outcome: 'failed', why: messageOf(error) }),
  );
  const ms = Math.round(performance.now() - started);
  logResult(notification, result, { requestId: context.awsRequestId, ms });
  return { event: loggedName(notification), ...result, why: result.why };
}

/** All that an event brings, one after the other, so that their order holds. */
async function notifyAll(event: unknown, context: LambdaContext, deps: Deps): Promise<NotifierOutcome[]> {
  const outcomes: NotifierOutcome[] = [];
  for (const one of readIncomingEvents(event, context.awsRequestId)) {
    outcomes.push(await notify(one, context, deps));
  }
  const failed = outcomes.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0) return outcomes;
  const reasons = failed.map((one) => `${one.event}: ${one.why}`).join('; ');
  throw new Error(`${failed.length} of ${outcomes.length} could not be delivered: ${reasons}`);
}

/**
 * Notifies people of all that the event brings, or of a batch of the queue.
 * @throws Error naming what could neither be sent nor kept, after all were tried
 */
export const createHandler =
  (deps: Deps) =>
  (event: unknown, context: LambdaContext): Promise<NotifierOutcome[] | BatchResponse> =>
    isSqs(event) ? drain(event, context, deps) : notifyAll(event, context, deps);

export const handler: ReturnType<typeof createHandler> = async (event, context) =>
  createHandler(isDryRun() ? dryRun(live) : live)(event, context);
