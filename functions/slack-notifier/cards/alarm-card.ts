/** A CloudWatch alarm, in words. */
import { alarmUrl, instanceUrl, metricUrl } from '../../../shared/aws/console';
import { regionLabel } from '../../../shared/aws/regions';
import { type Alarm, type Metric, metricsOf } from '../../../shared/parsing/alarm';
import type { Card, Tone } from '../card';
import { alarmSentence } from './alarm-sentence';

/** ALARM is critical unless the description says otherwise, as in `severity: warning`. */
export function toneOf({ state, description = '' }: Alarm): Tone {
  if (state === 'OK') return 'good';
  if (state === 'INSUFFICIENT_DATA') return 'unknown';
  switch (/\bseverity\s*[:=]\s*(warning|info)\b/i.exec(description)?.[1]?.toLowerCase()) {
    case 'warning':
      return 'warning';
    case 'info':
      return 'info';
    default:
      return 'critical';
  }
}

const unique = <T>(list: T[]): T[] => [...new Set(list)];

/** `InstanceId i-0a1b…, exe httpd` over all metrics of the alarm. */
function resourceOf(metrics: Metric[]): string {
  const dimensions = metrics.flatMap((metric) => Object.entries(metric.dimensions));
  return unique(dimensions.map(([name, value]) => `${name} ${value}`)).join(', ');
}

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

function factsOf(alarm: Alarm): Record<string, string> {
  const metrics = metricsOf(alarm);
  return {
    Resource: resourceOf(metrics),
    Metric: metricNames(metrics),
    Rule: alarm.kind === 'composite' ? alarm.rule : '',
    Account: alarm.account ?? '',
    Region: regionOf(alarm),
    State: alarm.previousState ? `${alarm.previousState} → ${alarm.state}` : alarm.state,
  };
}

/** Without a region there is no console to link to. */
function linksOf(alarm: Alarm): Card['links'] {
  const { region, name, changedAt } = alarm;
  if (!region) return [];
  const [metric] = metricsOf(alarm);
  const instance = metric?.dimensions.InstanceId;
  return [
    { text: 'Alarm', url: alarmUrl(region, name) },
    ...(instance ? [{ text: 'Instance', url: instanceUrl(region, instance) }] : []),
    ...(metric ? [{ text: 'Metric', url: metricUrl(region, metric, changedAt) }] : []),
  ];
}

/** Many repeat the name as the description. */
const descriptionOf = ({ name, description = '' }: Alarm): string =>
  description === name ? '' : description;

export function alarmCard(alarm: Alarm): Card {
  const title = `${alarm.state}: ${alarm.name}`;
  const sentence = alarmSentence(alarm);
  return {
    tone: toneOf(alarm),
    title,
    summary: sentence ? `${title} — ${sentence}` : title,
    paragraphs: [sentence, descriptionOf(alarm)],
    facts: factsOf(alarm),
    details: [],
    links: linksOf(alarm),
    at: alarm.changedAt,
  };
}
