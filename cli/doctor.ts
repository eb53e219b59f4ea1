/** `npm run doctor -- --stage dev`: looks at a deployment as an expert would, and says what to do about what is broken. */
import { command } from './command';
import { alarmChecks } from './doctor/alarms';
import { flyCanary } from './doctor/canary';
import { type Finding, findingTable, isBroken, runChecks, summaryOf } from './doctor/checks';
import { type Deployment, findDeployment } from './doctor/deployment';
import { instanceChecks } from './doctor/instances';
import { logChecks } from './doctor/logs';
import { queueChecks } from './doctor/queues';
import { smsChecks } from './doctor/sms';
import { stageChecks } from './doctor/stages';
import { subscriptionChecks } from './doctor/subscriptions';
import { topicChecks } from './doctor/topics';
import { trailChecks } from './doctor/trails';
import { versionChecks } from './doctor/version';
import { webhookChecks } from './doctor/webhook';
import { chooseTarget } from './target';

const HELP = `npm run doctor -- [--stage dev] [--region ap-northeast-2] [--profile name] [--canary] [--json]

Looks at a deployment and changes nothing. --canary also sets an alarm and waits until Slack has taken its message: one
small message. Ends with 1 when something is broken; a warning is for you to judge.`;

const CANARY_TIMEOUT_MS = 90_000;

const checksOf = (deployment: Deployment) =>
  [
    versionChecks,
    topicChecks,
    alarmChecks,
    subscriptionChecks,
    smsChecks,
    webhookChecks,
    queueChecks,
    logChecks,
    instanceChecks,
    stageChecks,
    trailChecks,
  ].flatMap((checks) => checks(deployment));

/** Last of all, because what it may find has its reason above. */
const canary = (deployment: Deployment): Promise<Finding[]> =>
  runChecks(
    [{ name: 'canary', run: () => flyCanary(deployment, CANARY_TIMEOUT_MS) }],
    CANARY_TIMEOUT_MS + 30_000,
  );

command(
  {
    help: HELP,
    options: {
      canary: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  },
  async (values) => {
    const deployment = await findDeployment(chooseTarget(values));
    const findings = await runChecks(checksOf(deployment));
    if (values.canary) findings.push(...(await canary(deployment)));
    console.log(
      values.json
        ? JSON.stringify(findings, null, 2)
        : `\n${findingTable(findings)}\n\n${summaryOf(findings)}`,
    );
    if (isBroken(findings)) process.exitCode = 1;
  },
);
