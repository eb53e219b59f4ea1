/** What is said about an alarm beside its sentence: title, severity, facts and links. */
import { alarmUrl, instanceUrl, metricUrl } from '../aws/console';
import { regionLabel } from '../aws/regions';
import { type Alarm, type Metric, metricsOf } from '../parsing/alarm';

/** Of an alarm in ALARM. */
export type AlarmSeverity = 'critical' | 'warning' | 'info';

/** Critical unless the description says otherwise, as in `severity: warning`. */
export function alarmSeverity(description = ''): AlarmSeverity {
  switch (/\bseverity\s*[:=]\s*(warning|info)\b/i.exec(description)?.[1]?.toLowerCase()) {
    case 'warning':
      return 'warning';
    case 'info':
      return 'info';
    default:
      return 'critical';
  }
}

/** `web-5xx`, of a contributor with what tells it from the others: `tables-idle (TableName orders)`. */
export function alarmLabel({ name, contributor }: Alarm): string {
  const attributes = contributor && attributesText(contributor.attributes);
  return attributes ? `${name} (${attributes})` : name;
}

export const alarmTitle = (alarm: Alarm): string => `${alarm.state}: ${alarmLabel(alarm)}`;

/** `runbook: https://…`, on a line of its own or behind other words. */
const RUNBOOK = /(?:^|\s)runbook:\s{0,5}(https:\/\/\S{1,2000})/i;

const runbookOf = (description = ''): string | undefined => RUNBOOK.exec(description)?.[1];

/** Without its runbook, which is a link; many repeat the name as the description. */
export const alarmDescription = ({ name, description = '' }: Alarm): string =>
  description === name ? '' : description.replace(RUNBOOK, '').trim();

const unique = <T>(list: T[]): T[] => [...new Set(list)];

/** `InstanceId i-0a1b…, exe httpd` */
const attributesText = (...all: Record<string, string>[]): string =>
  unique(all.flatMap(Object.entries<string>).map(([name, value]) => `${name} ${value}`)).join(', ');

/** Over all metrics of the alarm, or of its contributor alone. */
const resourceOf = ({ contributor }: Alarm, metrics: Metric[]): string =>
  contributor
    ? attributesText(contributor.attributes)
    : attributesText(...metrics.map(({ dimensions }) => dimensions));

const metricNames = (metrics: Metric[]): string =>
  unique(
    metrics.map(
      ({ namespace, name, statistic }) => `${namespace} ${name}${statistic ? ` (${statistic})` : ''}`,
    ),
  ).join(', ');

/** The name that AWS sends is preferred: it is newer than our list. */
const regionOf = ({ region, regionName }: Alarm): string =>
  region && regionName && region !== regionName
    ? `${regionName}, ${region}`
    : regionLabel(region) || (regionName ?? '');

/** In the order in which they are shown; an empty one is not. */
export function alarmFacts(alarm: Alarm): Record<string, string> {
  const metrics = metricsOf(alarm);
  return {
    Resource: resourceOf(alarm, metrics),
    Metric: metricNames(metrics),
    Rule: alarm.kind === 'composite' ? alarm.rule : '',
    Account: alarm.account ?? '',
    Region: regionOf(alarm),
    State: alarm.previousState ? `${alarm.previousState} → ${alarm.state}` : alarm.state,
  };
}

/** Without a region there is no console to link to. */
export function alarmLinks(alarm: Alarm): { text: string; url: string }[] {
  const { region, name, changedAt } = alarm;
  const runbook = runbookOf(alarm.description);
  const links = runbook ? [{ text: 'Runbook', url: runbook }] : [];
  if (!region) return links;
  const [metric] = metricsOf(alarm);
  const instance = metric?.dimensions.InstanceId;
  return [
    { text: 'Alarm', url: alarmUrl(region, name) },
    ...(instance ? [{ text: 'Instance', url: instanceUrl(region, instance) }] : []),
    ...(metric ? [{ text: 'Metric', url: metricUrl(region, metric, changedAt) }] : []),
    ...links,
  ];
}
