/** Whether another stage in this region looks after the same instances: two sets of alarms, and two restarts of one process. */
import { PROCSTAT, processOf } from '../../shared/alarm/process';
import { parseArn } from '../../shared/aws/arn';
import { counted } from '../../shared/text/plural';
import { type ActingAlarm, alarmsActingOn } from '../aws/cloudwatch';
import { type Subscriber, subscribersOf } from '../aws/sns';
import { SERVICE } from '../target';
import type { Check } from './checks';
import type { Deployment } from './deployment';
import { few, ok, together, type Verdict, warning } from './verdict';

type CheckedAlarm = Pick<ActingAlarm, 'actions' | 'metric' | 'dimensions'>;

/** The stages whose topic `alerts` the alarm acts on: deployed names are the same everywhere but for the stage. */
const stagesOf = ({ actions }: CheckedAlarm): string[] =>
  actions.flatMap((action) => new RegExp(`:${SERVICE}-([^:]+)-alerts$`).exec(action)?.[1] ?? []);

/** The names by which `nameOf` knows what both the stage and another one watch, and which others these are. */
function shared(alarms: CheckedAlarm[], stage: string, nameOf: (alarm: CheckedAlarm) => string | undefined) {
  const stages = new Map<string, Set<string>>();
  for (const alarm of alarms) {
    const name = nameOf(alarm);
    if (name === undefined) continue;
    stages.set(name, new Set([...(stages.get(name) ?? []), ...stagesOf(alarm)]));
  }
  const both = [...stages].filter(([, watching]) => watching.has(stage) && watching.size > 1);
  const others = new Set(both.flatMap(([, watching]) => [...watching].filter((one) => one !== stage)));
  return { names: both.map(([name]) => name), others: [...others] };
}

const instanceOf = ({ dimensions }: CheckedAlarm): string | undefined => dimensions.InstanceId;

function processNameOf({ metric, dimensions }: CheckedAlarm): string | undefined {
  const process = metric.startsWith(PROCSTAT.prefix) ? processOf(dimensions) : undefined;
  return process && dimensions.InstanceId && `${process} on ${dimensions.InstanceId}`;
}

export function judgeStages(alarms: CheckedAlarm[], stage: string): Verdict {
  const instances = shared(alarms, stage, instanceOf);
  const processes = shared(alarms, stage, processNameOf);
  if (instances.names.length === 0)
    return ok('no other stage of this region has alarms on the same instances');
  const twice =
    processes.names.length > 0
      ? `; each restarts the same process when it dies: ${few(processes.names)}`
      : '';
  return warning(
    `stage ${instances.others.join(', ')} has alarms on ${counted(instances.names.length, 'instance')} of this one too, paid for and notified of twice: ${few(instances.names)}${twice}`,
    'give each stage instances of its own by `instances.scope`, and restarts by `restart.tag` (docs/instances.md)',
  );
}

/** @param topic of the operator, which both stages may have in `existingTopics` */
export function judgeTopic(
  topic: string,
  subscribers: Pick<Subscriber, 'endpoint'>[],
  stage: string,
): Verdict {
  const restarter = new RegExp(`:function:${SERVICE}-(.+)-processRestarter$`);
  const others = subscribers
    .flatMap(({ endpoint }) => restarter.exec(endpoint)?.[1] ?? [])
    .filter((one) => one !== stage);
  return others.length === 0
    ? ok(`no other stage listens on ${topic}`)
    : warning(
        `stage ${others.join(', ')} listens on ${topic} too: you are notified of its alarms twice, and a process that dies is restarted by each`,
        'take the topic out of `existingTopics` of all stages but one',
      );
}

export const stageChecks = ({ partition, region, account, stage, config }: Deployment): Check[] => [
  {
    name: 'other stages',
    run: async () => {
      const alarms = await alarmsActingOn(`arn:${partition}:sns:${region}:${account}:${SERVICE}-`);
      const topics = config.existingTopics.map(async (arn) =>
        judgeTopic(parseArn(arn)?.resource ?? arn, await subscribersOf(arn), stage),
      );
      return together([judgeStages(alarms, stage), ...(await Promise.all(topics))]);
    },
  },
];
