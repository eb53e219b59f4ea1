/**
 * `npm run reconcile -- --stage dev`: what is missing, changed or left over among the alarms of instances; `--apply`
 * does it.
 */
import { optIn, readAdoption } from '../functions/instance-alarms/adoption';
import { costOf, countsOf, summaryOf } from '../functions/instance-alarms/plan-text';
import { reconcileAll } from '../functions/instance-alarms/reconcile-all';
import type { Report } from '../functions/instance-alarms/report';
import type { Rules } from '../functions/instance-alarms/rules';
import { verbs } from '../functions/instance-alarms/verbs';
import { tableCreatedAt, tableStore } from '../shared/aws/dynamodb';
import { loadConfig } from '../shared/config/load';
import { ConfigError } from '../shared/errors';
import { npmRun, slsDeploy } from '../shared/text/advice';
import { counted } from '../shared/text/plural';
import { safeLine } from '../shared/text/safe';
import { hideAlso } from '../shared/text/secrets/own';
import { stackOutputs } from './aws/cloudformation';
import { command } from './command';
import { paintStart } from './paint';
import { reportLines } from './reconcile-text';
import { CONFIG_FOLDER, chooseTarget, SERVICE, type Target } from './target';

const HELP = `npm run reconcile -- [--stage dev] [--region ap-northeast-2] [--profile name] [--apply]

Shows what is missing, changed or left over among the alarms of EC2 instances. --apply does it, and opts in to alarms
for the instances that were there before the first deployment. The same again then finds nothing to do.`;

async function deployedRules({ stage, region }: Target): Promise<Rules> {
  const stack = `${SERVICE}-${stage}`;
  const { AlertsTopicArn, InstanceProfileName } = (await stackOutputs(stack)) ?? {};
  if (!AlertsTopicArn || !InstanceProfileName) {
    throw new ConfigError(
      `There is no stack ${stack} with alarms of instances in ${region}. Run: ${slsDeploy({ stage, region })}`,
    );
  }
  const { instances, processes, longestPauseHours, redact } = loadConfig(CONFIG_FOLDER, stage, region);
  hideAlso(redact.extra);
  return {
    config: instances,
    processes: Object.keys(processes),
    longestPauseHours,
    prefix: stack,
    stage,
    alerts: AlertsTopicArn,
    region,
    profile: InstanceProfileName,
  };
}

/** What there is by instance, then how much it is and what it costs. */
function show(report: Report, acted: boolean, most: number): void {
  const { plans, awaitingOptIn, profiles, failures, left } = report;
  for (const line of reportLines(report, most)) console.log(line);
  for (const { id, why } of failures)
    console.error(paintStart(safeLine(`failed: ${id}: ${why}`), { 'failed:': 'red' }));
  const counts = countsOf([...plans, ...awaitingOptIn]);
  const what = [
    summaryOf(counts),
    profiles > 0 ? `${counted(profiles, 'instance profile')} to attach` : '',
  ].filter(Boolean);
  const cost = counts.make > 0 ? ` The new alarms cost about ${costOf(counts.make)}.` : '';
  console.log(
    what.length > 0
      ? `${acted ? 'This was the plan' : 'The plan'}: ${what.join(', ')}.${cost}`
      : 'Nothing to do.',
  );
  if (left.length > 0) console.log(`CloudWatch has throttled us; left for the next poll: ${left.join(', ')}`);
}

command({ help: HELP, options: { apply: { type: 'boolean', default: false } } }, async (values) => {
  const target = chooseTarget(values);
  const rules = await deployedRules(target);
  const table = `${rules.prefix}-state`;
  const [store, now] = [tableStore(table), new Date()];
  if (values.apply) await optIn(store, now);
  const adoption = await readAdoption(store, await tableCreatedAt(table), now);
  const report = await reconcileAll({
    verbs,
    rules,
    store,
    now,
    adoption: async () => adoption,
    msLeft: () => Number.POSITIVE_INFINITY,
    act: values.apply,
  });
  show(report, values.apply, rules.config.most);
  if (!values.apply && [...report.plans, ...report.awaitingOptIn].length + report.profiles > 0) {
    console.log(`Next: ${npmRun('reconcile', target, '--apply')}`);
  }
  if (report.failures.length > 0) process.exitCode = 1;
});
