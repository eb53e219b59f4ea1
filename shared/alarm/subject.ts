/** What an alarm is about: the thing, and what of it is watched. */
import { type Alarm, type Metric, metricsOf } from '../parsing/alarm';
import { safeLine } from '../text/safe';
import { alarmWords } from '../words/alarm';
import { metricsWords } from '../words/metrics';
import { isCpuMetric } from './cpu';
import { type KnownMetric, knownMetric } from './metrics';
import { PROCSTAT, processOf } from './process';

/** Of the dimensions that name a thing of AWS the one that people know it by, the narrowest first. */
const NAMING = [
  'DBInstanceIdentifier',
  'DBClusterIdentifier',
  'FunctionName',
  'function_name',
  'QueueName',
  'TopicName',
  'TableName',
  'ApiName',
  'ApiId',
  'TargetGroup',
  'LoadBalancer',
  'LoadBalancerName',
  'CacheClusterId',
  'ReplicationGroupId',
  'PodName',
  'ServiceName',
  'StreamName',
  'DeliveryStreamName',
  'StateMachineArn',
  'RuleName',
  'BucketName',
  'SourceBucket',
  'DistributionId',
  'HealthCheckId',
  'NatGatewayId',
  'VpnId',
  'TransitGateway',
  'ConnectionId',
  'FileSystemId',
  'VolumeId',
  'DomainName',
  'ClusterIdentifier',
  'Consumer Group',
  'Cluster Name',
  'Broker',
  'CertificateArn',
  'AutoScalingGroupName',
  'UserPool',
  'CanaryName',
  'WebACL',
  'BackupVaultName',
  'ReplicationTaskIdentifier',
  'LogGroupName',
  'CheckName',
  'ClusterName',
  'ResourceArn',
  'host',
];

/** `app/orders/50dc6c495c0c9188` → `orders`; of an ARN the last part. */
export const shortName = (value: string): string =>
  /^(?:app|net|gwy|targetgroup)\/([^/]+)\/[0-9a-f]{16}$/.exec(value)?.[1] ??
  (value.startsWith('arn:') ? (/[^:/]+$/.exec(value)?.[0] ?? value) : value);

/** What all metrics of the alarm, or its contributor alone, have in common. */
export function dimensionsOf(alarm: Alarm): Record<string, string> {
  if (alarm.contributor) return alarm.contributor.attributes;
  const [first, ...others] = metricsOf(alarm).map(({ dimensions }) => dimensions);
  return Object.fromEntries(
    Object.entries(first ?? {}).filter(([name, value]) => others.every((one) => one[name] === value)),
  );
}

/** What a metric is of beside its thing: `/`, `C:`. */
const ITEM: Record<string, string[]> = { CWAgent: ['path', 'instance'] };

