/** Gives every EC2 instance its alarms, puts them to sleep with it, and deletes them with it. */
import { parseArn } from '../../shared/aws/arn';
import { instancesConfig, longestPauseHoursConfig, processesConfig } from '../../shared/config/bundled';
import { isDryRun, requiredEnv } from '../../shared/env';
import { lazily } from '../../shared/lazily';
import { log } from '../../shared/log';
import { detailTypeOf } from '../../shared/parsing/event-bridge';
import { parseInstanceStateChange } from '../../shared/parsing/instance-state-change';
import { parseScheduledRule, SCHEDULED, type ScheduledRule } from '../../shared/parsing/schedule';
import type { Store } from '../../shared/state/store';
import { stateStore } from '../../shared/state/table';
import { type LambdaContext, type Telling, telling } from '../../shared/telling';
import { readAdoption } from './adoption';
import { liveVerbs } from './deps';
import { countsOf, summaryOf } from './plan-text';
import { poll } from './poll';
import { reconcile, unfinished } from './reconcile';
import { rehearse } from './rehearsal';
import { reportNotices } from './report-notices';
import type { Rules } from './rules';
import { onStateChange } from './state-change';
import type { Report, Sweep } from './sweep';

const tableCreatedAt = lazily(async () => (await import('../../shared/aws/dynamodb')).tableCreatedAt);

const live = {
  verbs: liveVerbs(),
  store: stateStore,
  firstDeployedAt: () => tableCreatedAt(requiredEnv('STATE_TABLE')),
  config: instancesConfig,
  processes: () => Object.keys(processesConfig()),
  longestPauseHours: longestPauseHoursConfig,
  now: () => new Date(),
};
export type Deps = typeof live;

type Place = { account: string; region: string };

/** `sls invoke local` gives no ARN of the function: then the event says where it is. */
function rulesOf(deps: Deps, { invokedFunctionArn }: LambdaContext, event: Place): Rules {
  const { partition = 'aws', account, region } = { ...event, ...parseArn(invokedFunctionArn ?? '') };
  return {
    config: deps.config(),
    processes: deps.processes(),
    longestPauseHours: deps.longestPauseHours(),
    prefix: requiredEnv('ALARM_PREFIX'),
    stage: requiredEnv('STAGE'),
    alerts: `arn:${partition}:sns:${region}:${account}:${requiredEnv('ALERTS_TOPIC')}`,
    region,
    profile: requiredEnv('INSTANCE_PROFILE'),
  };
}

function logReport(
  what: string,
  { plans, left, failures, profiles, stoppedBefore }: Report,
  requestId: string,
) {
  const counts = { left: left.length, failed: failures.length, profiles, stoppedBefore };
  log().info(what, { requestId, done: summaryOf(countsOf(plans)) || 'nothing', ...counts });
}

type Run = { sweep: Sweep; store: Store; requestId: string };

/** The daily reconcile, from the beginning. */
async function daily({ sweep, store, requestId }: Run): Promise<Telling[]> {
  const report = await reconcile(sweep);
  logReport('reconciled', report, requestId);
  return reportNotices(report, { store, stage: sweep.rules.stage, now: sweep.now, daily: true });
}

/** The second look, and a reconcile that has run out of time. */
async function often({ sweep, store, requestId }: Run): Promise<Telling[]> {
  const { now, rules } = sweep;
  const looked = await poll(sweep);
  logReport('looked', looked, requestId);
  const from = await unfinished(store, now);
  const rest = from === undefined ? undefined : await reconcile(sweep, from);
  if (rest) logReport('reconciled further', rest, requestId);
  const about = { store, stage: rules.stage, now, daily: false };
  return [...(await reportNotices(looked, about)), ...(rest ? await reportNotices(rest, about) : [])];
}

async function onSchedule(
  { rule, ...place }: ScheduledRule,
  deps: Deps,
  context: LambdaContext,
): Promise<Telling[]> {
  if (isDryRun()) return []; // There is no instance to look at.
  const [store, now] = [deps.store(), deps.now()];
  const sweep: Sweep = {
    verbs: deps.verbs,
    rules: rulesOf(deps, context, place),
    store,
    firstDay: await readAdoption(store, await deps.firstDeployedAt(), now),
    now,
    msLeft: () => context.getRemainingTimeInMillis(),
    act: true,
  };
  const run = { sweep, store, requestId: context.awsRequestId };
  return rule.endsWith('-reconcile') ? daily(run) : often(run);
}

export const createHandler =
  (deps: Deps) =>
  async (event: unknown, context: LambdaContext): Promise<Telling[]> => {
    if (detailTypeOf(event) === SCHEDULED) return onSchedule(parseScheduledRule(event), deps, context);
    const change = parseInstanceStateChange(event);
    const rules = rulesOf(deps, context, change);
    if (isDryRun()) return [{ notice: rehearse(change, rules) }];
    const [store, now] = [deps.store(), deps.now()];
    const firstDay = async () => readAdoption(store, await deps.firstDeployedAt(), now);
    return onStateChange(change, { verbs: deps.verbs, rules, store, firstDay, now });
  };

export const handler = telling(createHandler(live));
