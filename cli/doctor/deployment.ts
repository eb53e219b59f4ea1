/** The deployment that is looked at: what every check knows of it. */
import * as v from 'valibot';
import { parseArn } from '../../shared/aws/arn';
import { loadConfig } from '../../shared/config/load';
import type { Config } from '../../shared/config/schema';
import { ConfigError } from '../../shared/errors';
import { slsDeploy } from '../../shared/text/advice';
import { hideAlso } from '../../shared/text/secrets/own';
import { stackOutputs, stackResources, stackTemplate } from '../aws/cloudformation';
import { CONFIG_FOLDER, functionName, SERVICE, type Target } from '../target';

const resource = v.object({
  Type: v.string(),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
});
const templateSchema = v.object({ Resources: v.record(v.string(), resource) });

/** A resource of the stack; `id` is its name, ARN or address, `properties` are as the template has them. */
export type Resource = { logicalId: string; type: string; id: string; properties: Record<string, unknown> };

export type Deployment = Target & {
  stack: string;
  account: string;
  partition: string;
  outputs: Record<string, string>;
  topics: { alerts: string; subscribers: string; watchdog: string };
  notifier: string;
  config: Config;
  resources: Resource[];
};

/** Resources whose condition does not hold are in the template, but not there. */
async function resourcesOf(stack: string): Promise<Resource[]> {
  const [template, ids] = await Promise.all([stackTemplate(stack), stackResources(stack)]);
  return Object.entries(v.parse(templateSchema, template).Resources).flatMap(
    ([logicalId, { Type: type, Properties: properties }]) => {
      const id = ids.get(logicalId);
      return id === undefined ? [] : [{ logicalId, type, id, properties }];
    },
  );
}

/** @throws ConfigError when there is none */
export async function findDeployment(target: Target): Promise<Deployment> {
  const { stage, region } = target;
  const stack = `${SERVICE}-${stage}`;
  const outputs = (await stackOutputs(stack)) ?? {};
  const {
    AlertsTopicArn: alerts,
    SubscribersTopicArn: subscribers = '',
    WatchdogTopicArn: watchdog = '',
  } = outputs;
  const arn = parseArn(alerts ?? '');
  if (!alerts || !arn) {
    throw new ConfigError(`There is no stack ${stack} in ${region}. Run: ${slsDeploy(target)}`);
  }
  const config = loadConfig(CONFIG_FOLDER, stage, region);
  hideAlso(config.redact.extra);
  return {
    ...target,
    stack,
    account: arn.account,
    partition: arn.partition,
    outputs,
    topics: { alerts, subscribers, watchdog },
    notifier: functionName(stage, 'slackNotifier'),
    config,
    resources: await resourcesOf(stack),
  };
}

export const ofType = ({ resources }: Pick<Deployment, 'resources'>, resourceType: string): Resource[] =>
  resources.filter(({ type }) => type === resourceType);