/** A query of Metrics Insights is over one metric. @see
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html */
const QUERY = /^\s*SELECT\s+(\w+)\(\s*"?([\w.:% -]+?)"?\s*\)\s+FROM\s+(?:SCHEMA\(\s*)?"?([\w./-]+)/i;

function queriedMetric(expression: string): Metric | undefined {
  const [, statistic, name, namespace] = QUERY.exec(expression) ?? [];
  return name && namespace
    ? { namespace, name, statistic, dimensions: {}, period: undefined, unit: undefined }
    : undefined;
}

/** The metric that the alarm's value is of; metric math over several has none. */
export function watchedMetric(alarm: Alarm): Metric | undefined {
  if (alarm.kind === 'math') return queriedMetric(alarm.expression);
  return metricsOf(alarm)[0];
}

/** CloudWatch labels a math expression `Expression1` when nobody named it; one with `${PROP(…)}` is a template. */
const labelOf = (label: string | undefined): string | undefined =>
  label === undefined || /^Expression\d*$|\$\{/.test(label) ? undefined : label;

/** Metric math that ends in a percentage. */
const isPercentage = (expression: string, label = ''): boolean =>
  /\*\s*100(?:\.0)?\s*\)*\s*$|^\s*100\s*\*/.test(expression) || /%|percent/i.test(label);

export type Subject = {
  /** `web-1`; an alarm's own name where it is about no one thing. */
  thing: string;
  /** Whether `thing` is the alarm's own name. */
  isAlarm: boolean;
  /** `CPU`, `disk /`; empty where the thing says it all. */
  what: string;
  /** A process that may be dead. */
  process: string | undefined;
  known: KnownMetric;
};

const UNKNOWN = { kind: 'measured', label: undefined, unit: 'count' } satisfies KnownMetric;

const isProcstat = ({ namespace, name }: Metric): boolean =>
  namespace === PROCSTAT.namespace && name === PROCSTAT.metric;

/** Whether the alarm rings when no process is left; others ring when there are too many, or too few. */
function isOfDeath(alarm: Alarm, metric: Metric): boolean {
  if (!isProcstat(metric) || !('condition' in alarm)) return false;
  const { threshold = 0, comparison = 'below' } = alarm.condition;
  return comparison.includes('below') && threshold < (comparison === 'below' ? 2 : 1);
}

/** More than this hides what is wrong, in every medium. */
const MAX_THING = { start: 40, end: 19 };

/** Cut in its middle: its end often tells it from others. */
function shortened(name: string): string {
  const points = [...name];
  if (points.length <= MAX_THING.start + MAX_THING.end + 1) return name;
  return `${points.slice(0, MAX_THING.start).join('')}…${points.slice(-MAX_THING.end).join('')}`;
}

function whatOf(alarm: Alarm, metric: Metric | undefined, known: KnownMetric): string {
  if (alarm.kind === 'math' && labelOf(alarm.label)) return alarm.label ?? '';
  if (!metric) return alarm.kind === 'math' ? alarmWords().value : '';
  // Of a flag the label says what is wrong.
  const label = known.kind === 'measured' && known.label ? metricsWords()(known.label) : metric.name;
  const item = isCpuMetric(metric)
    ? undefined
    : (ITEM[metric.namespace]?.map((name) => metric.dimensions[name]).find(Boolean) ??
      (isProcstat(metric) ? processOf(metric.dimensions) : undefined));
  return item ? `${label} ${item}` : label;
}

function thingOf(alarm: Alarm, instanceName: string | undefined): string | undefined {
  const dimensions = dimensionsOf(alarm);
  if (dimensions.InstanceId) return instanceName ?? dimensions.InstanceId;
  const name = NAMING.find((one) => dimensions[one]);
  return name && shortName(dimensions[name] ?? '');
}

/** `tables-idle (shop-eu)`: of a contributor with what tells it from the others. */
export function alarmName({ name, contributor }: Alarm): string {
  const values = Object.values(contributor?.attributes ?? {});
  return values.length > 0 ? `${name} (${values.join(', ')})` : name;
}

/** @param instanceName of the instance that the alarm is about, where it is known */
export function subjectOf(alarm: Alarm, instanceName?: string): Subject {
  const metric = watchedMetric(alarm);
  const math: KnownMetric =
    alarm.kind === 'math' && !metric
      ? { ...UNKNOWN, unit: isPercentage(alarm.expression, alarm.label) ? 'percent' : 'count' }
      : UNKNOWN;
  const known = metric ? knownMetric(metric) : math;
  const thing = thingOf(alarm, instanceName);
  const process = metric && isOfDeath(alarm, metric) ? processOf(metric.dimensions) : undefined;
  // Each by itself, before they stand in one line: what is a secret alone may not look like one among words.
  return {
    thing: shortened(safeLine(thing ?? alarmName(alarm))),
    isAlarm: thing === undefined,
    what: safeLine(whatOf(alarm, metric, known)),
    process: process && safeLine(process),
    known,
  };
}

/** The instance that the alarm is about. */
export const instanceIdOf = (alarm: Alarm): string | undefined => dimensionsOf(alarm).InstanceId;
