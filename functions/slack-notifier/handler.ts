/** Tells people in Slack, and those without it, what CloudWatch, the other functions and their failures have to say. */
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import { mask } from '../../shared/mask';
import { isSqs } from '../../shared/parsing/sqs';
import type { Context } from '../../shared/telling';
import { answerCanary, canaryNotice } from './canary';
import { signalCard } from './cards/signal-card';
import { type Decision, decide } from './decide';
import { type Deps, live } from './deps';
import type { Item } from './item';
import { fullName, readArrivals, type Signal } from './signals';
import { type Told, tell } from './tell';
import { type BatchResponse, workOff } from './work-off';

/** What became of a signal; in a dry run with what would be sent. */
export type Outcome = { signal: string } & (Told | { outcome: 'failed'; why: string });

/** For the log and the answer: what it is called by is foreign text as well. */
const nameOf = (signal: Signal): string => mask(fullName(signal)).slice(0, LONGEST_NAME);
const LONGEST_NAME = 300;

/** The same change of an alarm's state may come by more ways than one, and is one; anything else is told by what brought it. */
function idOf(signal: Signal, broughtBy: string): string {
  if (signal.kind !== 'alarm') return broughtBy;
  const { arn, name, state, changedAt } = signal.alarm;
  return `${arn ?? name} ${state} ${changedAt.toISOString()}`;
}

const itemOf = (signal: Signal, broughtBy: string): Item => ({
  id: idOf(signal, broughtBy),
  about: fullName(signal),
  kind: signal.kind === 'notice' ? signal.notice.kind : undefined,
  card: signalCard(signal),
});

/** Only alarms are ever kept quiet. */
async function decisionOn(signal: Signal, deps: Deps): Promise<Decision> {
  if (signal.kind !== 'alarm') return { tell: true, why: `it is a ${signal.kind}` };
  if (signal.toldBy) return { tell: false, why: `${signal.toldBy} tells it` };
  const decision = decide(signal.alarm, deps.quiet());
  const sibling = decision.tell ? await deps.okToldBy(signal.alarm) : undefined;
  return sibling === undefined ? decision : { tell: false, why: `the OK of ${sibling} is told instead` };
}

async function tellSignal(signal: Signal, broughtBy: string, context: Context, deps: Deps): Promise<Told> {
  const canary = signal.kind === 'alarm' ? await answerCanary(signal.alarm, deps) : undefined;
  if (canary) return { outcome: 'not told', why: canary };
  const decision = await decisionOn(signal, deps);
  if (!decision.tell) return { outcome: 'not told', why: decision.why };
  return tell(itemOf(signal, broughtBy), decision.why, context, deps);
}

async function tellAndLog(signal: Signal, broughtBy: string, context: Context, deps: Deps): Promise<Outcome> {
  const started = performance.now();
  const told = await tellSignal(signal, broughtBy, context, deps).catch((error: unknown) => ({
    outcome: 'failed' as const,
    why: messageOf(error),
  }));
  const { outcome, why } = told;
  const line = {
    requestId: context.awsRequestId,
    signal: nameOf(signal),
    ...(signal.kind === 'alarm' && {
      alarm: mask(signal.alarm.name).slice(0, LONGEST_NAME),
      state: signal.alarm.state,
    }),
    why: mask(why),
    ms: Math.round(performance.now() - started),
  };
  if (outcome === 'failed' || outcome === 'failed over') log().error(outcome, line);
  else log().info(outcome, line);
  return { signal: line.signal, ...told, why: line.why };
}

/** All signals of an event, one after the other, so that their order holds. */
async function tellAll(event: unknown, context: Context, deps: Deps): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { signal, broughtBy } of readArrivals(event, context.awsRequestId)) {
    outcomes.push(await tellAndLog(canaryNotice(signal), broughtBy, context, deps));
  }
  const failed = outcomes.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0) return outcomes;
  const reasons = failed.map(({ signal, why }) => `${signal}: ${why}`).join('; ');
  throw new Error(`${failed.length} of ${outcomes.length} could not be told: ${reasons}`);
}

/**
 * Tells every signal of the event, or a batch of the queue.
 * @throws Error naming the signals that could neither be told nor kept, after all were tried
 */
export const createHandler =
  (deps: Deps) =>
  (event: unknown, context: Context): Promise<Outcome[] | BatchResponse> =>
    isSqs(event) ? workOff(event, context, deps) : tellAll(event, context, deps);

export const handler = createHandler(live);
