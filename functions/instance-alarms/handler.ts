/** Gives every EC2 instance its alarms, disables their actions while it does not run, and deletes them with it. */
import { isDryRun } from '../../shared/env';
import { detailTypeOf, type EventOrigin } from '../../shared/parsing/event-bridge';
import { parseInstanceStateChange } from '../../shared/parsing/instance-state-change';
import { parseScheduledRule, SCHEDULED, type ScheduledRule } from '../../shared/parsing/schedule';
import { type LambdaContext, type Publication, publishing } from '../../shared/publishing';
import { readAdoption } from './adoption';
import type { Context } from './context';
import { type Deps, live } from './deps';
import { dryRun } from './dry-run';
import { notifySilences } from './notify-silences';
import { poll } from './poll';
import { reconcileAll, unfinished } from './reconcile-all';
import type { Report } from './report';
import { reportNotifications } from './report-notifications';
import { rulesOf } from './rules';
import { onStateChange } from './state-change';

function contextOf(deps: Deps, lambda: LambdaContext, origin: EventOrigin): Context {
  const [store, now] = [deps.store(), deps.now()];
  return {
    verbs: deps.verbs,
    rules: rulesOf(deps, lambda.invokedFunctionArn, origin),
    store,
    now,
    adoption: async () => readAdoption(store, await deps.firstDeployedAt(), now),
    msLeft: () => lambda.getRemainingTimeInMillis(),
    act: true,
  };
}

type LogReport = (what: string, report: Report) => void;

/** The daily reconcile, from the beginning. */
async function onDay(context: Context, logReport: LogReport): Promise<Publication[]> {
  const report = await reconcileAll(context);
  logReport('reconciled', report);
  return reportNotifications(report, 'reconcile', context);
}

/** The poll, and a reconcile that has run out of time. */
async function onFiveMinutes(context: Context, logReport: LogReport): Promise<Publication[]> {
  const { report, silences } = await poll(context);
  logReport('polled', report);
  const from = await unfinished(context.store, context.now);
  const rest = from === undefined ? undefined : await reconcileAll(context, from);
  if (rest) logReport('reconciled further', rest);
  return [
    ...(await reportNotifications(report, 'poll', context)),
    ...(rest ? await reportNotifications(rest, 'poll', context) : []),
    ...(await notifySilences(silences, context)),
  ];
}

/** Which instances are adopted is asked once for all of them. */
async function onSchedule({ rule, ...origin }: ScheduledRule, deps: Deps, lambda: LambdaContext) {
  const given = contextOf(deps, lambda, origin);
  const adoption = await given.adoption();
  const context: Context = { ...given, adoption: async () => adoption };
  const logReport: LogReport = (what, report) => deps.logReport(what, report, lambda.awsRequestId);
  return rule.endsWith('-reconcile') ? onDay(context, logReport) : onFiveMinutes(context, logReport);
}

/** A change of an instance's state, or one of the two schedules. @throws EventParseError */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, lambda: LambdaContext): Promise<Publication[]> => {
    if (detailTypeOf(event) === SCHEDULED) return onSchedule(parseScheduledRule(event), deps, lambda);
    const change = parseInstanceStateChange(event);
    return onStateChange(change, contextOf(deps, lambda, change), deps.planDetails);
  };

export const handler = publishing((event, lambda) =>
  createHandler(isDryRun() ? dryRun(live, event) : live)(event, lambda),
);
