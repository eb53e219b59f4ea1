/** Tells people in Slack what CloudWatch, the other functions and their failures have to say. */
import { quietConfig, slackConfig } from '../../shared/config/bundled';
import { okToldBy } from '../../shared/cpu-siblings';
import { isDryRun, optionalEnv } from '../../shared/env';
import { messageOf } from '../../shared/errors';
import { lazily } from '../../shared/lazily';
import { log } from '../../shared/log';
import { mask } from '../../shared/mask';
import type { Alarm } from '../../shared/parsing/alarm';
import type { SlackMessage } from '../../shared/slack/limits';
import { postMessage } from '../../shared/slack/post';
import type { Context } from '../../shared/telling';
import { signalCard } from './cards/signal-card';
import { type Decision, decide } from './decide';
import { readSignals, type Signal } from './signals';
import { slackMessage } from './slack-message';
import { createWebhookUrl } from './webhook-url';

/** What became of a signal; `message` is there in a dry run, where it is shown instead of sent. */
export type Outcome = {
  signal: string;
  outcome: 'told' | 'not told' | 'dry run' | 'failed';
  why: string;
  message?: SlackMessage;
};

const cloudwatch = () => import('../../shared/aws/cloudwatch');
const siblings = {
  alarmsOn: lazily(async () => (await cloudwatch()).alarmsOn),
  alarmChanges: lazily(async () => (await cloudwatch()).alarmChanges),
};

const live = {
  webhookUrl: createWebhookUrl(lazily(async () => (await import('../../shared/aws/kms')).decrypt)),
  postMessage,
  quiet: quietConfig,
  mentions: () => slackConfig().mentions,
  okToldBy: async (alarm: Alarm) => (isDryRun() ? undefined : okToldBy(alarm, siblings)),
};
export type Deps = typeof live;

function nameOf(signal: Signal): string {
  switch (signal.kind) {
    case 'alarm':
      return `${signal.alarm.state} ${signal.alarm.name}`;
    case 'notice':
      return `notice ${signal.notice.title}`;
    case 'failure':
      return `failure of ${signal.failure.functionName}`;
    case 'text':
      return `text ${signal.subject ?? ''}`.trim();
  }
}

/** Only alarms are ever kept quiet. */
async function decisionOn(signal: Signal, deps: Deps): Promise<Decision> {
  if (signal.kind !== 'alarm') return { tell: true, why: `it is a ${signal.kind}` };
  if (signal.toldBy) return { tell: false, why: `${signal.toldBy} tells it` };
  const decision = decide(signal.alarm, deps.quiet());
  const sibling = decision.tell ? await deps.okToldBy(signal.alarm) : undefined;
  return sibling === undefined ? decision : { tell: false, why: `the OK of ${sibling} is told instead` };
}

async function tell(signal: Signal, deps: Deps, msLeft: () => number): Promise<Omit<Outcome, 'signal'>> {
  const { tell, why } = await decisionOn(signal, deps);
  if (!tell) return { outcome: 'not told', why };
  const message = slackMessage(signalCard(signal), {
    project: optionalEnv('PROJECT'),
    environment: optionalEnv('ENVIRONMENT'),
    channel: optionalEnv('SLACK_CHANNEL'),
    mentions: deps.mentions(),
  });
  const url = await deps.webhookUrl();
  if (url === undefined) return { outcome: 'dry run', why, message };
  await deps.postMessage(url, message, msLeft);
  return { outcome: 'told', why };
}

async function tellAndLog(signal: Signal, deps: Deps, context: Context): Promise<Outcome> {
  const started = performance.now();
  const name = nameOf(signal);
  const told = await tell(signal, deps, () => context.getRemainingTimeInMillis()).catch((error: unknown) => ({
    outcome: 'failed' as const,
    why: messageOf(error),
  }));
  const { outcome, why } = told;
  const line = {
    requestId: context.awsRequestId,
    signal: name,
    ...(signal.kind === 'alarm' && { alarm: signal.alarm.name, state: signal.alarm.state }),
    why: mask(why),
    ms: Math.round(performance.now() - started),
  };
  if (outcome === 'failed') log().error(outcome, line);
  else log().info(outcome, line);
  return { signal: name, ...told };
}

/**
 * Tells every signal of the event, one after the other, so that their order holds.
 * @throws Error naming the signals that could not be told, after all were tried
 */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, context: Context): Promise<Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (const signal of readSignals(event)) outcomes.push(await tellAndLog(signal, deps, context));
    const failed = outcomes.filter(({ outcome }) => outcome === 'failed');
    if (failed.length === 0) return outcomes;
    const reasons = failed.map(({ signal, why }) => `${signal}: ${why}`).join('; ');
    throw new Error(`${failed.length} of ${outcomes.length} could not be told: ${reasons}`);
  };

export const handler = createHandler(live);
