/**
 * Notifies people in Slack, and those without it, of what CloudWatch, the other functions and their failures have to
 * say.
 */
import { isDryRun } from '../../shared/env';
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import { isSqs } from '../../shared/parsing/sqs';
import type { LambdaContext } from '../../shared/telling';
import { redact } from '../../shared/text/redact';
import { answerCanary, canaryNotice } from './canary';
import { signalCard } from './cards/signal-card';
import { type Deps, live } from './deps';
import { dryRun } from './dry-run';
import { type Incoming, incomingName, readIncomingEvents } from './incoming';
import type { Item } from './item';
import { notifyPolicy, type PolicyDecision } from './policy';
import { type Told, tell } from './tell';
import { type BatchResponse, workOff } from './work-off';

/** What became of an incoming event; in a dry run with what would be sent. */
type NotifierOutcome = { event: string } & (Told | { outcome: 'failed'; why: string });

/** For the log and the answer: what it is called by is foreign text as well. */
const loggedName = (incoming: Incoming): string => redact(incomingName(incoming)).slice(0, MAX_LOGGED_LENGTH);
const MAX_LOGGED_LENGTH = 300;

/**
 * The same change of an alarm's state may come by more ways than one, and is one; anything else is known by what
 * brought it.
 */
function changeId(incoming: Incoming, sourceId: string): string {
  if (incoming.kind !== 'alarm') return sourceId;
  const { arn, name, state, changedAt } = incoming.alarm;
  return `${arn ?? name} ${state} ${changedAt.toISOString()}`;
}

const itemOf = (incoming: Incoming, sourceId: string): Item => ({
  id: changeId(incoming, sourceId),
  about: incomingName(incoming),
  kind: incoming.kind === 'notice' ? incoming.notice.kind : undefined,
  card: signalCard(incoming),
});

/** Only alarms are ever suppressed. */
async function decisionOn(incoming: Incoming, deps: Deps): Promise<PolicyDecision> {
  if (incoming.kind !== 'alarm') return { notify: true, why: `it is a ${incoming.kind}` };
  if (incoming.notifiedBy) return { notify: false, why: `${incoming.notifiedBy} notifies instead` };
  const decision = notifyPolicy(incoming.alarm, deps.notifyOn());
  const later = decision.notify ? await deps.okInhibitedBy(incoming.alarm) : undefined;
  return later === undefined ? decision : { notify: false, why: `the OK of ${later} is notified instead` };
}

async function notifyIncoming(
  incoming: Incoming,
  sourceId: string,
  context: LambdaContext,
  deps: Deps,
): Promise<Told> {
  const canary = incoming.kind === 'alarm' ? await answerCanary(incoming.alarm, deps) : undefined;
  if (canary) return { outcome: 'suppressed', why: canary };
  const decision = await decisionOn(incoming, deps);
  if (!decision.notify) return { outcome: 'suppressed', why: decision.why };
  return tell(itemOf(incoming, sourceId), decision.why, context, deps);
}

async function notifyAndLog(
  incoming: Incoming,
  sourceId: string,
  context: LambdaContext,
  deps: Deps,
): Promise<NotifierOutcome> {
  const started = performance.now();
  const result = await notifyIncoming(incoming, sourceId, context, deps).catch((error: unknown) => ({
    outcome: 'failed' as const,
    why: messageOf(error),
  }));
  const { outcome, why } = result;
  const line = {
    requestId: context.awsRequestId,
    event: loggedName(incoming),
    ...(incoming.kind === 'alarm' && {
      alarm: redact(incoming.alarm.name).slice(0, MAX_LOGGED_LENGTH),
      state: incoming.alarm.state,
    }),
    why: redact(why),
    ms: Math.round(performance.now() - started),
  };
  if (outcome === 'failed' || outcome === 'failed over') log().error(outcome, line);
  else log().info(outcome, line);
  return { event: line.event, ...result, why: line.why };
}

/** All that an event brings, one after the other, so that their order holds. */
async function notifyAll(event: unknown, context: LambdaContext, deps: Deps): Promise<NotifierOutcome[]> {
  const outcomes: NotifierOutcome[] = [];
  for (const { incoming, sourceId } of readIncomingEvents(event, context.awsRequestId)) {
    outcomes.push(await notifyAndLog(canaryNotice(incoming), sourceId, context, deps));
  }
  const failed = outcomes.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0) return outcomes;
  const reasons = failed.map(({ event, why }) => `${event}: ${why}`).join('; ');
  throw new Error(`${failed.length} of ${outcomes.length} could not be delivered: ${reasons}`);
}

/**
 * Notifies people of all that the event brings, or of a batch of the queue.
 * @throws Error naming what could neither be sent nor kept, after all were tried
 */
export const createHandler =
  (deps: Deps) =>
  (event: unknown, context: LambdaContext): Promise<NotifierOutcome[] | BatchResponse> =>
    isSqs(event) ? workOff(event, context, deps) : notifyAll(event, context, deps);

export const handler: ReturnType<typeof createHandler> = async (event, context) =>
  createHandler(isDryRun() ? dryRun(live) : live)(event, context);
