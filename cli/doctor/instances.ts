/** Whether the instances can be restarted on, and report: each of these is missing for a reason of its own. */
import { isInScope } from '../../functions/instance-alarms/scope';
import { allInstances, type InstanceDetails } from '../../shared/aws/ec2';
import { instanceLabel } from '../../shared/aws/instance-label';
import { npmRun } from '../../shared/text/advice';
import { counted } from '../../shared/text/plural';
import { agentDimensions } from '../aws/cloudwatch';
import { managedInstances } from '../aws/ssm';
import type { Target } from '../target';
import type { Check } from './checks';
import type { Deployment } from './deployment';
import { few, ok, together, type Verdict, warning } from './verdict';

type CheckedInstance = Pick<InstanceDetails, 'id' | 'name' | 'profile'>;

export function judgeManaged(
  instances: CheckedInstance[],
  pings: ReadonlyMap<string, string>,
  target: Target,
): Verdict {
  const bare = instances.filter(({ profile }) => !profile);
  const unseen = instances.filter(({ id, profile }) => profile && !pings.has(id));
  const lost = instances.filter(({ id }) => pings.has(id) && pings.get(id) !== 'Online');
  const verdicts = [
    bare.length > 0
      ? [
          warning(
            `no instance profile: ${few(bare.map(instanceLabel))}`,
            `${npmRun('reconcile', target, '--apply')} attaches one`,
          ),
        ]
      : [],
    unseen.length > 0
      ? [
          warning(
            `SSM does not see ${few(unseen.map(instanceLabel))}`,
            'its profile needs AmazonSSMManagedInstanceCore, and the instance the SSM agent and a way to the internet or to SSM’s endpoints (docs/instance.md)',
          ),
        ]
      : [],
    lost.length > 0
      ? [
          warning(
            `SSM has lost ${few(lost.map((one) => `${instanceLabel(one)}: ${pings.get(one.id)}`))}`,
            'look at the SSM agent on it: `systemctl status amazon-ssm-agent`',
          ),
        ]
      : [],
  ].flat();
  return verdicts.length > 0
    ? together(verdicts)
    : ok(`${instances.length} running instances, all seen by SSM`);
}

/** @param reported the dimensions of each metric that agents have reported lately */
export function judgeAgents(instances: CheckedInstance[], reported: Record<string, string>[]): Verdict {
  const heard = new Set(reported.map(({ InstanceId }) => InstanceId));
  const silent = instances.filter(({ id }) => !heard.has(id));
  if (silent.length === 0) return ok(`the agent reports from ${counted(instances.length, 'instance')}`);
  const strays = reported.filter(({ InstanceId }) => InstanceId === undefined);
  const odd = [...new Set(strays.flatMap((dimensions) => Object.keys(dimensions)))].sort();
  return strays.length > 0
    ? warning(
        `no metric has the InstanceId of ${few(silent.map(instanceLabel))}, but an agent reports with other dimensions: ${few(odd)}`,
        'add `append_dimensions` with InstanceId to the agent’s configuration (docs/instance.md)',
      )
    : warning(
        `the agent reports no metric from ${few(silent.map(instanceLabel))}`,
        'install it, give the profile CloudWatchAgentServerPolicy, and look at its log (docs/instance.md)',
      );
}

const running = async ({ config }: Deployment): Promise<InstanceDetails[]> =>
  (await allInstances()).filter(
    (instance) => instance.state === 'running' && isInScope(instance, config.instances.scope),
  );

export function instanceChecks(deployment: Deployment): Check[] {
  const instances = running(deployment);
  instances.catch(() => undefined); // Each check that asks reports it.
  return [
    { name: 'SSM', run: async () => judgeManaged(await instances, await managedInstances(), deployment) },
    { name: 'CloudWatch agent', run: async () => judgeAgents(await instances, await agentDimensions()) },
  ];
}
