/** Which metrics a template watches on an instance. */
import type { ReportedMetric } from '../../shared/aws/cloudwatch';
import type { InstanceDetails } from '../../shared/aws/ec2';
import type { Template } from '../../shared/config/instances';
import type { Rules } from './rules';

/** `item` is the disk or the process, where a template has several alarms. `slow`: it is looked at every five minutes. */
export type Source = ReportedMetric & {
  item: string | undefined;
  period: number;
  needed: number;
  of: number;
  slow: boolean;
};

const has = (dimensions: Record<string, string>, desired: Record<string, string>): boolean =>
  Object.entries(desired).every(([name, value]) => dimensions[name] === value);

/** Metrics stay listed for hours: after a change of the type, those that fit today count. */
function fitness({ dimensions }: ReportedMetric, { type }: InstanceDetails): number {
  return dimensions.InstanceType === undefined || dimensions.InstanceType === type ? 1 : 0;
}

/** The fittest; of equal ones always the same, whatever their order. */
function fittest(metrics: ReportedMetric[], instance: InstanceDetails): ReportedMetric | undefined {
  const keyed = metrics.map((metric) => ({
    metric,
    key: JSON.stringify(Object.entries(metric.dimensions).sort()),
  }));
  keyed.sort((a, b) => fitness(b.metric, instance) - fitness(a.metric, instance) || (a.key < b.key ? -1 : 1));
  return keyed[0]?.metric;
}

const agentMetric = (
  name: string,
  dimensions: Record<string, string>,
  instance: InstanceDetails,
  reported: ReportedMetric[],
): ReportedMetric | undefined =>
  fittest(
    reported.filter(({ metric, ...rest }) => metric === name && has(rest.dimensions, dimensions)),
    instance,
  );

const everyPeriod = ({ period, datapoints }: Pick<Template, 'period' | 'datapoints'>) => ({
  period,
  ...datapoints,
  item: undefined,
  slow: false,
});

/** EC2's own metrics are there from the start; without detailed monitoring CPU comes every five minutes only. */
function ownSource(template: Template, instance: InstanceDetails, reported: ReportedMetric[]): Source {
  const { namespace, metric, fromAgent, everyFiveMinutes } = template;
  const own = { namespace, metric, dimensions: { ...template.dimensions, InstanceId: instance.id } };
  if (instance.detailedMonitoring || !everyFiveMinutes) return { ...own, ...everyPeriod(template) };
  const agents = fromAgent && agentMetric(fromAgent.metric, fromAgent.dimensions, instance, reported);
  if (agents) return { ...agents, ...everyPeriod(template) };
  return { ...own, ...everyPeriod(everyFiveMinutes), slow: true };
}

/** One metric, or one for each value of the first of the dimensions `each` that is there. */
function agentSources(
  template: Template,
  instance: InstanceDetails,
  reported: ReportedMetric[],
  rules: Rules,
) {
  const { namespace, metric, dimensions, each, only, except } = template;
  const fitting = reported.filter(
    (one) =>
      one.namespace === namespace &&
      one.metric === metric &&
      has(one.dimensions, dimensions) &&
      !Object.entries(except).some(([name, values]) => values.includes(one.dimensions[name] ?? '')),
  );
  const itemOf = (one: ReportedMetric) => each?.map((name) => one.dimensions[name]).find(Boolean);
  return [...Map.groupBy(fitting, itemOf)]
    .filter(([item]) => each === undefined || item !== undefined)
    .filter(([item]) => only === undefined || (item !== undefined && rules.processes.includes(item)))
    .flatMap(([item, ofItem]): Source[] => {
      const one = fittest(ofItem, instance);
      return one ? [{ ...one, ...everyPeriod(template), item }] : [];
    });
}

/** EC2's own metric, or as many of the agent's as the template asks for and the agent reports. */
export const sourcesOf = (
  template: Template,
  instance: InstanceDetails,
  reported: ReportedMetric[],
  rules: Rules,
): Source[] =>
  template.namespace === 'AWS/EC2'
    ? [ownSource(template, instance, reported)]
    : agentSources(template, instance, reported, rules);
